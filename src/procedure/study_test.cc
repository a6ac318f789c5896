#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Action decision(std::string outcome) {
  Action action = act(ActionKind::record_decision);
  action.outcome = std::move(outcome);
  return action;
}
Action pass_earliest() {
  Action action = act(ActionKind::override_control);
  action.control = "clock.earliest";
  return action;
}
Actor secretary() {
  return staff(Role::secretary);
}
Instant riyadh(int day, int hour_of_day, int minute = 0) {
  return riyadh_midnight(riyadh_date(start) + day) + hour_of_day * hour_ms + minute * minute_ms;
}

struct Moment {
  const char* name;
  int told_hour;  // of day 0
  int day, hour_of_day, minute;
  bool passes;
};
class EarliestAnswer : public testing::TestWithParam<Moment> {};

TEST_P(EarliestAnswer, CountsFromTheRiyadhDateOfTheTelling) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.verify();
  walk.now = riyadh(0, GetParam().told_hour);
  walk.tell("tell_study_period");
  walk.now = riyadh(GetParam().day, GetParam().hour_of_day, GetParam().minute);
  for (const auto* outcome : {"accepted", "accepted_in_part", "refused"}) {
    EXPECT_EQ(walk.attempt(decision(outcome), secretary()).ok(), GetParam().passes);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Table, EarliestAnswer,
    testing::Values(Moment{"TheSameDay", 10, 0, 18, 0, false},
                    Moment{"OneMinuteBeforeTheFourteenthDay", 10, 13, 23, 59, false},
                    Moment{"MidnightOfTheFourteenthDay", 10, 14, 0, 0, true},
                    Moment{"ToldLateInTheEvening", 23, 14, 0, 0, true},
                    Moment{"ToldLateAndOneMinuteBefore", 23, 13, 23, 59, false},
                    Moment{"MuchLater", 10, 60, 9, 0, true}),
    [](const auto& of) { return of.param.name; });

TEST(Study, ARefusalBeforeItsTimeNamesTheDateAndTheClause) {
  Walk walk;
  walk.reach_study();
  EXPECT_THAT(walk.codes(decision("refused"), secretary()), ElementsAre("study.too_early"));
  const auto* refused = walk.obstacle("study.too_early", decision("refused"), secretary());
  EXPECT_EQ(refused->clause, "H5");
  EXPECT_EQ(refused->parameters.at("earliest"), "2026-12-06");
}

TEST(Study, AnEarlierAnswerNeedsTheOverrideWithItsReason) {
  Walk walk;
  walk.reach_study();
  Action silent = pass_earliest();
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, staff(Role::director)), ElementsAre("text.missing"));
  for (const auto role : {Role::officer, Role::researcher, Role::delegate}) {
    EXPECT_THAT(walk.codes(pass_earliest(), staff(role)), ElementsAre("action.not_yours"));
  }
  walk.does(pass_earliest(), staff(Role::director));
  EXPECT_EQ(walk.request.overrides.front().step, "study");
  EXPECT_EQ(walk.events.back().payload.clause, "H5");
  walk.decide("accepted");
  EXPECT_EQ(walk.outcome_of("H5/clock.earliest"), "overridden");
  EXPECT_EQ(walk.outcome_of("H5/gate.told_first"), "kept");
}

TEST(Study, TheLatestDateIsDueAndBreaksWhenItHasPassed) {
  Walk walk;
  walk.reach_study();
  EXPECT_EQ(riyadh_date(*walk.step("study").due), riyadh_date(start) + 30);
  EXPECT_EQ(walk.outcome_of("H5/clock.latest"), "owed");
  walk.now = riyadh(30, 23, 59);
  EXPECT_EQ(walk.outcome_of("H5/clock.latest"), "owed");
  walk.now = riyadh(31, 0);
  EXPECT_EQ(walk.outcome_of("H5/clock.latest"), "broken");
  walk.decide("accepted");
  EXPECT_EQ(walk.outcome_of("H5/clock.latest"), "broken");
  EXPECT_EQ(walk.outcome_of("H5/clock.earliest"), "kept");
}

