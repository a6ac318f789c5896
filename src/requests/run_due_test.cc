#include "requests/desk_for_tests.h"

namespace requests {
namespace {

class RunDue : public Desk {
 protected:
  RequestId returned() {
    const auto id = submitted();
    must(officer, id, deed_of(ReturnBody{.items = {"phone"}, .reason = "الرقم لا يجيب"}));
    return id;
  }
  int count(const RequestId& id, procedure::EventKind kind) {
    const auto open = this->open(id);
    return static_cast<int>(
        std::ranges::count(open.events, kind, [](const auto& event) { return event.kind; }));
  }
};

TEST_F(RunDue, RemindsTwiceAndLetsItLapse) {
  const auto id = returned();
  EXPECT_EQ(run_due(*tenant, now()), 0);
  for (const int days : {10, 10, 11}) {
    pass_days(days);
    EXPECT_EQ(run_due(*tenant, now()), 1);
    EXPECT_EQ(run_due(*tenant, now()), 0) << "nothing is done twice";
  }
  EXPECT_EQ(count(id, procedure::EventKind::reminded), 2);
  EXPECT_EQ(open(id).row.status, "closed");
  EXPECT_EQ(open(id).row.outcome, "lapsed");
  EXPECT_TRUE(open(id).row.closed_at);
  EXPECT_TRUE(queue(officer,
                    {
                        {"scope", "all"}
  })
                  ->items.empty());
}

TEST_F(RunDue, ALapsedRequestIsOpenedAgainByAPerson) {
  const auto id = returned();
  for (int i = 0; i < 4; ++i) {
    pass_days(12);
    run_due(*tenant, now());
  }
  ASSERT_EQ(open(id).row.outcome, "lapsed");
  must(officer, id, reopening_of({"عاد صاحب الطلب"}));
  EXPECT_NE(open(id).row.status, "closed");
  EXPECT_FALSE(open(id).row.outcome);
}

TEST_F(RunDue, WhatWasCompletedIsLeftAlone) {
  const auto id = returned();
  ASSERT_EQ(open(id).row.status, "returned");
  auto given = values();
  given["phone"] = text("0500000203");
  const auto completed = submit(id, given);
  ASSERT_TRUE(completed.ok()) << testing::PrintToString(codes_of(completed));
  EXPECT_EQ(open(id).row.status, "open");
  EXPECT_EQ(stored(id).at("phone").value.text, "+966500000203");
  pass_days(60);
  EXPECT_EQ(run_due(*tenant, now()), 0);
}

TEST_F(RunDue, AHoldEndsOnItsDay) {
  const auto id = submitted();
  must(officer, id, deed_of(HoldBody{"ينتظر موعدًا", riyadh_date(clock.now()) + 5}));
  pass_days(4);
  EXPECT_EQ(run_due(*tenant, now()), 0);
  EXPECT_EQ(open(id).row.status, "held");
  pass_days(1);
  EXPECT_EQ(run_due(*tenant, now()), 1);
  EXPECT_EQ(open(id).row.status, "open");
}

TEST_F(RunDue, NothingIsDoneOnAHeldRequestBeforeThat) {
  const auto id = submitted();
  must(officer, id, deed_of(HoldBody{"ينتظر موعدًا", riyadh_date(clock.now()) + 5}));
  EXPECT_FALSE(act(officer, id, deed_of(ItemVerification{"phone", true, true, {}})).ok());
  must(officer, id, resumption());
  must(officer, id, deed_of(ItemVerification{"phone", true, true, {}}));
}

}  // namespace
}  // namespace requests
