#include "base/time.h"

#include <gtest/gtest.h>

namespace {

// Days since 1970 by counting, independent of the product's own arithmetic.
bool leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_days(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[month - 1];
}

}  // namespace

TEST(ConvertDates, AgreeWithCountingEveryDayOfTheGregorianCalendar) {
  std::int32_t days = -719'162;  // 0001-01-01
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const auto first = make_date(year, month, 1);
      const auto last = make_date(year, month, month_days(year, month));
      ASSERT_TRUE(first && last);
      ASSERT_EQ(first->days, days) << year << '-' << month;
      ASSERT_EQ(parts(*last), (YearMonthDay{year, month, month_days(year, month)}));
      ASSERT_FALSE(make_date(year, month, month_days(year, month) + 1));
      days += month_days(year, month);
    }
  }
}

TEST(ConvertDates, KnowNoDayOutsideTheCalendar) {
  EXPECT_FALSE(make_date(0, 1, 1));
  EXPECT_FALSE(make_date(10'000, 1, 1));
  EXPECT_FALSE(make_date(2026, 0, 1));
  EXPECT_FALSE(make_date(2026, 13, 1));
  EXPECT_FALSE(make_date(2026, 1, 0));
  EXPECT_FALSE(make_date(2026, 1, -1));
}

TEST(ConvertDates, KnowTheDayOfTheWeek) {
  EXPECT_EQ(weekday(*make_date(1970, 1, 1)), 4);    // Thursday
  EXPECT_EQ(weekday(*make_date(1999, 4, 17)), 6);   // Saturday
  EXPECT_EQ(weekday(*make_date(2026, 11, 21)), 6);  // Saturday
  EXPECT_EQ(weekday(*make_date(1, 1, 1)), 1);       // Monday
}

TEST(ReadADate, TakesExactlyOneForm) {
  EXPECT_EQ(parse_date("2026-11-21"), make_date(2026, 11, 21));
  EXPECT_EQ(parse_date("2024-02-29"), make_date(2024, 2, 29));
  for (const auto text :
       {"", "2026-11-2", "2026-11-211", "26-11-21", "2026/11/21", "2026-11-21 ", " 2026-11-21",
        "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31", "2026-11-00", "+026-11-21",
        "-026-11-21", "2026-1a-21", "٢٠٢٦-١١-٢١", "0000-01-01", "2026-11-21T00:00:00Z"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(ReadADate, WritesWhatItReads) {
  for (const auto text : {"0001-01-01", "1582-10-15", "1882-11-12", "1969-12-31", "1970-01-01",
                          "2000-02-29", "2100-02-28", "9999-12-31"}) {
    ASSERT_TRUE(parse_date(text)) << text;
    EXPECT_EQ(iso(*parse_date(text)), text);
  }
}

TEST(ReadAnInstant, TakesExactlyOneForm) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.000Z"), Instant{0});
  EXPECT_EQ(parse_instant("1970-01-01T00:00:01Z"), Instant{1000});
  EXPECT_EQ(parse_instant("2026-11-21T05:44:17.123Z"), Instant{1795239857123});
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59.999Z"), Instant{-1});
  for (const auto text :
       {"", "2026-11-21", "2026-11-21T05:44:17.123", "2026-11-21T05:44:17.12Z",
        "2026-11-21T05:44:17.1234Z", "2026-11-21 05:44:17.123Z", "2026-11-21T24:00:00.000Z",
        "2026-11-21T23:60:00.000Z", "2026-11-21T23:59:60.000Z", "2026-11-21T05:44:17+03:00",
        "2026-02-30T05:44:17.123Z", "2026-11-21T05:44:17,123Z", "2026-11-21t05:44:17.123z",
        "2026-11-21T-5:44:17.123Z"}) {
    EXPECT_EQ(parse_instant(text), std::nullopt) << text;
  }
}

TEST(ReadAnInstant, WritesWhatItReads) {
  for (const std::int64_t ms :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1795239857123}, std::int64_t{-86'400'000},
        std::int64_t{-86'400'001}, std::int64_t{253402300799999}}) {
    EXPECT_EQ(parse_instant(iso(Instant{ms})), Instant{ms}) << ms;
  }
}

TEST(TellTheTimeInRiyadh, IsThreeHoursAheadTheWholeYear) {
  const auto at = *parse_instant("2026-11-20T21:00:00Z");
  EXPECT_EQ(iso(riyadh_date(at)), "2026-11-21");
  EXPECT_EQ(riyadh_minute_of_day(at), 0);
  EXPECT_EQ(iso(riyadh_date(at - 1)), "2026-11-20");
  EXPECT_EQ(riyadh_minute_of_day(at - 1), 1439);
  EXPECT_EQ(riyadh_midnight(*parse_date("2026-11-21")), at);
  EXPECT_EQ(iso(riyadh_date(*parse_instant("2026-07-01T20:59:59.999Z"))), "2026-07-01");
  EXPECT_EQ(iso(riyadh_date(Instant{-1})), "1970-01-01");
  EXPECT_EQ(iso(riyadh_date(*parse_instant("1969-12-31T20:59:59.999Z"))), "1969-12-31");
}