TEST(Study, IsNotRecordedBeforeThePersonWasTold) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.verify();
  walk.days_pass(20);
  const auto codes = walk.codes(decision("accepted"), secretary());
  EXPECT_THAT(codes, Contains("study.not_told"));
  EXPECT_EQ(walk.obstacle("study.not_told", decision("accepted"), secretary())->clause, "H5");
}

TEST(Study, IsRecordedByWhoRecordsForTheBody) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  EXPECT_THAT(walk.codes(decision("accepted"), staff(Role::director)),
              ElementsAre("decision.other_body"));
  EXPECT_THAT(walk.codes(decision("accepted"), officer()),
              ElementsAre("step.not_yours", "decision.other_body"));
  walk.decide("accepted");
  EXPECT_EQ(walk.request.decision, "accepted");
}

TEST(Study, HasReasonsAndAnOutcomeOfItsOwn) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  Action silent = decision("accepted");
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, secretary()), ElementsAre("decision.reasons_missing"));
  EXPECT_THAT(walk.codes(decision("granted"), secretary()), ElementsAre("outcome.unknown"));
  EXPECT_THAT(walk.codes(decision(""), secretary()), ElementsAre("outcome.missing"));
}

TEST(Study, DeferringIsNoAnswer) {
  Walk walk;
  walk.pack.kinds[assistance].steps[6].outcomes.push_back("deferred");
  walk.reach_study();
  walk.decide("deferred");  // on day 0: the earliest date is for answers
  EXPECT_EQ(walk.status("study"), StepStatus::open);
  EXPECT_TRUE(walk.request.decision.empty());
  walk.days_pass(14);
  walk.decide("refused");
  EXPECT_EQ(walk.request.decision, "refused");
}

TEST(Study, NothingIsEverRefusedBeforeIt) {
  Walk walk;
  walk.receive();
  for (const auto& next : {ActionKind::submit, ActionKind::finish_verification}) {
    EXPECT_THAT(walk.codes(decision("refused"), secretary()), Not(IsEmpty()));
    if (next == ActionKind::submit) walk.submit();
  }
  walk.verify();
  EXPECT_THAT(walk.codes(decision("refused"), secretary()), Not(IsEmpty()));
}

TEST(Telling, NeedsAProofThatFitsWhoTells) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.verify();
  Action tell = act(ActionKind::tell);
  EXPECT_THAT(walk.codes(tell, by_system()), ElementsAre("telling.proof"));
  tell.proof = "officer";
  EXPECT_THAT(walk.codes(tell, by_system()), ElementsAre("telling.proof"));
  EXPECT_THAT(walk.codes(tell, officer()), IsEmpty());
  tell.proof = "gateway";
  EXPECT_THAT(walk.codes(tell, officer()), ElementsAre("telling.proof"));
  tell.what = "decision";
  EXPECT_THAT(walk.codes(tell, by_system()), ElementsAre("telling.other"));
  tell.what.clear();
  tell.proof = "portal";
  EXPECT_THAT(walk.codes(tell, applicant()), IsEmpty());
}

TEST(Telling, APersonMayTellWhereTheStepNamesOnlyTheSystem) {
  Walk walk;
  walk.pack.kinds[assistance].steps[4].by = {{}, false, true};
  walk.receive();
  walk.submit();
  walk.verify();
  Action tell = act(ActionKind::tell);
  tell.proof = "officer";
  EXPECT_THAT(walk.codes(tell, staff(Role::board_member)), ElementsAre("step.not_yours"));
  walk.does(tell, officer());
}

TEST(Telling, AFailureOwesItAgainAndDayZeroIsThatOfTheTellingThatArrived) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(3);
  Action failed = act(ActionKind::delivery_failed);
  failed.what = "study_period";
  walk.does(failed, by_system());
  EXPECT_EQ(walk.status("tell_study_period"), StepStatus::open);
  EXPECT_EQ(walk.outcome_of("H5/duty.told"), "owed");
  walk.days_pass(12);
  EXPECT_THAT(walk.codes(decision("accepted"), secretary()),
              ElementsAre("step.waits_for", "study.not_told"));
  walk.tell("tell_study_period");
  EXPECT_EQ(riyadh_date(*walk.step("study").earliest), riyadh_date(start) + 15 + 14);
  EXPECT_EQ(riyadh_date(*walk.step("study").due), riyadh_date(start) + 15 + 30);
  EXPECT_EQ(walk.step("study").round, 1);
  EXPECT_THAT(walk.codes(decision("accepted"), secretary()), ElementsAre("study.too_early"));
  walk.days_pass(14);
  walk.decide("accepted");
}

