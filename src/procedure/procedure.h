#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/roles.h"
#include "base/time.h"
#include "policy/pack.h"
#include "saudi/working_calendar.h"

// The engine: what may be done to a request, what happens then, and what a request is. Pure
// functions over a policy pack and events; no clock is read, no database touched, no text
// translated. No personal value passes through: values are digests, free text is a note id.
namespace procedure {

enum class ActionKind : std::uint8_t {
  receive,  // open the request over a channel
  raise_question,
  answer_question,  // H1
  submit,  // complete + automatic checks + declare, in one sitting; also the resubmission after a
           // return
  correct_item,  // verify changed a value: voids the declaration
  sign,          // a new declaration after a change
  verify_item,   // match and validity of one item
  finish_verification,
  ask_clarification,
  answer_clarification,  // H3
  tell,                  // H5 and every other inform: with proof
  delivery_failed,       // of a message that counted as told: opens a duty to tell again
  record_decision,
  enroll,
  deliver,
  confirm_receipt,
  reply,
  judge,
  offer_evaluation,
  rate,
  record_result,    // plain kinds: assess interview visit permit pay attend refer arrive
  record_progress,  // the same, before there is a result: some of the record, or a note
  skip_optional,
  close,
  return_for_completion,
  withdraw,
  hold,
  resume,
  reassign,
  lapse,
  remind,
  reopen,
  rectify,
  override_control,
  appeal,
  merge
};
std::string_view name_of(ActionKind kind);
std::optional<ActionKind> action_named(std::string_view name);

struct Actor {
  enum class Kind : std::uint8_t { applicant, staff, system };
  Kind kind = Kind::system;
  std::string id;
  std::vector<Role> roles;
  std::optional<Role> as;  // the role acted in; else the first that the step allows
};

enum class Capacity : std::uint8_t { self, guardian, agent };

// What somebody wants to do. Fields that a kind does not need stay empty and are not looked at;
// decide() refuses what is missing.
struct Action {
  ActionKind kind = ActionKind::receive;
  std::string step;                     // step id; empty: the open step of the fitting kind
  std::string item;                     // verify_item, correct_item
  bool matched = false, valid = false;  // verify_item
  std::string outcome;   // record_decision, record_result, reply …: from the step's outcomes
  std::string note;      // id of the sealed text (reason, question, answer, reasons of a decision)
  std::string question;  // id of the question answered; of one raised, else its note's id
  std::string channel;   // receive, reply, tell
  std::string proof;     // tell: gateway | portal | officer
  std::string what;      // tell: the step's `telling`
  std::string content_digest;  // submit, sign: over exactly what was shown
  int declaration_version = 0;
  std::optional<policy::SignMethod> sign_method;
  std::optional<Capacity> capacity;
  std::string signer;               // party id
  std::string assignee;             // reassign: staff id
  std::optional<Date> until;        // hold, return: date
  std::string control;              // override_control: control name, e.g. "clock.earliest"
  std::int64_t rectifies = 0;       // rectify: seq of the struck event
  std::string other_request;        // appeal: the new grievance; merge: the kept request
  std::vector<std::string> items;   // return_for_completion: which items are asked for;
                                    // receive: note ids of the questions raised;
                                    // submit, sign: the attachment of a drawn signature
  std::int64_t amount_halalas = 0;  // record_decision, deliver, pay
  std::map<std::string, std::string> record;  // what is written down now: field -> digest
  bool last = false;                          // deliver: the last of a repeated step
  std::optional<Instant> happened_at;  // earlier than now: backdated, within the kind's limit or by
                                       // the override "backdate"
};

// What the shell knows and the engine relies on.
struct ItemFact {
  bool present = false;
  std::string digest;
  std::optional<Date> valid_until;  // of a sighted document or a dated proof
  std::vector<std::string>
      failed_checks;  // automatic checks that failed: "identity", "contact" …: codes
};
enum class EventKind : std::uint8_t;
struct EntryFact {  // the entry that a rectification names, as it stands in the events
  EventKind kind;
  std::string actor, step;
};
struct Facts {
  std::map<std::string, ItemFact> items;  // what stands there now, or what the submission brings
  std::map<std::string, std::string>
      values;                  // for conditions: "item.need" -> "medicine", "channel" …
  std::string content_digest;  // of the values, file digests and declaration version as stored now
  const saudi::WorkingCalendar* calendar = nullptr;
  std::vector<std::string> part_taken_by;  // staff ids that had a part in what a grievance is about
  bool duplicate_open = false;  // another open request of this kind for the same beneficiary
  std::optional<int> capacity_left;
  std::optional<EntryFact> entry;
  // What is written down at the steps, with what this act brings: "permit.reference". Their values
  // for conditions stand in `values`: "record.permit.reference".
  std::set<std::string, std::less<>> record;
  std::set<std::string, std::less<>> consents;  // purposes that the beneficiary consented to
  bool acknowledged = true;  // whoever acts has acknowledged the version in force (F4)
};

enum class EventKind : std::uint8_t {
  received,
  question_raised,
  question_answered,
  submitted,
  item_corrected,
  declaration_signed,
  declaration_voided,
  item_verified,
  clarification_asked,
  clarification_answered,
  told,
  telling_failed,
  decided,
  enrolled,
  delivered,
  receipt_confirmed,
  replied,
  judged,
  evaluation_offered,
  rated,
  result_recorded,
  progress_recorded,
  step_opened,
  step_done,
  step_skipped,
  step_voided,
  returned,
  withdrawn,
  held,
  resumed,
  reassigned,
  lapsed,
  reminded,
  reopened,
  rectified,
  overridden,
  appealed,
  merged,
  closed
};
std::string_view name_of(EventKind kind);
std::optional<EventKind> event_named(std::string_view name);

// What an event says beyond its envelope. Ids, codes, digests, dates: never a personal value.
// Encoded as JSON without the empty fields.
struct Payload {
  std::string item, outcome, note, question, channel, proof, what, digest, sign_method, capacity,
      signer, assignee, control, clause, role, other_request, reason;
  std::vector<std::string> items;
  std::map<std::string, std::string> item_digests;
  std::optional<bool> matched, valid;
  std::optional<Date> until, submitted_on;
  std::optional<Instant> earliest,
      due;  // of an opened step: computed, with the calendar that was handed in
  std::int64_t rectifies = 0, amount_halalas = 0;
  int version = 0, round = 0;
  bool backdated = false;

