#include <algorithm>

#include "organisation/desk_views.h"
#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

class WorkCalendar : public Town {
 protected:
  Calendar load() {
    return write(tenant(), [&](auto& tx) { return load_calendar(tx, tenant().id, clock.now()); });
  }
  Result<Done> save(const Calendar& calendar) {
    return write(tenant(), [&](auto& tx) {
      return save_calendar(tx, tenant().id, by, calendar, clock.now());
    });
  }
  saudi::WorkingCalendar working() {
    return write(tenant(), [&](auto& tx) { return working_calendar(tx, tenant(), clock.now()); });
  }
  bool is_holiday(std::string_view date) {
    const auto calendar = working();
    return std::binary_search(calendar.holidays.begin(), calendar.holidays.end(),
                              *parse_date(date));
  }
  static policy::Text title() {
    return {
        {"ar", "يوم"},
        {"en", "A day" }
    };
  }
};

std::vector<std::string> dates(const std::vector<Holiday>& holidays) {
  std::vector<std::string> list;
  for (const auto& holiday : holidays) list.push_back(iso(holiday.date));
  return list;
}

TEST(ProposedHolidays, AreThoseOfTheLawByUmmAlQura) {
  // 1 Shawwal 1448 = 2027-03-09 with Ramadan of 29 days; 9 Dhu al-Hijjah = 2027-05-15.
  auto holidays = proposed_holidays(2027);
  std::erase_if(holidays, [](const Holiday& one) { return parts(one.date).year != 2027; });
  EXPECT_EQ(dates(holidays),
            (std::vector<std::string>{"2027-02-22", "2027-03-09", "2027-03-10", "2027-03-11",
                                      "2027-03-12", "2027-05-15", "2027-05-16", "2027-05-17",
                                      "2027-05-18", "2027-09-23"}));
  for (const auto& holiday : holidays) EXPECT_TRUE(holiday.proposed);
}

TEST(ProposedHolidays, OfEidAlFitrBeginTheDayAfterThe29thWhateverTheMonth) {
  // 29 Ramadan 1447 = 2026-03-18 (the ministry's notice): the holiday begins on the 19th.
  const auto all = dates(proposed_holidays(2026));
  EXPECT_NE(std::find(all.begin(), all.end(), "2026-03-19"), all.end());
  EXPECT_EQ(std::find(all.begin(), all.end(), "2026-03-23"), all.end());
}

TEST(ProposedHolidays, MayHaveTwoEidsOfAKindInAYear) {
  auto holidays = proposed_holidays(2033);  // 1 Shawwal 1454 and 1455
  std::erase_if(holidays, [](const Holiday& one) {
    return parts(one.date).year != 2033 || one.title.at("en") != "Eid al-Fitr";
  });
  EXPECT_EQ(holidays.size(), 8u);
}

TEST_F(WorkCalendar, BeginsWithTheWeekAndTheHolidaysOfTheLaw) {
  const auto calendar = load();
  EXPECT_EQ(calendar.rest_days, (std::vector<int>{5, 6}));
  EXPECT_EQ(calendar.holidays.size(), proposed_holidays(2026).size());
  EXPECT_TRUE(is_holiday("2027-03-09"));
  EXPECT_FALSE(is_holiday("2027-03-08"));
}

TEST_F(WorkCalendar, KeepsWhatWasEdited) {
  auto calendar = load();
  calendar.rest_days = {6, 5, 4};
  calendar.hours = {
      {8 * 60,  12 * 60},
      {13 * 60, 17 * 60}
  };
  calendar.ramadan_hours = {
      {11 * 60, 15 * 60}
  };
  calendar.holidays.push_back({*parse_date("2027-01-10"), title(), false});
  ASSERT_TRUE(save(calendar).ok());
  const auto kept = load();
  EXPECT_EQ(kept.rest_days, (std::vector<int>{4, 5, 6}));
  ASSERT_EQ(kept.hours.size(), 2u);
  EXPECT_EQ(kept.hours[1].to, 17 * 60);
  EXPECT_EQ(kept.ramadan_hours[0].from, 11 * 60);
  EXPECT_TRUE(is_holiday("2027-01-10"));
  EXPECT_EQ(working().rest_days, (std::vector<int>{4, 5, 6}));
}

