#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {

Action act(ActionKind kind, std::string step) {
  Action action;
  action.kind = kind;
  action.step = std::move(step);
  action.note = "note-1";
  return action;
}

Walk::Walk(int which) {
  request = begin(pack, which);
  for (const auto& item : pack.kinds[static_cast<std::size_t>(which)].items) {
    if (item.required) facts.items[item.id] = {true, "digest-" + item.id, {}, {}};
  }
  if (facts.items.contains("identity")) {
    facts.items["identity"].valid_until = riyadh_date(start) + 400;
  }
  facts.content_digest = "content-1";
}

Action Walk::submission() const {
  Action action = act(ActionKind::submit);
  action.content_digest = facts.content_digest;
  action.declaration_version = 2;
  action.sign_method = policy::SignMethod::code;
  action.capacity = Capacity::self;
  return action;
}

Result<std::vector<Event>> Walk::attempt(const Action& action, const Actor& actor) const {
  return procedure::decide(pack, request, action, actor, now, facts);
}

void Walk::takes(const std::vector<Event>& fresh) {
  bool struck = false;
  for (const auto& event : fresh) {
    ASSERT_EQ(event.seq, request.seq + 1);
    evolve(pack, request, event);
    events.push_back(event);
    struck = struck || event.kind == EventKind::rectified;
  }
  const Request folded = fold(pack, request.kind, events);
  if (struck) {
    request = folded;
  } else {
    EXPECT_EQ(folded, request);
  }
}

void Walk::does(const Action& action, const Actor& actor) {
  const auto fresh = attempt(action, actor);
  ASSERT_TRUE(fresh.ok()) << name_of(action.kind) << ": "
                          << testing::PrintToString(codes(action, actor));
  takes(fresh.value());
}

std::vector<std::string> Walk::codes(const Action& action, const Actor& actor) const {
  const auto fresh = attempt(action, actor);
  std::vector<std::string> found;
  if (!fresh) {
    for (const auto& one : fresh.refusal().obstacles) found.push_back(one.code);
  }
  return found;
}

const Obstacle* Walk::obstacle(const std::string& code, const Action& action,
                               const Actor& actor) const {
  const auto fresh = attempt(action, actor);
  if (fresh) return nullptr;
  refused_ = fresh.refusal();
  for (const auto& one : refused_.obstacles) {
    if (one.code == code) return &one;
  }
  return nullptr;
}

const StepState& Walk::step(const std::string& id) const {
  const auto& kind = pack.kinds[static_cast<std::size_t>(request.kind)];
  return request.steps.at(static_cast<std::size_t>(kind.step_index(id)));
}

StepStatus Walk::status(const std::string& id) const {
  return step(id).status;
}

std::string Walk::outcome_of(const std::string& control) const {
  for (const auto& one : control_outcomes(pack, request, now)) {
    if (one.control == control) return std::string(name_of(one.outcome));
  }
  return "none";
}

std::int64_t Walk::latest(EventKind kind) const {
  std::int64_t seq = 0;
  for (const auto& event : events) {
    if (event.kind == kind) seq = event.seq;
  }
  return seq;
}

void Walk::strike(EventKind kind) {
  const auto seq = latest(kind);
  ASSERT_GT(seq, 0);
  const auto& event = events.at(static_cast<std::size_t>(seq - 1));
  facts.entry = EntryFact{event.kind, event.actor, event.step};
}

void Walk::receive() {
  Action action = act(ActionKind::receive);
  action.channel = pack.kinds[static_cast<std::size_t>(request.kind)].channels.front();
  does(action, applicant());
}

void Walk::submit() {
  does(submission(), applicant());
}

void Walk::verify() {
  for (const auto& item : pack.kinds[static_cast<std::size_t>(request.kind)].items) {
    if (item.checks.empty() || !facts.items.contains(item.id)) continue;
    Action action = act(ActionKind::verify_item);
    action.item = item.id;
    action.matched = action.valid = true;
    does(action, officer());
  }
  does(ActionKind::finish_verification, officer());
}

