#include "privacy/retention.h"

#include <gtest/gtest.h>

namespace privacy {
namespace {

Date day(int year, int month, int of_month) {
  return make_date(year, month, of_month).value();
}

TEST(Retention, MonthsGoBackToTheSameDayOrTheLastOfThatMonth) {
  struct Row {
    Date from;
    int months;
    Date to;
  };
  const std::vector<Row> rows = {
      {day(2026, 11, 23), 1,   day(2026, 10, 23)},
      {day(2026, 3,  31), 1,   day(2026, 2,  28)},
      {day(2024, 3,  31), 1,   day(2024, 2,  29)},
      {day(2026, 1,  15), 12,  day(2025, 1,  15)},
      {day(2026, 1,  15), 1,   day(2025, 12, 15)},
      {day(2026, 12, 31), 120, day(2016, 12, 31)},
      {day(2028, 2,  29), 12,  day(2027, 2,  28)},
  };
  for (const auto& [from, months, to] : rows)
    EXPECT_EQ(iso(months_before(from, months)), iso(to)) << iso(from) << " - " << months;
}

TEST(Retention, ADayBelongsToRiyadh) {
  EXPECT_EQ(iso(cutoff(day(2026, 11, 23), 12)), "2025-11-22T21:00:00.000Z");
}

TEST(Retention, EveryCategoryHasItsNameAndItsLimits) {
  ASSERT_EQ(category_rules().size(), static_cast<std::size_t>(category_count));
  for (const auto& rule : category_rules()) {
    EXPECT_EQ(category_named(name_of(rule.category)), rule.category);
    EXPECT_EQ(&rule_of(rule.category), &rule);
    EXPECT_GE(rule.proposed, rule.least);
    EXPECT_LE(rule.proposed, rule.most);
    EXPECT_TRUE(check_months(rule.category, rule.least).ok());
    EXPECT_TRUE(check_months(rule.category, rule.most).ok());
    EXPECT_FALSE(check_months(rule.category, rule.least - 1).ok());
    EXPECT_FALSE(check_months(rule.category, rule.most + 1).ok());
  }
  EXPECT_EQ(category_named("whatever"), std::nullopt);
}

TEST(Retention, AHoldIsReviewedWithinAYear) {
  const auto today = day(2026, 11, 23);
  EXPECT_EQ(read_review("2026-11-24", today).value(), today + 1);
  EXPECT_EQ(read_review("2027-11-24", today).value(), today + 366);
  for (const auto* wrong : {"2026-11-23", "2025-01-01", "2027-11-25", "", "tomorrow", "2027-02-30"})
    EXPECT_FALSE(read_review(wrong, today).ok()) << wrong;
}

}  // namespace
}  // namespace privacy
