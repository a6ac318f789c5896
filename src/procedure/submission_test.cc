#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Action channelled(ActionKind kind, std::string channel) {
  Action action = act(kind);
  action.channel = std::move(channel);
  return action;
}
Action about_question(ActionKind kind, std::string question) {
  Action action = act(kind);
  action.question = std::move(question);
  return action;
}
Action about_item(ActionKind kind, std::string item, bool matched = true, bool valid = true) {
  Action action = act(kind);
  action.item = std::move(item);
  action.matched = matched;
  action.valid = valid;
  return action;
}

TEST(Receive, OverAChannelOfTheRequestKindOnly) {
  Walk walk;
  const auto refused = walk.obstacle("request.channel_not_offered",
                                     channelled(ActionKind::receive, "letter"), officer());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "O5");
  walk.does(channelled(ActionKind::receive, "phone"), officer());
  EXPECT_EQ(walk.request.channel, "phone");
  EXPECT_EQ(walk.status("receive"), StepStatus::done);
  EXPECT_EQ(walk.status("complete"), StepStatus::open);
  EXPECT_EQ(walk.status("clarify"), StepStatus::open);
}

TEST(Receive, OnlyOnce) {
  Walk walk;
  walk.receive();
  EXPECT_THAT(walk.codes(channelled(ActionKind::receive, "website"), applicant()),
              Contains("request.received_already"));
}

TEST(Reception, IsNotLeftWithAnOpenQuestion) {
  Walk walk;
  Action action = channelled(ActionKind::receive, "branch");
  action.items = {"question-1", "question-2"};
  walk.does(action, officer());
  EXPECT_EQ(walk.status("complete"), StepStatus::waiting);
  const auto refused = walk.obstacle("question.unanswered", walk.submission(), applicant());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "H1");
  EXPECT_EQ(walk.outcome_of("H1/gate.question_answered"), "owed");
  walk.does(about_question(ActionKind::answer_question, "question-1"), officer());
  EXPECT_EQ(walk.status("complete"), StepStatus::waiting);
  walk.does(about_question(ActionKind::answer_question, "question-2"), officer());
  EXPECT_EQ(walk.status("complete"), StepStatus::open);
  walk.submit();
  EXPECT_EQ(walk.outcome_of("H1/gate.question_answered"), "kept");
}

TEST(Reception, AQuestionRaisedLaterReopensItUntilAnswered) {
  Walk walk;
  walk.receive();
  walk.does(about_question(ActionKind::raise_question, "question-1"), applicant());
  EXPECT_EQ(walk.status("receive"), StepStatus::open);
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), ElementsAre("question.unanswered"));
  walk.does(about_question(ActionKind::answer_question, "question-1"), officer());
  EXPECT_EQ(walk.status("receive"), StepStatus::done);
  walk.submit();
}

TEST(Reception, AQuestionOfALaterVisitHoldsUpTheEnd) {
  Walk walk;
  walk.reach_delivery();
  walk.does(about_question(ActionKind::raise_question, "question-1"), officer());
  walk.finish();
  EXPECT_EQ(walk.request.status, Status::open);
  EXPECT_THAT(walk.codes(act(ActionKind::close), officer()), ElementsAre("question.unanswered"));
  walk.does(about_question(ActionKind::answer_question, "question-1"), officer());
  EXPECT_EQ(walk.request.status, Status::closed);
}

TEST(Reception, AnOverrideLetsGoOnAndShows) {
  Walk walk;
  Action action = channelled(ActionKind::receive, "branch");
  action.items = {"question-1"};
  walk.does(action, officer());
  Action pass = act(ActionKind::override_control);
  pass.control = "gate.question_answered";
  walk.does(pass, staff(Role::director));
  walk.submit();
  EXPECT_EQ(walk.outcome_of("H1/gate.question_answered"), "overridden");
}

