#pragma once

#include <gtest/gtest.h>

#include "procedure/procedure.h"

// A small pack, built in code, and a request that walks through it. For tests only.
namespace procedure::for_tests {

inline constexpr std::int64_t hour = hour_ms;
// Sunday 2026-11-22, 09:00 in Riyadh.
inline const Instant start{riyadh_midnight(Date{20'779}).ms + 9 * hour_ms};

inline Actor applicant() {
  return {.kind = Actor::Kind::applicant, .id = "party-1", .roles = {}, .as = {}};
}
inline Actor by_system() {
  return {};
}
inline Actor staff(Role role, std::string id = {}) {
  if (id.empty()) id = std::string(name_of(role));
  return {.kind = Actor::Kind::staff, .id = std::move(id), .roles = {role}, .as = {}};
}
inline Actor officer(std::string id = "officer") {
  return staff(Role::officer, std::move(id));
}

policy::Pack make_pack();
enum Kinds : int { assistance, inquiry, grievance, aid, volunteering };

// What a person does who does everything right; a test changes what it is about.
Action act(ActionKind kind, std::string step = {});

class Walk {
 public:
  explicit Walk(int which = assistance);

  // As an honest person would: facts, digest and signature fit.
  Action submission() const;
  Result<std::vector<Event>> attempt(const Action& action, const Actor& actor) const;
  // Must be allowed; the request goes on.
  void does(const Action& action, const Actor& actor);
  void does(ActionKind kind, const Actor& actor) { does(act(kind), actor); }
  void takes(const std::vector<Event>& fresh);
  // All codes that stand in the way; empty when it is allowed.
  std::vector<std::string> codes(const Action& action, const Actor& actor) const;
  const Obstacle* obstacle(const std::string& code, const Action& action, const Actor& actor) const;

  void days_pass(int days) { now = now + days * day_ms; }
  StepStatus status(const std::string& step) const;
  const StepState& step(const std::string& step) const;
  std::string outcome_of(const std::string& control) const;
  void strike(EventKind kind);  // prepares facts.entry for the latest of this kind
  std::int64_t latest(EventKind kind) const;

  // Until the named step is open, by honest people.
  void receive();
  void submit();
  void verify();
  void tell(const std::string& step);
  void reach_study();
  void decide(const std::string& outcome);
  void reach_delivery();
  void finish();

  policy::Pack pack = make_pack();
  Facts facts;
  Request request;
  std::vector<Event> events;
  Instant now = start;

 private:
  mutable Refusal refused_;
};

}  // namespace procedure::for_tests