  bool operator==(const Payload&) const = default;
};
struct Event {
  std::int64_t seq = 0;  // from 1, unique per request
  EventKind kind = EventKind::received;
  int kind_version = 1;
  Instant happened_at, recorded_at;
  Actor::Kind actor_kind = Actor::Kind::system;
  std::string actor, actor_role, on_behalf_of;
  std::string channel;
  std::string step;  // step id, or empty
  Payload payload;

  bool operator==(const Event&) const = default;
};
std::string encode(const Payload& payload);  // canonical JSON
// Into an empty payload; what is not readable there is refused ("event.payload").
Result<Done> decode_payload(std::string_view json, Payload& into);

enum class StepStatus : std::uint8_t { waiting, open, done, skipped, voided };
struct StepState {
  StepStatus status = StepStatus::waiting;
  int round = 0;                         // how often it was opened
  bool passed = false;                   // skipped, but what comes after it goes on
  bool late = false;                     // was done after its due date, at least once
  bool last = false;                     // deliver: nothing more will be given
  Instant opened_at, done_at;            // of the latest round
  std::optional<Instant> earliest, due;  // stay when the step is done
  std::string outcome;                   // of a step that is done
  std::string done_by;
  std::optional<Instant> receipt_at;  // of the latest delivery
  int repetitions = 0;                // deliveries so far

  bool operator==(const StepState&) const = default;
};
struct ItemState {
  std::string digest;
  bool verified = false, matched = false, valid = false;
  std::string verified_by;
  Instant verified_at;

  bool operator==(const ItemState&) const = default;
};
struct Question {
  std::string id, step;  // step: empty for reception (H1), the clarify step's id for H3
  Instant asked_at;
  std::optional<Instant> answered_at;

  bool operator==(const Question&) const = default;
};
struct Told {
  std::string what, proof, channel;
  Instant at;
  bool failed = false;  // a later delivery failure: owed again