TEST(Reception, TheSameQuestionIsNotRaisedTwiceNorAnUnknownOneAnswered) {
  Walk walk;
  walk.receive();
  EXPECT_THAT(walk.codes(about_question(ActionKind::answer_question, "question-1"), officer()),
              ElementsAre("question.none_open"));
  walk.does(about_question(ActionKind::raise_question, "question-1"), applicant());
  EXPECT_THAT(walk.codes(about_question(ActionKind::raise_question, "question-1"), applicant()),
              ElementsAre("question.raised_already"));
  EXPECT_THAT(walk.codes(about_question(ActionKind::answer_question, "other"), officer()),
              ElementsAre("question.unknown"));
}

TEST(Submit, NamesEverythingThatStandsInTheWayAtOnce) {
  Walk walk;
  walk.receive();
  walk.facts.items["phone"].present = false;
  walk.facts.items.erase("report");
  walk.facts.items["identity"].valid_until = riyadh_date(start) + -1;
  walk.facts.items["full_name"].failed_checks = {"identity"};
  walk.facts.duplicate_open = true;
  Action action = walk.submission();
  action.content_digest = "seen before";
  action.declaration_version = 1;
  EXPECT_THAT(walk.codes(action, applicant()),
              UnorderedElementsAre("item.missing", "item.missing", "item.expired",
                                   "item.identity_failed", "request.duplicate_open",
                                   "declaration.other_content", "declaration.other_version"));
  EXPECT_EQ(walk.obstacle("item.missing", action, applicant())->clause, "H2");
  EXPECT_EQ(walk.obstacle("item.expired", action, applicant())->clause, "H2");
  EXPECT_EQ(walk.obstacle("item.expired", action, applicant())->field, "/values/identity");
  EXPECT_EQ(walk.obstacle("item.expired", action, applicant())->parameters.at("valid_until"),
            "2026-11-21");
  EXPECT_EQ(walk.obstacle("declaration.other_content", action, applicant())->clause, "H4");
}

TEST(Submit, CompletesAndDeclaresInOneSittingAndOpensVerify) {
  Walk walk;
  walk.receive();
  walk.submit();
  EXPECT_EQ(walk.status("complete"), StepStatus::done);
  EXPECT_EQ(walk.status("declare"), StepStatus::done);
  EXPECT_EQ(walk.status("verify"), StepStatus::open);
  EXPECT_EQ(walk.request.items.at("phone").digest, "digest-phone");
  EXPECT_EQ(walk.request.declared_digest, "content-1");
  // Three working days from Sunday: Wednesday, to its last millisecond.
  EXPECT_EQ(iso(*walk.step("verify").due), "2026-11-25T20:59:59.999Z");
}

TEST(Submit, AnItemIsAskedForOnlyWhereItsConditionHolds) {
  Walk walk;
  walk.receive();
  walk.facts.items.erase("report");
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), ElementsAre("item.missing"));
  walk.facts.values["item.need"] = "transport";
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), IsEmpty());
}

TEST(Submit, TheSameFormSentTwiceIsRefusedTheSecondTime) {
  Walk walk;
  walk.receive();
  walk.submit();
  const auto refused = walk.obstacle("step.done_already", walk.submission(), applicant());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "H2");  // the right to correct: by a return
}

struct Expiry {
  const char* name;
  int days_from_submission;
  bool passes;
};
class IdentityAtSubmission : public testing::TestWithParam<Expiry> {};

TEST_P(IdentityAtSubmission, IsJudgedByTheRiyadhDate) {
  Walk walk;
  walk.receive();
  walk.facts.items["identity"].valid_until = riyadh_date(start) + GetParam().days_from_submission;
  EXPECT_EQ(walk.attempt(walk.submission(), applicant()).ok(), GetParam().passes);
}
INSTANTIATE_TEST_SUITE_P(Table, IdentityAtSubmission,
                         testing::Values(Expiry{"TheDayBefore", -1, false},
                                         Expiry{"TheSameDay", 0, true},
                                         Expiry{"TheDayAfter", 1, true}),
                         [](const auto& of) { return of.param.name; });

