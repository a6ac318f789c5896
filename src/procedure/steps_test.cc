#include "procedure/steps.h"

#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Action result(std::string step, std::string outcome) {
  Action action = act(ActionKind::record_result, std::move(step));
  action.outcome = std::move(outcome);
  return action;
}
Action deliver(bool last = false) {
  Action action = act(ActionKind::deliver);
  action.last = last;
  return action;
}
Actor researcher() {
  return staff(Role::researcher);
}

TEST(StepsSideBySide, BothOpenAndTheNextWaitsForTheOneThatIsNotOptional) {
  Walk walk(aid);
  walk.receive();
  EXPECT_EQ(walk.status("interview"), StepStatus::open);
  EXPECT_EQ(walk.status("visit"), StepStatus::open);
  EXPECT_EQ(walk.status("assess"), StepStatus::waiting);
  walk.does(result("interview", "passed"), researcher());
  EXPECT_EQ(walk.status("visit"), StepStatus::open);
  EXPECT_EQ(walk.status("assess"), StepStatus::open);
}

TEST(StepsSideBySide, AnOptionalOneMayBeLeftUndoneWithItsReason) {
  Walk walk(aid);
  walk.receive();
  Action silent = act(ActionKind::skip_optional, "visit");
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, researcher()), ElementsAre("text.missing"));
  EXPECT_THAT(walk.codes(act(ActionKind::skip_optional, "interview"), researcher()),
              ElementsAre("step.not_optional"));
  walk.does(act(ActionKind::skip_optional, "visit"), researcher());
  EXPECT_EQ(walk.status("visit"), StepStatus::skipped);
  EXPECT_TRUE(walk.step("visit").passed);
}

TEST(StepsByOutcome, AnOutcomeLeadsToItsStepAndTheStepsBetweenAreSkipped) {
  Walk walk(aid);
  walk.receive();
  walk.does(result("interview", "passed"), researcher());
  walk.does(act(ActionKind::skip_optional, "visit"), researcher());
  walk.does(result("assess", "not_met"), researcher());
  EXPECT_EQ(walk.status("register"), StepStatus::skipped);
  EXPECT_FALSE(walk.step("register").passed);
  EXPECT_EQ(walk.status("deliver"), StepStatus::skipped);
  EXPECT_EQ(walk.status("tell_outcome"), StepStatus::open);
  walk.tell("tell_outcome");
  EXPECT_EQ(walk.request.outcome, "not_met");
}

TEST(StepsByOutcome, AnotherOutcomeGoesOn) {
  Walk walk(volunteering);
  walk.receive();
  walk.does(result("interview", "passed"), staff(Role::supervisor));
  EXPECT_EQ(walk.status("register"), StepStatus::open);
  EXPECT_EQ(walk.status("tell_outcome"), StepStatus::waiting);
  Walk other(volunteering);
  other.receive();
  other.does(result("interview", "not_passed"), staff(Role::supervisor));
  EXPECT_EQ(other.status("register"), StepStatus::skipped);
  EXPECT_THAT(other.codes(act(ActionKind::enroll), staff(Role::supervisor)),
              ElementsAre("step.skipped"));
  EXPECT_EQ(other.status("tell_outcome"), StepStatus::open);
}

TEST(StepsOfTheSystem, RegistrationWaitsForAFreePlaceAndThenDoesItself) {
  Walk walk(aid);
  walk.receive();
  walk.does(act(ActionKind::skip_optional, "visit"), researcher());
  walk.facts.capacity_left = 0;
  walk.does(result("interview", "passed"), researcher());
  walk.does(result("assess", "met"), researcher());
  EXPECT_EQ(walk.status("register"), StepStatus::open);
  const auto open = tasks(walk.pack, walk.request, walk.now, walk.facts);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].blocked_by, "register.full");
  EXPECT_THAT(open[0].roles, ElementsAre(Role::officer, Role::delegate));
  walk.facts.capacity_left = 1;
  walk.does(ActionKind::enroll, by_system());
  EXPECT_EQ(walk.status("register"), StepStatus::done);
  EXPECT_EQ(walk.step("register").outcome, "registered");
  EXPECT_EQ(walk.status("deliver"), StepStatus::open);
}

TEST(StepsOfTheSystem, WhatNeedsNobodyIsNotLaidToWhoActedBefore) {
  Walk walk;
  walk.reach_delivery();
  walk.finish();
  for (const auto& event : walk.events) {
    const bool automatic =
        event.kind == EventKind::evaluation_offered || event.kind == EventKind::closed;
    if (automatic) {
      EXPECT_EQ(event.actor_kind, Actor::Kind::system);
      EXPECT_TRUE(event.actor.empty());
    }
  }
}

class Recurring : public testing::Test {
 protected:
  Recurring() : walk(aid) {
    walk.receive();
    walk.does(act(ActionKind::skip_optional, "visit"), researcher());
    walk.does(result("interview", "passed"), researcher());
    walk.does(result("assess", "met"), researcher());
  }
  Walk walk;
};

