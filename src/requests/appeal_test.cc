#include "requests/desk_for_tests.h"

namespace requests {
namespace {

class AppealRequest : public Desk {
 protected:
  Result<OpenRequest> appeal(const RequestId& id) {
    return write([&](db::Transaction& tx) {
      return appeal_request(tx, call_on(officer, id), id, "القرار لم ينظر في ظرفي",
                            auth::Action::request_receive);
    });
  }
  Codes waiting_for(const auth::Actor& actor) {
    const auto page = queue(actor, {
                                       {"scope", "all"}
    });
    Codes found;
    for (const auto& row : page->items) found.push_back(row.request);
    EXPECT_EQ(page->counts.all, static_cast<std::int64_t>(found.size()));
    return found;
  }
};

TEST_F(AppealRequest, OpensAGrievanceAboutTheRequest) {
  const auto id = decided();
  const auto grievance = appeal(id);
  ASSERT_TRUE(grievance.ok()) << testing::PrintToString(codes_of(grievance));
  EXPECT_EQ(grievance->row.kind, "grievance");
  EXPECT_EQ(grievance->row.about, id);
  EXPECT_EQ(grievance->row.beneficiary, open(id).row.beneficiary);
  EXPECT_TRUE(grievance->state.submitted_at);
  EXPECT_EQ(stored(grievance->row.id).at("grounds").value.text, "القرار لم ينظر في ظرفي");
  EXPECT_EQ(open(id).state.appealed_by, grievance->row.id.text);
}

TEST_F(AppealRequest, ADecisionIsAppealedOnce) {
  const auto id = decided();
  ASSERT_TRUE(appeal(id).ok());
  EXPECT_EQ(codes_of(appeal(id)), Codes{"appeal.made_already"});
}

TEST_F(AppealRequest, ThereIsNothingToAppealBeforeADecision) {
  const auto id = submitted();
  EXPECT_EQ(codes_of(appeal(id)), Codes{"appeal.no_decision"});
  const auto page = queue(officer, {
                                       {"scope", "all"}
  });
  ASSERT_EQ(page->items.size(), 1u) << "no grievance is left behind";
  EXPECT_EQ(page->items[0].request, id.text);
}

TEST_F(AppealRequest, WhoHadAPartInTheDecisionDoesNotJudge) {
  const auto id = studied();
  must(director, id, deed_of(OverrideBody{"clock.earliest", "study", "حالة لا تنتظر"}));
  must(secretary, id, decision("refused"));
  const auto grievance = appeal(id)->row.id;
  must(officer, grievance, deed_of(TellingBody{"acknowledge", "phone", {}, {}}));
  const auto judgement = judgement_of(DecisionBody{"judge", "upheld", "نظرنا في الأمر", {}, {}});
  const auto judged = act(director, grievance, judgement);
  ASSERT_EQ(codes_of(judged), Codes{"judge.had_part"});
  EXPECT_FALSE(judged.refusal().obstacles[0].clause.empty());
  const auto board = invite("board", {Role::board_member});
  EXPECT_EQ(codes_of(act(board, grievance, judgement)), Codes{"request.unknown"});
  EXPECT_EQ(waiting_for(board), Codes{});
  must(officer, grievance, deed_of(AssignmentBody{board.id, {}}));
  EXPECT_EQ(waiting_for(board), Codes{grievance.text});
  must(board, grievance, judgement);
}

}  // namespace
}  // namespace requests
