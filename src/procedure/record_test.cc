#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using policy::ControlKind;
using policy::StepKind;
using testing::ElementsAre;
using testing::IsEmpty;

// The step `interview` of the small pack, made into another kind, with what is written down there.
class Step {
 public:
  explicit Step(StepKind kind, std::vector<std::string> fields = {}) : walk(aid) {
    auto& step = here();
    step.kind = kind;
    step.outcomes = policy::outcomes_of(kind);
    for (auto& id : fields) {
      policy::Item field;
      field.id = std::move(id);
      step.record.push_back(std::move(field));
    }
    walk.receive();
  }

  policy::Step& here() {
    auto& kind = walk.pack.kinds[aid];
    return kind.steps[static_cast<std::size_t>(kind.step_index("interview"))];
  }
  void keep(std::string gate) {
    walk.pack.clauses.push_back({.id = "X9", .text = {}, .source = {}, .why = {}, .controls = {}});
    const int step = walk.pack.kinds[aid].step_index("interview");
    walk.pack.clauses.back().controls.push_back(
        {ControlKind::gate, std::move(gate), {{aid, step}}, false, "X9/gate"});
  }
  void writes(const std::string& field, const std::string& value = "x") {
    walk.facts.record.insert("interview." + field);
    walk.facts.values["record.interview." + field] = value;
  }
  Action result(std::string outcome) const {
    Action action = act(ActionKind::record_result, "interview");
    action.outcome = std::move(outcome);
    return action;
  }
  std::vector<std::string> codes(const Action& action) const {
    return walk.codes(action, staff(Role::researcher));
  }
  void does(const Action& action) { walk.does(action, staff(Role::researcher)); }

  Walk walk;
};

TEST(RecordAtAStep, AResultWaitsForEachRequiredFieldAndNamesItsClause) {
  Step step(StepKind::visit, {"place", "seen"});
  step.keep("record_complete");
  step.writes("place");
  EXPECT_THAT(step.codes(step.result("confirmed")), ElementsAre("record.missing"));
  const auto* obstacle =
      step.walk.obstacle("record.missing", step.result("confirmed"), staff(Role::researcher));
  ASSERT_NE(obstacle, nullptr);
  EXPECT_EQ(obstacle->field, "/values/seen");
  EXPECT_EQ(obstacle->clause, "X9");
  step.writes("seen");
  EXPECT_THAT(step.codes(step.result("confirmed")), IsEmpty());
}

TEST(RecordAtAStep, AFieldIsAskedForOnlyWithTheResultThatItIsFor) {
  Step step(StepKind::permit, {"number"});
  step.here().record[0].when = {
      {"result", policy::Comparison::equals, "granted"}
  };
  EXPECT_THAT(step.codes(step.result("granted")), ElementsAre("record.missing"));
  EXPECT_THAT(step.codes(step.result("refused")), IsEmpty());
}

TEST(RecordAtAStep, AFieldMayRestOnAnotherField) {
  Step step(StepKind::refer, {"named", "why_none"});
  step.here().record[1].when = {
      {"record.interview.named", policy::Comparison::equals, "no"}
  };
  step.writes("named", "no");
  EXPECT_THAT(step.codes(step.result("handed_over")), ElementsAre("record.missing"));
  step.writes("named", "yes");
  EXPECT_THAT(step.codes(step.result("handed_over")), IsEmpty());
}

TEST(RecordAtAStep, WithoutFieldsTheResultNeedsItsWords) {
  Step step(StepKind::interview);
  Action silent = step.result("passed");
  silent.note.clear();
  EXPECT_THAT(step.codes(silent), ElementsAre("text.missing"));
}

TEST(RecordAtAStep, WhatWasWrittenStandsInTheEventAsDigests) {
  Step step(StepKind::visit, {"seen"});
  step.writes("seen");
  Action action = step.result("confirmed");
  action.record = {
      {"seen", "d1"}
  };
  step.does(action);
  const auto seq = step.walk.latest(EventKind::result_recorded);
  const auto& event = step.walk.events[static_cast<std::size_t>(seq - 1)];
  EXPECT_EQ(event.payload.item_digests, (std::map<std::string, std::string>{
                                            {"seen", "d1"}
  }));
}

TEST(RecordProgress, LeavesTheStepOpenAndSaysSomething) {
  Step step(StepKind::permit, {"reference"});
  Action progress = act(ActionKind::record_progress, "interview");
  progress.note.clear();
  EXPECT_THAT(step.codes(progress), ElementsAre("progress.empty"));
  progress.record = {
      {"reference", "d1"}
  };
  progress.amount_halalas = 100;
  EXPECT_THAT(step.codes(progress), ElementsAre("amount.not_here"));
  progress.amount_halalas = 0;
  step.does(progress);
  EXPECT_EQ(step.walk.status("interview"), StepStatus::open);
  EXPECT_EQ(step.walk.step("interview").repetitions, 1);
}