TEST_F(Recurring, RecursUntilItsMost) {
  for (int time = 1; time <= 3; ++time) {
    walk.does(deliver(), officer());
    EXPECT_EQ(walk.step("deliver").repetitions, time);
    EXPECT_THAT(walk.codes(deliver(), officer()),
                ElementsAre(time < 3 ? "receipt.outstanding" : "delivery.given_already"));
    walk.does(ActionKind::confirm_receipt, applicant());
    EXPECT_EQ(walk.status("deliver"), time < 3 ? StepStatus::open : StepStatus::done);
    walk.days_pass(30);
  }
  EXPECT_EQ(walk.status("tell_outcome"), StepStatus::open);
}

TEST_F(Recurring, EndsEarlierWithTheLast) {
  walk.does(deliver(true), officer());
  EXPECT_EQ(walk.status("deliver"), StepStatus::open);
  walk.does(ActionKind::confirm_receipt, officer());
  EXPECT_EQ(walk.status("deliver"), StepStatus::done);
}

TEST_F(Recurring, EachHasItsOwnDateAndLatenessStays) {
  EXPECT_EQ(riyadh_date(*walk.step("deliver").due), riyadh_date(start) + 10);
  walk.days_pass(12);
  walk.does(deliver(), officer());
  EXPECT_TRUE(walk.step("deliver").late);
  EXPECT_EQ(riyadh_date(*walk.step("deliver").due), riyadh_date(walk.now) + 30);
  walk.does(ActionKind::confirm_receipt, applicant());
  walk.days_pass(30);
  walk.does(deliver(true), officer());
  walk.does(ActionKind::confirm_receipt, applicant());
  EXPECT_TRUE(walk.step("deliver").late);
}

TEST(Delivery, IsDoneWhenTheBeneficiaryConfirmedTheReceipt) {
  Walk walk;
  walk.reach_delivery();
  const auto* nothing =
      walk.obstacle("receipt.nothing_delivered", act(ActionKind::confirm_receipt), applicant());
  ASSERT_NE(nothing, nullptr);
  EXPECT_EQ(nothing->clause, "H7");
  walk.does(deliver(), officer());
  EXPECT_EQ(walk.status("deliver"), StepStatus::open);
  EXPECT_EQ(walk.outcome_of("H7/gate.receipt_confirmed"), "owed");
  EXPECT_EQ(walk.outcome_of("H7/clock.latest"), "kept");  // given in time
  const auto open = tasks(walk.pack, walk.request, walk.now, walk.facts);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_TRUE(open[0].applicant);
  walk.days_pass(100);
  Action silent = act(ActionKind::confirm_receipt);
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, officer()), ElementsAre("receipt.how_missing"));
  EXPECT_THAT(walk.codes(silent, applicant()), IsEmpty());
  walk.does(silent, applicant());
  EXPECT_EQ(walk.outcome_of("H7/gate.receipt_confirmed"), "kept");
  EXPECT_EQ(walk.outcome_of("H7/clock.latest"), "kept");
}

TEST(Registration, NeedsEveryPaper) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  walk.decide("accepted");
  walk.tell("tell_answer");
  walk.facts.items["report"].present = false;
  const auto* refused = walk.obstacle("item.missing", act(ActionKind::enroll), officer());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "H6");
  walk.facts.items["report"].present = true;
  walk.does(ActionKind::enroll, officer());
}

TEST(Registration, WithoutAFreePlaceThePersonWaits) {
  Walk walk(volunteering);
  walk.receive();
  walk.does(result("interview", "passed"), staff(Role::supervisor));
  walk.facts.capacity_left = 0;
  EXPECT_THAT(walk.codes(act(ActionKind::enroll), staff(Role::supervisor)),
              ElementsAre("register.full"));
  Action waits = act(ActionKind::enroll);
  waits.outcome = "waiting";
  walk.does(waits, staff(Role::supervisor));
  EXPECT_EQ(walk.status("register"), StepStatus::open);
  walk.facts.capacity_left = 1;
  walk.does(ActionKind::enroll, staff(Role::supervisor));
  EXPECT_EQ(walk.step("register").outcome, "registered");
}

TEST(Reply, GoesOverTheChannelThatItCameBy) {
  Walk walk(inquiry);
  walk.receive();
  Action reply = act(ActionKind::reply);
  reply.channel = "phone";
  const auto* refused = walk.obstacle("reply.other_channel", reply, officer());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "O5");
  reply.channel.clear();
  walk.does(reply, officer());
  EXPECT_EQ(
      walk.events.at(static_cast<std::size_t>(walk.latest(EventKind::replied)) - 1).payload.channel,
      "website");
}

