#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

// The examples of a pack (examples.yaml): situations that the policy must allow or refuse, or after
// which a control must stand kept or broken. Pure data; procedure/examples runs them through
// decide() and reports what a pack lacks.
namespace policy {

// Relative to the example's start: day 0 is its first day, minutes are of the Riyadh day. {days:
// 14, time: "00:00"}
struct ExampleTime {
  int days = 0;
  int minute_of_day = 9 * 60;

  auto operator<=>(const ExampleTime&) const = default;
};
Instant instant_of(Date start, ExampleTime at);

// One thing done or attempted. `action` is a procedure::ActionKind name. `with` carries the rest by
// the names of procedure::Action's fields, as text: step item outcome note question channel proof
// what capacity control signer assignee until sign_method declaration_version matched valid last
// content_digest amount_halalas rectifies. "yes"/"no" for booleans; `until` is a number of days
// after the start; what a kind needs and the example leaves out (a note, a digest, a capacity) the
// runner supplies as an honest actor would.
struct ExampleAction {
  std::string action;
  std::string by;   // a role's name, "applicant" or "system"
  std::string who;  // tells two people of one role apart; empty: the same as `by`
  ExampleTime at;
  std::map<std::string, std::string> with;
  // Of return_for_completion its items; of receive the ids of the questions raised (`questions`).
  std::vector<std::string> items;
  int line = 0, column = 0;
};

// How an item stands when it is not simply there and in order, as every required item is unless
// said otherwise.
struct ExampleItem {
  bool present = true;
  std::optional<int>
      valid_until_days;  // days after the start; of a sighted document that has an expiry
  std::vector<std::string> failed_checks;
};
struct ExampleFacts {
  std::map<std::string, ExampleItem> items;
  std::map<std::string, std::string>
      values;  // "item.need" -> "treatment", "applicant.capacity" -> "guardian"
  std::vector<std::string> part_taken_by;  // names as in `by` or `who`
  bool duplicate_open = false;
  std::optional<int> capacity_left;
  // "permit.reference" -> the value written down; "missing": it is not there. Whatever an example
  // does not speak of is filled in.
  std::map<std::string, std::string> record;
  std::optional<std::vector<std::string>> consents;  // purposes; nothing: all are given
  bool acknowledged = true;                          // F4
};

// `refused`: some obstacle names the clause of a control shown; or has the `code` given, which an
// example of a control must give that has no obstacle of its own (a duty, a right, a step that is
// not open or not theirs). With a code, some obstacle must have that code.
// `kept`, `broken`, `overridden`: how each control shown stands, by control_outcomes(), at the time
// looked at, after the attempt when there is one (which must then be allowed).
enum class Expectation : std::uint8_t { allowed, refused, kept, broken, overridden };
std::string_view name_of(Expectation expectation);

struct Example {
  std::map<std::string, std::string> title;  // by language
  std::string request;                       // request kind
  std::string channel;                       // that it came over
  Date start;                                // default: Sunday 2026-11-22
  ExampleFacts facts;
  std::vector<ExampleAction> done;  // before, in order of time; scenes are already expanded
  std::optional<ExampleAction>
      attempt;     // `try`; kept and broken may go without, then `at` says when they are looked at
  ExampleTime at;  // of the attempt, or of the looking
  Expectation expect = Expectation::allowed;
  std::vector<std::string>
      shows;           // control ids, "H5/clock.earliest": what this example is an example of
  std::string clause;  // of the first control shown
  std::string code;    // of the obstacle; empty: any
  std::string file;
  int line = 0, column = 0;

  // allowed and kept show that a control lets through; the others that it holds.
  bool passes() const { return expect == Expectation::allowed || expect == Expectation::kept; }
};

// The action words of examples: exactly the names of procedure::ActionKind.
const std::vector<std::string>& example_action_names();

}  // namespace policy