TEST(IdentityAtSubmission, LateInTheEveningInUtcItIsTheNextDayInRiyadh) {
  Walk walk;
  walk.receive();
  walk.facts.items["identity"].valid_until = riyadh_date(start);
  walk.now = Instant{riyadh_midnight(riyadh_date(start) + 1).ms};  // 21:00 UTC of the day before
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), ElementsAre("item.expired"));
}

TEST(IdentityAtSubmission, ExpiringAfterwardsDoesNotCount) {
  Walk walk;
  walk.receive();
  walk.facts.items["identity"].valid_until = riyadh_date(start);
  walk.submit();
  walk.days_pass(2);
  walk.verify();
  EXPECT_EQ(walk.status("verify"), StepStatus::done);
}

TEST(IdentityAtSubmission, AResubmissionIsJudgedByItsOwnDate) {
  Walk walk;
  walk.receive();
  walk.facts.items["identity"].valid_until = riyadh_date(start) + 1;
  walk.submit();
  Action back = act(ActionKind::return_for_completion);
  back.items = {"phone"};
  walk.does(back, officer());
  walk.days_pass(2);
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), ElementsAre("item.expired"));
}

TEST(IdentityAtSubmission, AnOverrideHoldsForSubmissionAndForVerification) {
  Walk walk;
  walk.receive();
  walk.facts.items["identity"].valid_until = riyadh_date(start) + -5;
  Action pass = act(ActionKind::override_control);
  pass.control = "gate.identity_valid";
  EXPECT_THAT(walk.codes(pass, officer()), ElementsAre("action.not_yours"));
  walk.does(pass, staff(Role::director));
  walk.submit();
  walk.verify();
  EXPECT_EQ(walk.outcome_of("H2/gate.identity_valid"), "overridden");
}

TEST(Declaration, IsSignedByWhoMayInAWayThatIsOffered) {
  Walk walk;
  walk.pack.kinds[assistance].declaration->signed_by = {policy::SignMethod::code};
  walk.receive();
  Action action = walk.submission();
  action.sign_method = policy::SignMethod::drawn;
  action.capacity.reset();
  EXPECT_THAT(walk.codes(action, applicant()),
              UnorderedElementsAre("declaration.sign_method", "declaration.capacity_missing"));
  action = walk.submission();
  action.capacity = Capacity::guardian;
  EXPECT_THAT(walk.codes(action, applicant()), ElementsAre("declaration.signer_missing"));
  action = walk.submission();
  action.sign_method.reset();
  EXPECT_THAT(walk.codes(action, applicant()), ElementsAre("declaration.not_signed"));
  walk.facts.values["beneficiary.minor"] = "yes";
  EXPECT_THAT(walk.codes(walk.submission(), applicant()), ElementsAre("declaration.minor"));
  action = walk.submission();
  action.capacity = Capacity::guardian;
  action.signer = "party-2";
  walk.does(action, applicant());
}

TEST(Declaration, AValueThatVerifyChangesVoidsItAndNothingGoesOnUntilItIsSignedAnew) {
  Walk walk;
  walk.receive();
  walk.submit();
  walk.does(about_item(ActionKind::verify_item, "phone"), officer());
  walk.facts.items["phone"].digest = "digest-corrected";
  walk.facts.content_digest = "content-2";
  EXPECT_THAT(walk.codes(about_item(ActionKind::verify_item, "phone"), officer()),
              ElementsAre("declaration.other_content"));
  walk.does(about_item(ActionKind::correct_item, "phone"), officer());
  EXPECT_TRUE(walk.request.declaration_void);
  EXPECT_EQ(walk.status("declare"), StepStatus::open);
  EXPECT_FALSE(walk.request.items.at("phone").verified);
  for (const auto* item : {"phone", "identity", "report"})
    walk.does(about_item(ActionKind::verify_item, item), officer());
  const auto refused =
      walk.obstacle("step.waits_for", act(ActionKind::finish_verification), officer());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "H4");
  EXPECT_EQ(walk.outcome_of("H4/gate.declaration_current"), "owed");

  Action sign = walk.submission();
  sign.kind = ActionKind::sign;
  sign.content_digest = "content-1";
  EXPECT_THAT(walk.codes(sign, applicant()), ElementsAre("declaration.other_content"));
  sign.content_digest = "content-2";
  walk.does(sign, applicant());
  EXPECT_EQ(walk.outcome_of("H4/gate.declaration_current"), "kept");
  walk.does(ActionKind::finish_verification, officer());
  EXPECT_EQ(walk.status("tell_study_period"), StepStatus::open);
}

