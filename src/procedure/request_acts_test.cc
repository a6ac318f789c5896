#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Action give_back(std::vector<std::string> items) {
  Action action = act(ActionKind::return_for_completion);
  action.items = std::move(items);
  return action;
}
Action decision(std::string outcome) {
  Action action = act(ActionKind::record_decision);
  action.outcome = std::move(outcome);
  return action;
}
Action override_of(std::string control, std::string step = {}) {
  Action action = act(ActionKind::override_control, std::move(step));
  action.control = std::move(control);
  return action;
}
Actor secretary() {
  return staff(Role::secretary);
}

TEST(Return, AsksForItemsOfASubmittedRequestWithAReason) {
  Walk walk;
  walk.receive();
  EXPECT_THAT(walk.codes(give_back({"phone"}), officer()), Contains("request.not_submitted"));
  walk.submit();
  Action silent = give_back({});
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, officer()),
              UnorderedElementsAre("text.missing", "return.items_missing"));
  EXPECT_THAT(walk.codes(give_back({"nothing"}), officer()), ElementsAre("item.unknown"));
  EXPECT_THAT(walk.codes(give_back({"phone"}), applicant()), ElementsAre("action.not_yours"));
  walk.does(give_back({"phone"}), officer());
  EXPECT_EQ(walk.request.status, Status::returned);
  EXPECT_THAT(walk.request.returned_items, ElementsAre("phone"));
  const auto open = tasks(walk.pack, walk.request, walk.now, walk.facts);
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0].step, "complete");
  EXPECT_TRUE(open[0].applicant);
  EXPECT_EQ(riyadh_date(*open[0].due), riyadh_date(start) + 30);
  EXPECT_EQ(open[1].blocked_by, "request.returned");
}

TEST(Return, WhatDidNotChangeStaysMatched) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.verify();
  walk.does(give_back({"phone"}), officer());
  walk.facts.items["phone"].digest = "digest-new";
  walk.facts.content_digest = "content-2";
  walk.submit();
  EXPECT_EQ(walk.request.status, Status::open);
  EXPECT_EQ(walk.status("verify"), StepStatus::open);
  EXPECT_FALSE(walk.request.items.at("phone").verified);
  EXPECT_TRUE(walk.request.items.at("identity").verified);
  EXPECT_EQ(walk.request.declared_digest, "content-2");
  EXPECT_THAT(walk.codes(act(ActionKind::finish_verification), officer()),
              ElementsAre("item.not_verified"));
}

TEST(Return, AnAnswerThatChangesNothingLeavesTheVerificationAsItWas) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.verify();
  walk.does(give_back({"phone"}), officer());
  walk.submit();
  EXPECT_EQ(walk.status("verify"), StepStatus::done);
  EXPECT_EQ(walk.status("tell_study_period"), StepStatus::open);
}

TEST(Return, DuringStudyPausesTheLatestDateAndNeverRestartsTheEarliest) {
  Walk walk;
  walk.reach_study();
  const auto earliest = walk.step("study").earliest;
  walk.days_pass(5);
  walk.does(give_back({"report"}), secretary());
  EXPECT_EQ(walk.status("study"), StepStatus::open);
  const auto due_of_study = [&] {
    const auto open = tasks(walk.pack, walk.request, walk.now, walk.facts);
    return std::ranges::find(open, "study", &Task::step)->due;
  };
  EXPECT_FALSE(due_of_study());  // it stands still
  walk.days_pass(20);
  EXPECT_THAT(walk.codes(decision("accepted"), secretary()),
              ElementsAre("request.returned", "step.waits_for"));
  walk.facts.items["report"].digest = "digest-new";
  walk.submit();
  EXPECT_EQ(walk.step("study").earliest, earliest);
  EXPECT_EQ(riyadh_date(*walk.step("study").due), riyadh_date(start) + 30 + 20);
  EXPECT_EQ(due_of_study(), walk.step("study").due);
  EXPECT_EQ(walk.request.paused_ms, 20 * day_ms);
  EXPECT_THAT(walk.codes(decision("accepted"), secretary()), ElementsAre("step.waits_for"));
  walk.verify();
  walk.decide("accepted");
  EXPECT_EQ(walk.outcome_of("H5/clock.latest"), "kept");
}

TEST(Return, RestartsTheEarliestWhereThePolicySaysSo) {
  Walk walk;
  walk.pack.kinds[assistance].return_restarts_earliest = true;
  walk.reach_study();
  walk.days_pass(5);
  walk.does(give_back({"report"}), secretary());
  walk.days_pass(5);
  walk.submit();
  EXPECT_EQ(riyadh_date(*walk.step("study").earliest), riyadh_date(start) + 10 + 14);
}