TEST(Reply, WithSeveralOutcomesOneIsChosen) {
  Walk walk(inquiry);
  walk.pack.kinds[inquiry].steps[1].outcomes = {"resolved", "not_resolved"};
  walk.receive();
  EXPECT_THAT(walk.codes(act(ActionKind::reply), officer()), ElementsAre("outcome.missing"));
  Action reply = act(ActionKind::reply);
  reply.outcome = "not_resolved";
  walk.does(reply, officer());
  EXPECT_EQ(walk.request.outcome, "not_resolved");
}

TEST(Close, ByHandLeavesAsideWhatWasOptional) {
  Walk walk(aid);
  walk.pack.kinds[aid].steps[7].by = {{Role::officer}, false, false};
  walk.receive();
  walk.does(result("interview", "passed"), researcher());
  walk.does(result("assess", "not_met"), researcher());
  walk.tell("tell_outcome");
  EXPECT_EQ(walk.status("visit"), StepStatus::open);
  walk.does(ActionKind::close, officer());
  EXPECT_EQ(walk.status("visit"), StepStatus::skipped);
  EXPECT_EQ(walk.request.status, Status::closed);
}

TEST(Rate, OnceInvitedAndAlsoAfterTheEnd) {
  Walk walk;
  Action rate = act(ActionKind::rate);
  rate.outcome = "5";
  walk.reach_delivery();
  const auto* refused = walk.obstacle("rating.not_offered", rate, applicant());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "P3");
  walk.finish();
  EXPECT_THAT(walk.codes(rate, officer()), ElementsAre("action.not_yours"));
  Action odd = rate;
  odd.outcome = "6";
  EXPECT_THAT(walk.codes(odd, applicant()), ElementsAre("rating.out_of_range"));
  walk.does(rate, applicant());
  EXPECT_EQ(walk.request.status, Status::closed);
}

struct When {
  const char* name;
  policy::Comparison comparison;
  const char* value;
  const char* wanted;
  bool opens;
};
class Condition : public testing::TestWithParam<When> {};

TEST_P(Condition, DecidesWhetherTheStepOpens) {
  Walk walk(volunteering);
  walk.pack.kinds[volunteering].steps[1].when = {
      {"item.x", GetParam().comparison, GetParam().wanted}
  };
  if (GetParam().value != nullptr) walk.facts.values["item.x"] = GetParam().value;
  walk.receive();
  EXPECT_EQ(walk.status("interview"), GetParam().opens ? StepStatus::open : StepStatus::skipped);
  EXPECT_EQ(walk.status("register") == StepStatus::open, !GetParam().opens);
}
using enum policy::Comparison;
INSTANTIATE_TEST_SUITE_P(Table, Condition,
                         testing::Values(When{"Equal", equals, "a", "a", true},
                                         When{"NotEqual", equals, "b", "a", false},
                                         When{"EqualToNothing", equals, nullptr, "a", false},
                                         When{"Different", differs, "b", "a", true},
                                         When{"DifferentFromNothing", differs, nullptr, "a", true},
                                         When{"Present", present, "b", "", true},
                                         When{"NotPresent", present, nullptr, "", false},
                                         When{"Absent", absent, nullptr, "", true},
                                         When{"AtLeast", at_least, "10", "9", true},
                                         When{"LessThan", at_least, "8", "9", false},
                                         When{"AtLeastOfNoNumber", at_least, "many", "9", false},
                                         When{"AtMost", at_most, "9", "9", true},
                                         When{"MoreThan", at_most, "10", "9", false},
                                         When{"AtMostOfNothing", at_most, nullptr, "9", false}),
                         [](const auto& of) { return of.param.name; });

const Offer* offered(const std::vector<Offer>& offers, ActionKind kind) {
  const auto found = std::ranges::find(offers, kind, &Offer::action);
  return found == offers.end() ? nullptr : &*found;
}

TEST(Offers, OfWhatIsNotTheirsSayOnlyWhoseItIs) {
  Walk walk;
  walk.reach_study();
  const auto of_officer = allowed(walk.pack, walk.request, officer(), walk.now, walk.facts);
  const auto* decision = offered(of_officer, ActionKind::record_decision);
  ASSERT_NE(decision, nullptr);
  ASSERT_EQ(decision->obstacles.size(), 1u);
  EXPECT_EQ(decision->obstacles[0].code, "step.not_yours");
  EXPECT_EQ(decision->obstacles[0].parameters.at("roles"), "secretary, director");
  const auto secretary = staff(Role::secretary);
  const auto of_secretary = allowed(walk.pack, walk.request, secretary, walk.now, walk.facts);
  EXPECT_EQ(offered(of_secretary, ActionKind::record_decision)->obstacles.at(0).code,
            "study.too_early");
}

TEST(Clarify, IsNobodysTurnUntilSomebodyAsks) {
  Walk walk;
  walk.receive();
  const auto& step = walk.pack.kinds[assistance].steps[5];
  EXPECT_TRUE(is_idle(step, walk.request));
  Action ask = act(ActionKind::ask_clarification);
  walk.does(ask, officer());
  EXPECT_FALSE(is_idle(step, walk.request));
}

}  // namespace
}  // namespace procedure::for_tests
