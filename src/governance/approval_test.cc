#include "governance/council_for_tests.h"

namespace governance {
namespace {

using Approvals = Council;

TEST_F(Approvals, MakesAVersionWithBodyMeetingTermDateAndMinutes) {
  auto given = decision();
  given.minutes = upload().value().id;
  const auto draft = changed();
  const auto done = approve(draft, given, director);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  const auto stands = standing(done->digest);
  EXPECT_EQ(stands.state, VersionState::approved);
  ASSERT_FALSE(stands.approvals.empty());
  const auto& act = stands.approvals.front();
  EXPECT_EQ(act.body, "board");
  EXPECT_EQ(act.meeting, "12");
  EXPECT_EQ(act.term, "2");
  EXPECT_EQ(act.decided_on, today());
  EXPECT_EQ(act.recorded_by, director.id);
  const auto card = read([&](db::Transaction& tx) { return card_of(tx, *tenant, act); });
  ASSERT_TRUE(card.minutes.has_value());
  EXPECT_EQ(card.minutes->name, "minutes.pdf");
  EXPECT_EQ(view(draft.id).state, "approved");
  EXPECT_EQ(view(draft.id).version, done->digest);
  EXPECT_EQ(audited("policy.approved").size(), 1u);
}

TEST_F(Approvals, IsRefusedWhileThereAreMistakes) {
  auto draft = begun();
  draft.revision =
      save(draft.id, {draft.revision, {}, {{"pack.yaml", "id: ["}}}, quality).value().revision;
  EXPECT_THAT(codes_of(approve(draft, decision(), director)),
              ElementsAre("policy.draft_has_problems"));
}

TEST_F(Approvals, IsRefusedWhenAnotherBoardsDraftWasApprovedFirst) {
  const auto ours = changed("ours");
  const auto theirs = changed("theirs");
  ASSERT_TRUE(approve(ours, decision(), director).ok());
  EXPECT_THAT(codes_of(approve(theirs, decision(), board)), ElementsAre("policy.base_moved"));
  EXPECT_TRUE(view(theirs.id).base_moved);
  const auto rebased = write([&](db::Transaction& tx) {
    return rebase_draft(tx,
                        call_as(board,
                                {
                                    {"id", theirs.id.text}
    }),
                        {theirs.revision});
  });
  ASSERT_TRUE(rebased.ok());
  EXPECT_TRUE(approve(rebased.value(), decision(), board).ok());
}

TEST_F(Approvals, IsOfTheRevisionThatTheBodySaw) {
  auto draft = changed();
  --draft.revision;
  EXPECT_THAT(codes_of(approve(draft, decision(), director)),
              ElementsAre("policy.draft_changed_meanwhile"));
}

TEST_F(Approvals, IsNotDatedInTheFuture) {
  auto given = decision();
  given.decided_on = today() + 1;
  EXPECT_THAT(codes_of(approve(changed(), given, director)),
              ElementsAre("policy.approval_in_future"));
}

TEST_F(Approvals, OfADraftThatChangesNothingIsRecordedOnTheVersionItself) {
  EXPECT_THAT(codes_of(approve(begun(), decision(), director)),
              ElementsAre("policy.draft_unchanged"));
  const auto done = write([&](db::Transaction& tx) {
    return approve_version(tx,
                           call_as(director,
                                   {
                                       {"digest", first}
    }),
                           decision());
  });
  ASSERT_TRUE(done.ok());
  const auto approvals = standing(first).approvals;
  ASSERT_EQ(approvals.size(), 2u);  // the act, and what its files state
  EXPECT_EQ(approvals[0].decided_on, today());
  EXPECT_FALSE(approvals[1].id.has_value());
}

TEST_F(Approvals, TakesMinutesOnceAndNobodyElsesFile) {
  auto given = decision();
  given.minutes = upload().value().id;
  ASSERT_TRUE(approve(changed("a"), given, director).ok());
  EXPECT_THAT(codes_of(approve(changed("b"), given, director)),
              ElementsAre("policy.minutes_unknown"));
  given.minutes = AttachmentId{"nowhere"};
  EXPECT_THAT(codes_of(approve(changed("c"), given, director)),
              ElementsAre("policy.minutes_unknown"));
}

TEST_F(Approvals, MinutesAreReadBackOnRecordAndNotBeforeTheyBelongToAnAct) {
  auto given = decision();
  given.minutes = upload().value().id;
  const auto reads = [&](api::Opening& opening) {
    return read([&](db::Transaction& tx) {
      const auto call = call_as(quality, {
                                             {"attachment", given.minutes->text}
      });
      return read_minutes(tx, call, opening);
    });
  };
  api::Opening opening;
  EXPECT_THAT(codes_of(reads(opening)), ElementsAre("attachment.unknown"));
  ASSERT_TRUE(approve(changed(), given, director).ok());
  const auto answer = reads(opening);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->body.starts_with("%PDF"));
  EXPECT_EQ(opening.entry.action, "attachment.opened");
}

TEST_F(Approvals, OfAnApprovedDraftIsFinal) {
  const auto draft = changed();
  ASSERT_TRUE(approve(draft, decision(), director).ok());
  const auto again = view(draft.id);
  EXPECT_THAT(codes_of(save(draft.id, {again.revision, "x", {}}, quality)),
              ElementsAre("policy.draft_approved"));
}

}  // namespace
}  // namespace governance
