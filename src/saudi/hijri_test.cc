#include "saudi/hijri.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "base/in_source_for_tests.h"

using namespace saudi;

namespace {

struct MonthStart {
  int year = 0, month = 0;
  Date date;
};

// The 3,612 month starts of 1300–1600 AH that ICU and the JDK agree on (domain/saudi.md section 3).
std::vector<MonthStart> month_starts() {
  std::ifstream file(in_source("tests/data/ummalqura_month_starts.txt"));
  std::vector<MonthStart> starts;
  MonthStart start;
  for (std::string date; file >> start.year >> start.month >> date;) {
    start.date = *parse_date(date);
    starts.push_back(start);
  }
  return starts;
}

}  // namespace

TEST(ConvertHijriDates, AgreeWithEveryMonthOfTheTable) {
  const auto starts = month_starts();
  ASSERT_EQ(starts.size(), 3612u);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto& [year, month, date] = starts[i];
    ASSERT_EQ(from_hijri({year, month, 1}), date) << year << '-' << month;
    ASSERT_EQ(to_hijri(date), (HijriDate{year, month, 1})) << iso(date);
    if (i + 1 == starts.size()) break;
    const int days = starts[i + 1].date - date;
    ASSERT_EQ(hijri_month_days(year, month), days) << year << '-' << month;
    ASSERT_EQ(to_hijri(date + (days - 1)), (HijriDate{year, month, days}));
    ASSERT_EQ(from_hijri({year, month, 30}).has_value(), days == 30) << year << '-' << month;
  }
}

TEST(ConvertHijriDates, GiveTheKnownPairs) {
  const std::pair<std::string_view, std::string_view> pairs[] = {
      {"1420-01-01", "1999-04-17"},
      {"1420-09-24", "2000-01-01"},
      {"1437-02-19", "2015-12-01"},
      {"1438-01-01", "2016-10-02"},
      {"1443-02-09", "2021-09-16"},
      {"1444-12-09", "2023-06-27"},
      {"1444-12-18", "2023-07-06"},
      {"1445-01-01", "2023-07-19"},
      {"1445-12-03", "2024-06-09"},
      {"1446-06-01", "2024-12-02"},
      {"1446-08-27", "2025-02-26"},
      {"1446-09-01", "2025-03-01"},
      {"1447-04-01", "2025-09-23"},
      {"1447-09-29", "2026-03-18"},
      {"1448-06-11", "2026-11-21"},
      {"1450-12-29", "2029-05-13"},
      {"1451-01-01", "2029-05-14"},
      {"1411-12-29", "1991-07-12"},
      {"1448-09-01", "2027-02-08"},
      {"1448-10-01", "2027-03-09"},
      {"1448-12-10", "2027-05-16"},
  };
  for (const auto& [hijri, gregorian] : pairs) {
    ASSERT_TRUE(parse_hijri(hijri)) << hijri;
    EXPECT_EQ(from_hijri(*parse_hijri(hijri)), parse_date(gregorian)) << hijri;
    EXPECT_EQ(iso(*to_hijri(*parse_date(gregorian))), hijri);
  }
}

TEST(ConvertHijriDates, AnswerNothingOutsideTheTable) {
  const Date first = *parse_date("1882-11-12");
  const Date last = *from_hijri({1600, 12, hijri_month_days(1600, 12)});
  EXPECT_EQ(to_hijri(first), (HijriDate{1300, 1, 1}));
  EXPECT_EQ(to_hijri(first + -1), std::nullopt);
  EXPECT_TRUE(to_hijri(last));
  EXPECT_EQ(to_hijri(last + 1), std::nullopt);
  EXPECT_EQ(from_hijri({1299, 12, 29}), std::nullopt);
  EXPECT_EQ(from_hijri({1601, 1, 1}), std::nullopt);
  EXPECT_EQ(hijri_month_days(1299, 1), 0);
  EXPECT_EQ(to_hijri(*make_date(1, 1, 1)), std::nullopt);
  EXPECT_EQ(to_hijri(*make_date(9999, 12, 31)), std::nullopt);
}

TEST(ConvertHijriDates, KnowNoOtherDays) {
  for (const HijriDate hijri : {
           HijriDate{1446, 0,  1 },
           {1446, 13, 1 },
           {1446, 1,  0 },
           {1446, 1,  31},
           {1446, 1,  -1},
           {1446, -1, 1 }
  }) {
    EXPECT_EQ(from_hijri(hijri), std::nullopt) << iso(hijri);
  }
}

TEST(ReadAHijriDate, TakesExactlyOneForm) {
  EXPECT_EQ(parse_hijri("1448-06-11"), (HijriDate{1448, 6, 11}));
  for (const auto text :
       {"", "1448-6-11", "1448/06/11", "١٤٤٨-٠٦-١١", "1448-06-31", "1448-13-01", "1299-12-01",
        "1601-01-01", "2026-11-21", "1448-06-1-", "1-48-06-11", "14-8-06-11", "-448-06-11"}) {
    EXPECT_EQ(parse_hijri(text), std::nullopt) << text;
  }
}

TEST(ConvertHijriDates, AreRightOnManyThreadsAtOnce) {
  const auto starts = month_starts();
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = static_cast<std::size_t>(t); i < starts.size(); i += 2) {
        const auto& [year, month, date] = starts[i];
        if (from_hijri({year, month, 1}) != date) ++wrong;
        if (to_hijri(date) != HijriDate{year, month, 1}) ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}