  bool operator==(const Told&) const = default;
};
struct Overridden {
  std::string control, step, by, note;
  Instant at;

  bool operator==(const Overridden&) const = default;
};

enum class Status : std::uint8_t { none, open, returned, held, closed };
struct Request {
  Status status = Status::none;
  std::string outcome;  // of a closed request: accepted, accepted_in_part, refused, answered,
                        // withdrawn, lapsed, merged …
  std::int64_t seq = 0;
  int kind = -1;                 // index in the pack
  std::string channel;           // that it came by
  std::vector<StepState> steps;  // as in the kind
  std::map<std::string, ItemState> items;
  std::vector<Question> questions;
  std::vector<Told> told;
  std::vector<Overridden> overrides;
  std::optional<Instant> received_at, submitted_at, first_submitted_at, returned_at, closed_at;
  std::string declared_digest;  // empty: never signed, or voided
  bool declaration_void = false;
  std::optional<Date> held_until;
  std::vector<std::string> returned_items;
  int reminders = 0;
  std::string assignee;
  std::string decision;              // outcome of the latest study or judge
  std::int64_t paused_ms = 0;        // of the latest date, by returns during study
  std::vector<std::int64_t> struck;  // seqs struck by rectify
  std::string appealed_by, merged_into;
  std::vector<std::string> part_taken;  // staff ids that acted

  bool operator==(const Request&) const = default;
};

Request begin(const policy::Pack& pack, int kind);  // before the first event
void evolve(const policy::Pack& pack, Request& request, const Event& event);  // in place: the fold
// From the beginning; struck events are passed over. After an event `rectified` only a fold is
// right, since what is struck may lie far back; after every other one evolve() gives the same.
Request fold(const policy::Pack& pack, int kind, const std::vector<Event>& events);

// New events in order, numbered from request.seq + 1; or everything that stands in the way.
Result<std::vector<Event>> decide(const policy::Pack& pack, const Request& request,
                                  const Action& action, const Actor& actor, Instant now,
                                  const Facts& facts);

// What this actor could do now: each free, or blocked with why. Of what is not theirs to do, only
// whose it is ("step.not_yours").
struct Offer {
  ActionKind action = ActionKind::receive;
  std::string step;
  bool free = false;
  std::vector<Obstacle> obstacles;
  std::vector<std::string> outcomes;  // to choose from
  std::optional<Instant> earliest, due;
};
std::vector<Offer> allowed(const policy::Pack& pack, const Request& request, const Actor& actor,
                           Instant now, const Facts& facts);

// Whether this actor's rectification of this entry would be taken: what a page offers to strike.
bool may_strike(const policy::Pack& pack, const Request& request, const Actor& actor,
                const Event& entry);

// Who must act next, and by when: one row per open step (the projected `tasks`).
struct Task {
  std::string step;
  policy::StepKind kind = policy::StepKind::receive;
  std::vector<Role> roles;
  bool applicant = false, system = false;
  std::string assignee;
  Instant opened_at;
  std::optional<Instant> earliest, due;
  std::string blocked_by;  // code of the first obstacle that whoever does this step cannot remove
                           // by doing it, or empty: not the papers still to be matched
};
std::vector<Task> tasks(const policy::Pack& pack, const Request& request, Instant now,
                        const Facts& facts);

// A step that stands open for whoever needs it, and nobody does: a clarification without a
// question. It is nobody's turn.
bool is_idle(const policy::Step& step, const Request& request);

// The items that the form asks for in this request, as far as it is filled in.
std::vector<std::string> asked_items(const policy::Pack& pack, const Request& request, Instant now,
                                     const Facts& facts);

// How each control that this request owes stands (the projected `control_outcomes`).
enum class Outcome : std::uint8_t { owed, kept, broken, overridden, not_measured };
struct ControlOutcome {
  std::string clause, control;  // control id
  Outcome outcome = Outcome::owed;
  std::optional<Instant> due;  // of an owed clock: lateness comes from it
};
std::string_view name_of(Outcome outcome);
// `only`: of one kind of control.
std::vector<ControlOutcome> control_outcomes(const policy::Pack& pack, const Request& request,
                                             Instant now,
                                             std::optional<policy::ControlKind> only = {});

}  // namespace procedure