TEST_F(WorkCalendar, TakesAProposedDayAwayAndConfirmsAnother) {
  auto calendar = load();
  const Date eid = *parse_date("2027-03-09");
  const Date next = *parse_date("2027-03-10");
  std::erase_if(calendar.holidays, [&](const Holiday& one) { return one.date == eid; });
  for (auto& holiday : calendar.holidays) {
    if (holiday.date == next) holiday.proposed = false;
  }
  ASSERT_TRUE(save(calendar).ok());
  EXPECT_FALSE(is_holiday("2027-03-09"));
  EXPECT_TRUE(is_holiday("2027-03-10"));
  EXPECT_TRUE(is_holiday("2027-03-11"));  // still proposed, still counted
  const auto kept = load();
  for (const auto& holiday : kept.holidays) {
    EXPECT_NE(holiday.date, eid);
    EXPECT_EQ(holiday.proposed, holiday.date != next);
  }
  // Put back as proposed.
  calendar.holidays.push_back({eid, title(), true});
  ASSERT_TRUE(save(calendar).ok());
  EXPECT_TRUE(is_holiday("2027-03-09"));
}

TEST_F(WorkCalendar, RemembersWhatWasTakenAwayWhenTheYearTurns) {
  auto calendar = load();
  const Date founding = *parse_date("2028-02-22");
  std::erase_if(calendar.holidays, [&](const Holiday& one) { return one.date == founding; });
  ASSERT_TRUE(save(calendar).ok());
  clock.advance(100 * day_ms);
  EXPECT_FALSE(is_holiday("2028-02-22"));
  EXPECT_TRUE(is_holiday("2029-02-22"));
  EXPECT_TRUE(is_holiday("2026-09-23"));  // last year's, for what is recorded late
}

TEST_F(WorkCalendar, TellsEverythingThatIsWrongAndChangesNothing) {
  const auto before = load();
  Calendar wrong;
  wrong.rest_days = {5, 5};
  wrong.hours = {
      {16 * 60, 8 * 60}
  };
  wrong.ramadan_hours = {};
  wrong.holidays = {
      {*parse_date("2027-01-10"), title(),            false},
      {*parse_date("2027-01-10"), {{"ar", "يوم"}}, false}
  };
  const auto outcome = save(wrong);
  ASSERT_FALSE(outcome.ok());
  std::vector<std::string> codes;
  for (const auto& obstacle : outcome.refusal().obstacles) {
    codes.push_back(obstacle.code + " " + obstacle.field);
  }
  EXPECT_EQ(codes, (std::vector<std::string>{
                       "calendar.rest_days /rest_days", "calendar.hours /hours",
                       "calendar.hours /ramadan_hours", "calendar.holiday_twice /holidays/1",
                       "calendar.title /holidays/1/title"}));
  EXPECT_EQ(load().holidays.size(), before.holidays.size());
}

TEST_F(WorkCalendar, LeavesOneWorkingDayAtLeast) {
  Calendar calendar;
  calendar.rest_days = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_EQ(code_of(save(calendar)), "calendar.rest_days");
  calendar.rest_days = {7};
  EXPECT_EQ(code_of(save(calendar)), "calendar.rest_days");
  calendar.rest_days = {};
  EXPECT_TRUE(save(calendar).ok());
  EXPECT_TRUE(load().rest_days.empty());
}

TEST_F(WorkCalendar, KeepsByWhichYearsItCounts) {
  const auto kept = [&] {
    return write(tenant(), [&](auto& tx) { return years_by(tx, tenant().id); });
  };
  EXPECT_EQ(load().years_by, saudi::YearsBy::hijri);
  EXPECT_EQ(kept(), saudi::YearsBy::hijri);
  auto calendar = load();
  calendar.years_by = saudi::YearsBy::gregorian;
  ASSERT_TRUE(save(calendar).ok());
  EXPECT_EQ(load().years_by, saudi::YearsBy::gregorian);
  EXPECT_EQ(kept(), saudi::YearsBy::gregorian);
  auto shown = view(load());
  EXPECT_EQ(shown.years_by, "gregorian");
  shown.years_by = "lunar";
  const auto read = calendar_of(shown);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.refusal().obstacles.at(0).code, "calendar.years_by");
}

}  // namespace
}  // namespace organisation
