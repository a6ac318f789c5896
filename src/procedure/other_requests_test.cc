#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(Appeal, FromEveryDecisionOnce) {
  Walk walk;
  walk.reach_study();
  Action appeal = act(ActionKind::appeal);
  appeal.other_request = "grievance-1";
  const auto* refused = walk.obstacle("appeal.no_decision", appeal, applicant());
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->clause, "F2");
  walk.days_pass(14);
  walk.decide("refused");
  EXPECT_EQ(walk.outcome_of("F2/right.appeal"), "kept");
  walk.tell("tell_answer");
  ASSERT_EQ(walk.request.status, Status::closed);
  walk.does(appeal, applicant());
  EXPECT_EQ(walk.request.appealed_by, "grievance-1");
  EXPECT_THAT(walk.codes(appeal, applicant()), ElementsAre("appeal.made_already"));
}

TEST(Merge, EndsTheDuplicate) {
  Walk walk;
  walk.receive();
  Action merge = act(ActionKind::merge);
  EXPECT_THAT(walk.codes(merge, officer()), ElementsAre("merge.into_missing"));
  merge.other_request = "request-2";
  walk.does(merge, officer());
  EXPECT_EQ(walk.request.outcome, "merged");
  EXPECT_EQ(walk.request.merged_into, "request-2");
}

TEST(Reassign, SaysToWhom) {
  Walk walk;
  walk.receive();
  Action reassign = act(ActionKind::reassign);
  EXPECT_THAT(walk.codes(reassign, officer()), ElementsAre("assignment.staff_missing"));
  reassign.assignee = "hind";
  walk.does(reassign, officer());
  EXPECT_EQ(tasks(walk.pack, walk.request, walk.now, walk.facts).front().assignee, "hind");
}

TEST(EveryAct, IsRefusedBeforeTheRequestIsReceivedAndMostOnesAfterItsEnd) {
  Walk walk;
  for (int i = 1; i < 35; ++i) {
    const auto kind = static_cast<ActionKind>(i);
    EXPECT_THAT(walk.codes(act(kind), staff(Role::director)), Contains("request.not_received"))
        << name_of(kind);
  }
  walk.receive();
  walk.does(ActionKind::withdraw, applicant());
  for (int i = 1; i < 35; ++i) {
    const auto kind = static_cast<ActionKind>(i);
    EXPECT_FALSE(walk.attempt(act(kind), officer()).ok()) << name_of(kind);
  }
}

}  // namespace
}  // namespace procedure::for_tests