TEST(Telling, AFailureThatComesAfterTheEndTakesTheRequestUpAgain) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  walk.decide("refused");
  walk.tell("tell_answer");
  ASSERT_EQ(walk.request.status, Status::closed);
  Action failed = act(ActionKind::delivery_failed);
  failed.what = "decision";
  walk.does(failed, by_system());
  EXPECT_EQ(walk.request.status, Status::open);
  EXPECT_THAT(walk.codes(failed, by_system()), ElementsAre("telling.not_told"));
  Action again = act(ActionKind::tell);
  again.proof = "officer";
  walk.does(again, officer());
  EXPECT_EQ(walk.request.status, Status::closed);
  EXPECT_EQ(walk.request.outcome, "refused");
  EXPECT_EQ(walk.outcome_of("H5/duty.told"), "kept");
}

TEST(Clarification, MayBeAskedBesideTheOthersUntilTheStudyEnds) {
  Walk walk;
  walk.reach_study();
  Action ask = act(ActionKind::ask_clarification);
  ask.question = "question-1";
  walk.does(ask, applicant());
  EXPECT_EQ(riyadh_date(*walk.step("clarify").due), riyadh_date(start) + 2);
  walk.days_pass(14);
  EXPECT_THAT(walk.codes(decision("accepted"), secretary()), ElementsAre("question.not_clarified"));
  EXPECT_EQ(walk.obstacle("question.not_clarified", decision("accepted"), secretary())->clause,
            "H3");
  EXPECT_EQ(walk.outcome_of("H3/duty.clarified"), "owed");
  Action answer = act(ActionKind::answer_clarification);
  answer.question = "question-1";
  EXPECT_THAT(walk.codes(answer, officer()), ElementsAre("step.not_yours"));
  walk.does(answer, staff(Role::researcher));
  EXPECT_EQ(walk.outcome_of("H3/duty.clarified"), "kept");
  EXPECT_EQ(walk.outcome_of("H3/clock.latest"), "broken");  // after fourteen days
  walk.decide("accepted");
  EXPECT_EQ(walk.status("clarify"), StepStatus::done);
  EXPECT_THAT(walk.codes(ask, applicant()), ElementsAre("step.done_already"));
}

// Found by the properties: nobody could answer any more, and the study waited for the answer.
TEST(Clarification, PassedOverWhereItWasAskedDoesNotHoldUpTheStudy) {
  Walk walk;
  walk.reach_study();
  Action ask = act(ActionKind::ask_clarification);
  ask.question = "question-1";
  walk.does(ask, applicant());
  walk.days_pass(14);
  Action pass_over = act(ActionKind::override_control, "clarify");
  pass_over.control = "gate.clarified";
  walk.does(pass_over, staff(Role::director));
  walk.does(act(ActionKind::skip_optional, "clarify"), staff(Role::director));
  EXPECT_TRUE(walk.codes(decision("accepted"), secretary()).empty());
  walk.decide("accepted");
  EXPECT_EQ(walk.outcome_of("H3/gate.clarified"), "overridden");
}

TEST(Clarification, NobodyAskedOwesNothing) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  EXPECT_EQ(walk.outcome_of("H3/duty.clarified"), "none");
  walk.decide("accepted");
  EXPECT_EQ(walk.status("clarify"), StepStatus::skipped);
  EXPECT_EQ(walk.outcome_of("H3/clock.latest"), "none");
}

TEST(Judgement, IsBySomebodyWhoHadNoPartInIt) {
  Walk walk(grievance);
  walk.facts.part_taken_by = {"director"};
  walk.receive();
  Action judge = act(ActionKind::judge);
  judge.outcome = "upheld";
  const auto* refused = walk.obstacle("judge.had_part", judge, staff(Role::director));
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "J2");
  Action silent = judge;
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, staff(Role::board_member)),
              ElementsAre("decision.reasons_missing"));
  walk.does(judge, staff(Role::board_member));
  EXPECT_EQ(walk.request.decision, "upheld");
}

}  // namespace
}  // namespace procedure::for_tests