TEST(FollowUp, IsDueAgainAfterEachOneUntilThereAreNoMore) {
  Step step(StepKind::arrive);
  step.here().repeat = policy::Repeat{
      {7, policy::Unit::calendar_days, true},
      2
  };
  const Action progress = act(ActionKind::record_progress, "interview");
  step.does(progress);
  ASSERT_TRUE(step.walk.step("interview").due.has_value());
  EXPECT_EQ(riyadh_date(*step.walk.step("interview").due), riyadh_date(start) + 7);
  step.walk.days_pass(8);
  step.does(progress);
  EXPECT_TRUE(step.walk.step("interview").late);
  EXPECT_FALSE(step.walk.step("interview").due.has_value());
  step.does(step.result("arrived"));
  EXPECT_EQ(step.walk.status("interview"), StepStatus::done);
}

TEST(Fee, IsPaidExactlyOrWaivedWithAReason) {
  Step step(StepKind::pay);
  step.keep("fee_settled");
  step.here().fee = 15'050;
  Action paid = step.result("paid");
  paid.amount_halalas = 15'000;
  const auto* obstacle = step.walk.obstacle("fee.differs", paid, staff(Role::researcher));
  ASSERT_NE(obstacle, nullptr);
  EXPECT_EQ(obstacle->parameters.at("fee"), "150.50");
  EXPECT_EQ(obstacle->parameters.at("paid"), "150");
  EXPECT_EQ(obstacle->clause, "X9");
  paid.amount_halalas = 15'050;
  EXPECT_THAT(step.codes(paid), IsEmpty());
  Action waived = step.result("waived");
  EXPECT_THAT(step.codes(waived), IsEmpty());
  waived.note.clear();
  EXPECT_THAT(step.codes(waived), ElementsAre("text.missing", "waiver.reason_missing"));
}

struct Attended {
  const char* of;
  const char* attended;
  bool reached;
};
class AttendanceShare : public testing::TestWithParam<Attended> {};
TEST_P(AttendanceShare, IsReachedFromTheLeastPercentOn) {
  Step step(StepKind::attend, {"meetings", "attended"});
  step.keep("attendance_share");
  step.here().share = policy::Share{"meetings", "attended", 75};
  step.writes("meetings", GetParam().of);
  step.writes("attended", GetParam().attended);
  const auto codes = step.codes(step.result("completed"));
  EXPECT_EQ(codes.empty(), GetParam().reached);
  if (!codes.empty()) {
    EXPECT_EQ(codes.front(), "attendance.too_low");
  }
  EXPECT_THAT(step.codes(step.result("not_completed")), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(Table, AttendanceShare,
                         testing::Values(Attended{"8", "6", true}, Attended{"8", "5", false},
                                         Attended{"4", "3", true}, Attended{"3", "2", false},
                                         Attended{"0", "0", false}, Attended{"8", "9", false}));

TEST(Referral, HandsNothingOverWithoutConsent) {
  Step step(StepKind::refer);
  step.keep("consent_to_share");
  step.here().consent = "share";
  const auto* obstacle = step.walk.obstacle("referral.no_consent", step.result("handed_over"),
                                            staff(Role::researcher));
  ASSERT_NE(obstacle, nullptr);
  EXPECT_EQ(obstacle->clause, "X9");
  step.walk.facts.consents = {"share"};
  EXPECT_THAT(step.codes(step.result("handed_over")), IsEmpty());
}

TEST(Acknowledgement, NobodyActsUnderAPolicyThatTheyHaveNotAcknowledged) {
  Step step(StepKind::interview);
  step.walk.facts.acknowledged = false;
  EXPECT_THAT(step.codes(step.result("passed")), IsEmpty()) << "this pack does not ask for it";
  step.keep("acknowledged");
  step.walk.pack.clauses.back().controls[0].steps = {
      {aid, -1}
  };
  EXPECT_THAT(step.codes(step.result("passed")), ElementsAre("policy.not_acknowledged"));
  EXPECT_THAT(step.walk.codes(act(ActionKind::withdraw), applicant()), IsEmpty())
      << "it binds those who work for the association";
}

TEST(Announcement, WhatIsNotPublishedIsNotAppliedFor) {
  Walk walk(aid);
  walk.pack.kinds[aid].published = false;
  Action receive = act(ActionKind::receive);
  receive.channel = walk.pack.kinds[aid].channels.front();
  EXPECT_THAT(walk.codes(receive, officer()), IsEmpty());
  walk.pack.clauses.push_back({.id = "E5", .text = {}, .source = {}, .why = {}, .controls = {}});
  walk.pack.clauses.back().controls.push_back(
      {ControlKind::gate, "announced", {{aid, 0}}, false, "E5/gate.announced"});
  EXPECT_THAT(walk.codes(receive, officer()), ElementsAre("request.not_announced"));
}

}  // namespace
}  // namespace procedure::for_tests
