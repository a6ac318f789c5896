#include "saudi/anniversary.h"

#include <gtest/gtest.h>

#include "saudi/hijri.h"

namespace saudi {
namespace {

Date day(const char* text) {
  return *parse_date(text);
}
Date hijri(const char* text) {
  return *from_hijri(*parse_hijri(text));
}

TEST(YearsLater, IsTheSameDayOfTheGregorianYear) {
  EXPECT_EQ(iso(years_later(day("2026-11-23"), 1, YearsBy::gregorian)), "2027-11-23");
  EXPECT_EQ(iso(years_later(day("2024-02-29"), 1, YearsBy::gregorian)), "2025-02-28");
  EXPECT_EQ(iso(years_later(day("2024-02-29"), 4, YearsBy::gregorian)), "2028-02-29");
  EXPECT_EQ(iso(years_later(day("2027-11-23"), -1, YearsBy::gregorian)), "2026-11-23");
}

TEST(YearsLater, IsTheSameDayOfTheHijriYearElevenDaysEarlier) {
  EXPECT_EQ(iso(*to_hijri(years_later(hijri("1448-06-13"), 1, YearsBy::hijri))), "1449-06-13");
  EXPECT_EQ(iso(*to_hijri(years_later(hijri("1448-06-13"), -1, YearsBy::hijri))), "1447-06-13");
  EXPECT_LT(years_later(day("2026-11-23"), 1, YearsBy::hijri),
            years_later(day("2026-11-23"), 1, YearsBy::gregorian));
}

TEST(YearsLater, TheThirtiethOfAMonthOfTwentyNineDaysIsItsLast) {
  for (int year = hijri_year_min; year < hijri_year_max; ++year) {
    for (int month = 1; month <= 12; ++month) {
      if (hijri_month_days(year, month) != 30 || hijri_month_days(year + 1, month) != 29) continue;
      const auto later = years_later(*from_hijri({year, month, 30}), 1, YearsBy::hijri);
      EXPECT_EQ(to_hijri(later), (HijriDate{year + 1, month, 29}));
    }
  }
}

TEST(YearsLater, OutsideTheTableIsAGregorianYear) {
  const Date last = *from_hijri({hijri_year_max, 1, 1});
  EXPECT_EQ(years_later(last, 1, YearsBy::hijri), years_later(last, 1, YearsBy::gregorian));
}

}  // namespace
}  // namespace saudi