TEST(Return, MayBeTakenBack) {
  Walk walk;
  walk.reach_study();
  walk.does(give_back({"report"}), secretary());
  walk.days_pass(2);
  EXPECT_THAT(walk.codes(act(ActionKind::resume), by_system()), ElementsAre("request.not_held"));
  walk.does(ActionKind::resume, officer());
  EXPECT_EQ(walk.request.status, Status::open);
  EXPECT_EQ(walk.status("complete"), StepStatus::done);
  EXPECT_EQ(riyadh_date(*walk.step("study").due), riyadh_date(start) + 32);
  walk.days_pass(12);
  walk.decide("accepted");
}

TEST(Lapse, AfterTheRemindersAndTheDeadlineAndNeverInStudy) {
  Walk walk;
  walk.receive();
  walk.submit();
  EXPECT_THAT(walk.codes(act(ActionKind::lapse), by_system()), ElementsAre("lapse.not_returned"));
  walk.does(give_back({"phone"}), officer());
  EXPECT_THAT(walk.codes(act(ActionKind::lapse), by_system()),
              UnorderedElementsAre("lapse.not_reminded", "lapse.too_early"));
  EXPECT_THAT(walk.codes(act(ActionKind::remind), by_system()), ElementsAre("remind.too_early"));
  walk.days_pass(10);
  walk.does(ActionKind::remind, by_system());
  walk.days_pass(10);
  walk.does(ActionKind::remind, by_system());
  EXPECT_THAT(walk.codes(act(ActionKind::remind), by_system()), ElementsAre("remind.enough"));
  walk.days_pass(10);
  EXPECT_THAT(walk.codes(act(ActionKind::lapse), by_system()), ElementsAre("lapse.too_early"));
  walk.days_pass(1);
  walk.does(ActionKind::lapse, by_system());
  EXPECT_EQ(walk.request.outcome, "lapsed");
  EXPECT_EQ(walk.outcome_of("H2/duty.verified"), "none");  // released, not broken
  EXPECT_EQ(walk.outcome_of("H0/duty.closed_with_outcome"), "kept");

  walk.does(ActionKind::reopen, officer());
  EXPECT_EQ(walk.request.status, Status::returned);
  EXPECT_EQ(riyadh_date(*walk.step("complete").due), riyadh_date(walk.now) + 30);
  walk.submit();
  EXPECT_EQ(walk.request.status, Status::open);

  Walk studied;
  studied.reach_study();
  studied.does(give_back({"phone"}), secretary());
  studied.days_pass(100);
  const auto* refused = studied.obstacle("lapse.in_study", act(ActionKind::lapse), by_system());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "H5");
}

TEST(Lapse, AlsoOfWhatWasNeverSubmitted) {
  Walk walk;
  walk.receive();
  for (const int days : {10, 10}) {
    walk.days_pass(days);
    walk.does(ActionKind::remind, by_system());
  }
  walk.days_pass(11);
  walk.does(ActionKind::lapse, by_system());
  EXPECT_EQ(walk.request.outcome, "lapsed");
}

TEST(Withdraw, IsThePersonsAtAnyTimeUntilItIsClosed) {
  Walk walk;
  walk.reach_study();
  Action silent = act(ActionKind::withdraw);
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, officer()), ElementsAre("text.missing"));
  walk.does(silent, applicant());
  EXPECT_EQ(walk.request.status, Status::closed);
  EXPECT_EQ(walk.request.outcome, "withdrawn");
  const auto* refused = walk.obstacle("request.closed", silent, applicant());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "F1");
  EXPECT_THAT(tasks(walk.pack, walk.request, walk.now, walk.facts), IsEmpty());
}

TEST(Hold, UntilADateAndThenItGoesOn) {
  Walk walk;
  walk.receive();
  walk.submit();
  Action hold = act(ActionKind::hold);
  EXPECT_THAT(walk.codes(hold, officer()), ElementsAre("hold.until_missing"));
  hold.until = riyadh_date(start) + 5;
  walk.does(hold, officer());
  EXPECT_THAT(walk.codes(hold, officer()), ElementsAre("request.held"));
  EXPECT_THAT(walk.codes(act(ActionKind::finish_verification), officer()),
              Contains("request.held"));
  EXPECT_EQ(tasks(walk.pack, walk.request, walk.now, walk.facts).front().blocked_by,
            "request.held");
  EXPECT_THAT(walk.codes(act(ActionKind::resume), by_system()), ElementsAre("request.not_held"));
  walk.days_pass(5);
  walk.does(ActionKind::resume, by_system());
  EXPECT_EQ(walk.request.status, Status::open);
  walk.verify();
}