void Walk::tell(const std::string& id) {
  Action action = act(ActionKind::tell, id);
  action.proof = "gateway";
  does(action, by_system());
}

void Walk::reach_study() {
  receive();
  submit();
  verify();
  tell("tell_study_period");
}

void Walk::decide(const std::string& outcome) {
  Action action = act(ActionKind::record_decision);
  action.outcome = outcome;
  does(action, staff(Role::secretary));
}

void Walk::reach_delivery() {
  reach_study();
  days_pass(14);
  decide("accepted");
  tell("tell_answer");
  does(ActionKind::enroll, officer());
}

void Walk::finish() {
  does(ActionKind::deliver, officer());
  does(ActionKind::confirm_receipt, applicant());
}

TEST(WholeWalk, FromApplicationToDeliveredService) {
  Walk walk;
  walk.reach_delivery();
  walk.finish();
  EXPECT_EQ(walk.request.status, Status::closed);
  EXPECT_EQ(walk.request.outcome, "accepted");
  EXPECT_EQ(walk.status("clarify"), StepStatus::skipped);
  EXPECT_EQ(walk.status("evaluate"), StepStatus::done);
  for (const auto& one : control_outcomes(walk.pack, walk.request, walk.now)) {
    EXPECT_EQ(one.outcome, Outcome::kept) << one.control;
  }
}

TEST(WholeWalk, ARefusalSkipsRegistrationAndDelivery) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  walk.decide("refused");
  EXPECT_EQ(walk.status("tell_answer"), StepStatus::open);
  walk.tell("tell_answer");
  EXPECT_EQ(walk.status("register"), StepStatus::skipped);
  EXPECT_EQ(walk.status("deliver"), StepStatus::skipped);
  EXPECT_EQ(walk.request.outcome, "refused");
  EXPECT_EQ(walk.outcome_of("H7/duty.delivered"), "none");
  EXPECT_EQ(walk.outcome_of("H0/duty.closed_with_outcome"), "kept");
}

TEST(WholeWalk, AnInquiryIsAnsweredAndClosed) {
  Walk walk(inquiry);
  walk.receive();
  walk.does(ActionKind::reply, officer());
  EXPECT_EQ(walk.request.status, Status::closed);
  EXPECT_EQ(walk.request.outcome, "answered");
}

TEST(WholeWalk, EveryActStandsAfterTheOneBeforeIt) {
  Walk walk;
  walk.receive();
  for (const auto kind :
       {ActionKind::finish_verification, ActionKind::tell, ActionKind::record_decision,
        ActionKind::enroll, ActionKind::deliver, ActionKind::close}) {
    for (const auto& actor : {officer(), staff(Role::secretary)}) {
      EXPECT_FALSE(walk.attempt(act(kind), actor).ok()) << name_of(kind);
    }
  }
}

TEST(WholeWalk, WhatWaitsNamesEachStepBeforeItWithItsClause) {
  Walk walk;
  for (auto& step : walk.pack.kinds.front().steps) {
    step.title = {
        {"ar", "خطوة " + step.id},
        {"en", "Step " + step.id    }
    };
  }
  walk.receive();
  walk.submit();
  const auto refused = walk.attempt(act(ActionKind::close), officer());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().kind, RefusalKind::conflict);
  std::map<std::string, std::string> clauses;
  for (const auto& one : refused.refusal().obstacles) {
    if (one.code != "step.waits_for") continue;
    clauses[one.parameters.at("before")] = one.clause;
    EXPECT_EQ(one.parameters.at("before_ar"), "خطوة " + one.parameters.at("before"));
    EXPECT_EQ(one.parameters.at("before_en"), "Step " + one.parameters.at("before"));
  }
  EXPECT_EQ(clauses["verify"], "H2");
  EXPECT_EQ(clauses["study"], "H5");
  EXPECT_EQ(clauses["register"], "H6");
  EXPECT_EQ(clauses["deliver"], "H7");
  EXPECT_EQ(clauses["evaluate"], "P3");
}

}  // namespace procedure::for_tests