TEST(Declaration, WhatWasChangedBehindItsBackIsNotDecidedOn) {
  Walk walk;
  walk.reach_study();
  walk.days_pass(14);
  walk.facts.content_digest = "content-2";
  Action action = act(ActionKind::record_decision);
  action.outcome = "accepted";
  EXPECT_THAT(walk.codes(action, staff(Role::secretary)), ElementsAre("declaration.other_content"));
}

TEST(Correct, OnlyWhatIsThereAndDidChange) {
  Walk walk;
  walk.receive();
  walk.submit();
  EXPECT_THAT(walk.codes(about_item(ActionKind::correct_item, "phone"), officer()),
              ElementsAre("item.not_changed"));
  EXPECT_THAT(walk.codes(about_item(ActionKind::correct_item, "nothing"), officer()),
              ElementsAre("item.unknown"));
  EXPECT_THAT(walk.codes(about_item(ActionKind::correct_item, "address"), officer()),
              ElementsAre("item.missing"));
}

TEST(Verify, NeedsEachItemWithChecksMatchedAndValid) {
  Walk walk;
  walk.receive();
  walk.submit();
  EXPECT_THAT(walk.codes(act(ActionKind::finish_verification), officer()),
              ElementsAre("item.not_verified", "item.not_verified", "item.not_verified"));
  walk.does(about_item(ActionKind::verify_item, "identity"), officer());
  walk.does(about_item(ActionKind::verify_item, "phone", false, false), officer());
  walk.does(about_item(ActionKind::verify_item, "report", true, false), officer());
  EXPECT_THAT(walk.codes(act(ActionKind::finish_verification), officer()),
              ElementsAre("item.not_matched", "item.not_valid", "item.not_valid"));
  EXPECT_EQ(
      walk.obstacle("item.not_matched", act(ActionKind::finish_verification), officer())->clause,
      "H2");
  const auto& phone = walk.request.items.at("phone");
  EXPECT_EQ(phone.verified_by, "officer");
  EXPECT_EQ(phone.verified_at, walk.now);
}

TEST(Verify, IsForThoseWhomTheStepNames) {
  Walk walk;
  walk.receive();
  walk.submit();
  for (const auto& actor : {applicant(), by_system(), staff(Role::secretary)}) {
    const auto refused = walk.attempt(about_item(ActionKind::verify_item, "phone"), actor);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusal().kind, RefusalKind::forbidden);
    EXPECT_EQ(refused.refusal().obstacles.front().code, "step.not_yours");
  }
  walk.does(about_item(ActionKind::verify_item, "phone"), staff(Role::delegate));
}

TEST(Verify, TheRoleActedInIsOnRecord) {
  Walk walk;
  walk.receive();
  walk.submit();
  Actor both = officer("nora");
  both.roles = {Role::secretary, Role::delegate, Role::officer};
  walk.does(about_item(ActionKind::verify_item, "phone"), both);
  EXPECT_EQ(walk.events.back().actor_role, "delegate");
  both.as = Role::officer;
  walk.does(about_item(ActionKind::verify_item, "phone"), both);
  EXPECT_EQ(walk.events.back().actor_role, "officer");
  both.as = Role::secretary;
  EXPECT_THAT(walk.codes(about_item(ActionKind::verify_item, "phone"), both),
              ElementsAre("step.not_yours"));
}

}  // namespace
}  // namespace procedure::for_tests
