#include "privacy/subject_request.h"

#include <gtest/gtest.h>

namespace privacy {
namespace {

using Codes = std::vector<std::string>;

const Instant asked = *parse_instant("2026-11-23T09:00:00.000Z");

SubjectRequest request(SubjectKind kind = SubjectKind::erasure) {
  return {
      .id = {"r"}, .party = {"p"}, .kind = kind, .asked_at = asked, .due_on = answer_due(asked)};
}
Codes codes(const Result<Done>& checked) {
  Codes found;
  if (checked.ok()) return found;
  for (const auto& obstacle : checked.refusal().obstacles) found.push_back(obstacle.code);
  return found;
}
Instant days_later(int days) {
  return asked + days * day_ms;
}

TEST(SubjectRequests, AreAnsweredWithinThirtyDaysOfTheDayInRiyadh) {
  EXPECT_EQ(iso(answer_due(asked)), "2026-12-23");
  // Half past ten in the evening of London is the next day in Riyadh.
  EXPECT_EQ(iso(answer_due(*parse_instant("2026-11-23T22:30:00.000Z"))), "2026-12-24");
  EXPECT_FALSE(is_late(request(), days_later(30)));
  EXPECT_TRUE(is_late(request(), days_later(31)));
}

TEST(SubjectRequests, ThatWereAnsweredInTimeAreNeverLate) {
  const auto answered = after_act(request(), SubjectAct::refuse, "s", days_later(29));
  EXPECT_FALSE(is_late(answered, days_later(300)));
  const auto late = after_act(request(), SubjectAct::refuse, "s", days_later(31));
  EXPECT_TRUE(is_late(late, days_later(300)));
}

TEST(SubjectRequests, AreExtendedOnceByThirtyDaysBeforeTheTimeIsOver) {
  EXPECT_EQ(codes(check_act(request(), SubjectAct::extend, {}, days_later(31))),
            Codes{"subject_request.too_late_to_extend"});
  const auto extended = after_act(request(), SubjectAct::extend, "s", days_later(30));
  EXPECT_EQ(iso(extended.due_on), "2027-01-22");
  EXPECT_EQ(extended.state, SubjectState::open);
  EXPECT_EQ(codes(check_act(extended, SubjectAct::extend, {}, days_later(31))),
            Codes{"subject_request.extended_already"});
}

TEST(SubjectRequests, OnlyAnErasureWaitsAfterItWasGranted) {
  const auto erasure = after_act(request(), SubjectAct::grant, "s", asked);
  EXPECT_EQ(erasure.carry_out_at, asked + erasure_delay_ms);
  EXPECT_FALSE(erasure.ended_at);
  const auto correction =
      after_act(request(SubjectKind::correction), SubjectAct::grant, "s", asked);
  EXPECT_FALSE(correction.carry_out_at);
  EXPECT_EQ(correction.ended_at, asked);
}

TEST(SubjectRequests, AnErasureStandsBehindWhatIsOpenAndNeedsASecondPerson) {
  const SubjectFacts facts{.open_requests = 2, .by_who_entered_it = true};
  EXPECT_EQ(codes(check_act(request(), SubjectAct::grant, facts, asked)),
            (Codes{"erasure.open_requests", "subject_request.own_entry"}));
  EXPECT_TRUE(check_act(request(), SubjectAct::refuse, facts, asked).ok());
  EXPECT_TRUE(check_act(request(SubjectKind::correction), SubjectAct::grant, facts, asked).ok());
}

TEST(SubjectRequests, EachActIsPossibleInItsStatesAlone) {
  struct Line {
    SubjectState state;
    std::vector<SubjectAct> possible;
  };
  using enum SubjectAct;
  const std::vector<Line> table = {
      {SubjectState::open,      {grant, refuse, extend, withdraw}},
      {SubjectState::granted,   {refuse, withdraw, carry_out}    },
      {SubjectState::refused,   {}                               },
      {SubjectState::withdrawn, {}                               },
      {SubjectState::done,      {}                               },
  };
  for (const auto& line : table) {
    auto one = request();
    one.state = line.state;
    one.carry_out_at = asked;
    for (const auto act : {grant, refuse, extend, withdraw, carry_out}) {
      const bool possible =
          std::find(line.possible.begin(), line.possible.end(), act) != line.possible.end();
      EXPECT_EQ(check_act(one, act, {}, asked).ok(), possible)
          << name_of(line.state) << " " << name_of(act);
    }
  }
}

TEST(SubjectRequests, AnErasureIsCarriedOutNoEarlierThanItsTime) {
  const auto granted = after_act(request(), SubjectAct::grant, "s", asked);
  EXPECT_EQ(codes(check_act(granted, SubjectAct::carry_out, {}, asked + erasure_delay_ms - 1)),
            Codes{"subject_request.not_due"});
  EXPECT_TRUE(check_act(granted, SubjectAct::carry_out, {}, asked + erasure_delay_ms).ok());
  const auto stopped = after_act(granted, SubjectAct::withdraw, "", asked + day_ms);
  EXPECT_FALSE(stopped.carry_out_at);
}

}  // namespace
}  // namespace privacy
