#include "governance/council_for_tests.h"

namespace governance {
namespace {

class ReviewReminders : public Council {
 protected:
  Date due() {
    return read([&](db::Transaction& tx) {
             return Result<Date>(*review_due(tx, *tenant, *tenant->policy_in_force()));
           })
        .value();
  }
  // On the morning of that day the timer runs; how many mails went out.
  std::size_t mails_on(Date day) {
    clock.set(riyadh_midnight(day) + 8 * hour_ms);
    const auto before = left("mail").size();
    remind_of_review(*tenant, clock.now());
    remind_of_review(*tenant, clock.now());
    return sent("mail").size() - before;
  }
};

constexpr std::size_t heads_and_board = 3;

TEST_F(ReviewReminders, GoToHeadsAndBoardBeforeOnAndAfterTheDayOnceEach) {
  const auto renewed = write([&](db::Transaction& tx) {
    return approve_version(tx,
                           call_as(director,
                                   {
                                       {"digest", first}
    }),
                           decision());
  });
  ASSERT_TRUE(renewed.ok());
  const Date day = due();
  EXPECT_EQ(day, today() + 365);
  EXPECT_EQ(mails_on(day + -31), 0u);
  EXPECT_EQ(mails_on(day + -30), heads_and_board);
  EXPECT_EQ(mails_on(day + -29), 0u);
  EXPECT_EQ(mails_on(day + -7), heads_and_board);
  EXPECT_EQ(mails_on(day + -1), 0u);
  EXPECT_EQ(mails_on(day), heads_and_board);
  EXPECT_EQ(mails_on(day + 6), 0u);
  EXPECT_EQ(mails_on(day + 7), heads_and_board);
  EXPECT_EQ(mails_on(day + 8), 0u);
  EXPECT_EQ(mails_on(day + 14), heads_and_board);
  EXPECT_EQ(audited("policy.review_reminded").size(), 5u);
}

TEST_F(ReviewReminders, EndWhenAnApprovalIsOnRecord) {
  EXPECT_LT(due(), today());  // counted from what the files state
  EXPECT_EQ(mails_on(today() + 1), heads_and_board);
  const auto renewed = write([&](db::Transaction& tx) {
    return approve_version(tx,
                           call_as(director,
                                   {
                                       {"digest", first}
    }),
                           decision());
  });
  ASSERT_TRUE(renewed.ok());
  EXPECT_EQ(due(), today() + 365);
  EXPECT_EQ(mails_on(today() + 7), 0u);
}

TEST(ReviewReminder, IsTheOneOfItsTime) {
  const Date due{20'000};
  EXPECT_EQ(review_reminder(due, due + -31), std::nullopt);
  EXPECT_EQ(review_reminder(due, due + -30), "month");
  EXPECT_EQ(review_reminder(due, due + -8), "month");
  EXPECT_EQ(review_reminder(due, due + -7), "week");
  EXPECT_EQ(review_reminder(due, due), "due");
  EXPECT_EQ(review_reminder(due, due + 6), "due");
  EXPECT_EQ(review_reminder(due, due + 7), "late/1");
  EXPECT_EQ(review_reminder(due, due + 20), "late/2");
}

}  // namespace
}  // namespace governance