// Only a return during study pauses a clock: a hold is the association's own delay, and shows.
TEST(Hold, StopsNoClock) {
  Walk walk;
  walk.receive();
  walk.submit();
  const auto due = [&] { return tasks(walk.pack, walk.request, walk.now, walk.facts).front().due; };
  const auto before = due();
  ASSERT_TRUE(before);
  Action hold = act(ActionKind::hold);
  hold.until = riyadh_date(start) + 30;
  walk.does(hold, officer());
  EXPECT_EQ(due(), before);
  walk.days_pass(30);
  walk.does(ActionKind::resume, by_system());
  EXPECT_EQ(due(), before);
  EXPECT_LT(*due(), walk.now);
}

TEST(Hold, OfAReturnedRequestEndsAsReturned) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.does(give_back({"phone"}), officer());
  Action hold = act(ActionKind::hold);
  hold.until = riyadh_date(start) + 5;
  walk.does(hold, officer());
  walk.does(ActionKind::resume, officer());
  EXPECT_EQ(walk.request.status, Status::returned);
  walk.submit();
}

TEST(Override, NamesAGateOrClockOfAnOpenStepOnce) {
  Walk walk;
  walk.receive();
  const auto director = staff(Role::director);
  for (const auto* control : {"gate.nothing", "duty.told", "study", "clock.", "gate.told_first"}) {
    EXPECT_THAT(walk.codes(override_of(control), director), ElementsAre("override.control_unknown"))
        << control;
  }
  EXPECT_THAT(walk.codes(override_of("gate.told_first", "study"), director),
              ElementsAre("step.not_open"));
  walk.does(override_of("gate.items_present"), director);
  EXPECT_THAT(walk.codes(override_of("gate.items_present"), director),
              ElementsAre("override.made_already"));
  walk.facts.items["phone"].present = false;
  walk.submit();
  EXPECT_EQ(walk.outcome_of("H2/gate.items_present"), "overridden");
}

TEST(Override, OfALateStepIsNotBrokenButShows) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.does(override_of("clock.latest", "verify"), staff(Role::director));
  walk.days_pass(30);
  EXPECT_EQ(walk.outcome_of("H2/clock.latest"), "overridden");
}

TEST(Backdating, WithinThePolicysLimitOrByAnOverride) {
  Walk walk;
  Action receive = act(ActionKind::receive);
  receive.channel = "branch";
  receive.happened_at = walk.now + hour;
  EXPECT_THAT(walk.codes(receive, officer()), ElementsAre("action.in_future"));
  receive.happened_at = walk.now - 4 * day_ms;
  EXPECT_THAT(walk.codes(receive, officer()), ElementsAre("action.backdated_too_far"));
  receive.happened_at = walk.now - 3 * day_ms;
  walk.does(receive, officer());
  EXPECT_TRUE(walk.events.front().payload.backdated);
  EXPECT_EQ(walk.events.front().recorded_at, walk.now);
  EXPECT_EQ(walk.request.received_at, walk.now - 3 * day_ms);

  Action submit = walk.submission();
  submit.happened_at = walk.now - 4 * day_ms;
  EXPECT_THAT(walk.codes(submit, officer()),
              UnorderedElementsAre("action.backdated_too_far", "action.before_its_time"));
  submit.happened_at = walk.now - 2 * day_ms;
  walk.facts.items["identity"].valid_until = riyadh_date(walk.now) + -1;
  walk.does(submit, officer());  // valid on the day on which it was handed in
  // The clock of verify counts from then: Friday, so Sunday to Tuesday.
  EXPECT_EQ(riyadh_date(*walk.step("verify").due), riyadh_date(start) + 2);

  walk.days_pass(10);
  Action tell = act(ActionKind::finish_verification);
  tell.happened_at = walk.now - 8 * day_ms;
  EXPECT_THAT(walk.codes(tell, officer()), Contains("action.backdated_too_far"));
  walk.does(override_of("backdate"), staff(Role::director));
  EXPECT_THAT(walk.codes(tell, officer()), testing::Not(Contains("action.backdated_too_far")));
}

}  // namespace
}  // namespace procedure::for_tests
