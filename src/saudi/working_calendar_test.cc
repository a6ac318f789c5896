#include "saudi/working_calendar.h"

#include <gtest/gtest.h>

#include "saudi/hijri.h"

using namespace saudi;

namespace {

Date day(std::string_view text) {
  return *parse_date(text);
}

// A moment in Riyadh: "2026-11-22", 9, 30.
Instant at(std::string_view date, int hour, int minute = 0) {
  return riyadh_midnight(day(date)) + (hour * 60 + minute) * minute_ms;
}

WorkingCalendar with_holidays(std::vector<Date> holidays) {
  WorkingCalendar calendar;
  calendar.holidays = std::move(holidays);
  return calendar;
}

}  // namespace

TEST(CountWorkingDays, PassOverRestDaysAndHolidays) {
  const auto calendar = with_holidays({day("2026-11-24"), day("2026-11-25")});
  const std::tuple<std::string_view, int, std::string_view> cases[] = {
  // 2026-11-21 is a Saturday.
      {"2026-11-22", 0,  "2026-11-22"},
      {"2026-11-21", 0,  "2026-11-22"},
      {"2026-11-20", 0,  "2026-11-22"},
      {"2026-11-22", 1,  "2026-11-23"},
      {"2026-11-23", 1,  "2026-11-26"},
      {"2026-11-26", 1,  "2026-11-29"},
      {"2026-11-20", 1,  "2026-11-22"},
      {"2026-11-22", 3,  "2026-11-29"},
      {"2026-11-24", 0,  "2026-11-26"},
      {"2026-11-29", 10, "2026-12-13"},
  };
  for (const auto& [from, days, expected] : cases) {
    EXPECT_EQ(iso(calendar.add_working_days(day(from), days)), expected) << from << '+' << days;
  }
}

TEST(CountWorkingDays, KnowTheOrdinaryWeek) {
  const WorkingCalendar calendar;
  EXPECT_TRUE(calendar.works_on(day("2026-11-22")));   // Sunday
  EXPECT_TRUE(calendar.works_on(day("2026-11-26")));   // Thursday
  EXPECT_FALSE(calendar.works_on(day("2026-11-27")));  // Friday
  EXPECT_FALSE(calendar.works_on(day("2026-11-28")));  // Saturday
}

TEST(CountWorkingDays, AgreeWithSteppingDayByDay) {
  const auto calendar = with_holidays({day("2027-02-22"), day("2027-03-09"), day("2027-03-10")});
  Date expected = day("2027-01-03");
  for (int days = 1; days < 120; ++days) {
    do {
      expected = expected + 1;
    } while (!calendar.works_on(expected));
    ASSERT_EQ(calendar.add_working_days(day("2027-01-03"), days), expected) << days;
  }
}

TEST(CountWorkingDays, ReachTheEndWithOneWorkingDayAWeek) {
  WorkingCalendar calendar;
  calendar.rest_days = {0, 1, 2, 3, 4, 5};
  EXPECT_EQ(calendar.add_working_days(day("2026-11-21"), 200), day("2026-11-21") + 1400);
}

TEST(CountWorkingDays, EndEvenWithoutAnyWorkingDay) {
  WorkingCalendar calendar;
  calendar.rest_days = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_GT(calendar.add_working_days(day("2026-11-21"), 3), day("2026-11-21"));
  EXPECT_EQ(calendar.add_working_hours(at("2026-11-21", 9), 3), at("2026-11-21", 9));
}

TEST(CountWorkingHours, RunOnlyInsideTheHours) {
  const WorkingCalendar calendar;  // 8 to 16
  const std::tuple<Instant, int, Instant> cases[] = {
      {at("2026-11-22",  9), 2,   at("2026-11-22", 11)             },
      {at("2026-11-22",  9,  15), 0,               at("2026-11-22",  9, 15)},
      {at("2026-11-22",             5),               2,    at("2026-11-22",     10)     },
      {at("2026-11-22",             15),               2,    at("2026-11-23",9)},
      {at("2026-11-22",              16),                1,     at("2026-11-23",     9)         },
      {at("2026-11-22",              8),                8,     at("2026-11-22", 16)},
      {at("2026-11-22",             23,               59),    1,     at("2026-11-23",             9)},
      {at("2026-11-26", 15), 2,    at("2026-11-29", 9) },
      {at("2026-11-28", 12), 1, at("2026-11-29",  9)             },
      {at("2026-11-22", 8), 24,    at("2026-11-24",    16)    },
  };
  for (const auto& [from, count, expected] : cases) {
    EXPECT_EQ(iso(calendar.add_working_hours(from, count)), iso(expected))
        << iso(from) << '+' << count;
  }
}

TEST(CountWorkingHours, RestBetweenTwoSpansOfADay) {
  WorkingCalendar calendar;
  calendar.hours = {
      {8 * 60,  12 * 60},
      {16 * 60, 20 * 60}
  };
  EXPECT_EQ(calendar.add_working_hours(at("2026-11-22", 11), 2), at("2026-11-22", 17));
  EXPECT_EQ(calendar.add_working_hours(at("2026-11-22", 13), 1), at("2026-11-22", 17));
  EXPECT_EQ(calendar.add_working_hours(at("2026-11-22", 11), 6), at("2026-11-23", 9));
}

TEST(CountWorkingHours, AreShorterInRamadan) {
  const WorkingCalendar calendar;  // 10 to 16 in Ramadan
  ASSERT_EQ(to_hijri(day("2027-02-08")), (HijriDate{1448, ramadan, 1}));
  // Sunday 7 February is the last day of Shaban; Ramadan begins on the Monday.
  EXPECT_EQ(calendar.add_working_hours(at("2027-02-07", 15), 2), at("2027-02-08", 11));
  EXPECT_EQ(calendar.add_working_hours(at("2027-02-08", 8), 6), at("2027-02-08", 16));
  EXPECT_EQ(calendar.add_working_hours(at("2027-02-08", 8), 7), at("2027-02-09", 11));
  // The first working day after Ramadan: Tuesday 9 March, when no holiday is entered.
  EXPECT_EQ(calendar.add_working_hours(at("2027-03-08", 15), 2), at("2027-03-09", 9));
}

TEST(CountWorkingHours, PassOverHolidays) {
  const auto calendar = with_holidays({day("2026-11-23")});
  EXPECT_EQ(calendar.add_working_hours(at("2026-11-22", 15), 2), at("2026-11-24", 9));
}
