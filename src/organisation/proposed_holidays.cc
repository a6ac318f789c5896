#include <boost/json.hpp>
#include <map>

#include "embedded/holidays.h"
#include "organisation/calendar.h"
#include "organisation/texts.h"
#include "saudi/hijri.h"

// Article 24 of the labour regulation (domain/saudi.md section 3), which binds associations too.
namespace organisation {
namespace {

constexpr int eid_days = 4;

// Names of the holidays by their code: texts/holidays.json, which the program carries in itself.
const policy::Text& title_of(std::string_view code) {
  static const auto titles = [] {
    std::map<std::string, policy::Text, std::less<>> found;
    const auto text = embedded::holidays().at(0).text;
    const auto file = boost::json::parse({text.data(), text.size()});
    for (const auto& [name, title] : file.as_object()) {
      found.emplace(std::string(name), decode_text(boost::json::serialize(title)));
    }
    return found;
  }();
  return titles.find(code)->second;
}

class Year {
 public:
  explicit Year(int year) : year_(year) {}

  void add(std::optional<Date> first, int days, const policy::Text& title) {
    for (int day = 0; first && day < days; ++day) {
      const Date date = *first + day;
      if (parts(date).year == year_) by_date_.emplace(date, Holiday{date, title, true});
    }
  }
  std::vector<Holiday> holidays() && {
    std::vector<Holiday> list;
    for (auto& [date, holiday] : by_date_) list.push_back(std::move(holiday));
    return list;
  }

 private:
  int year_;
  std::map<Date, Holiday> by_date_;  // a day that falls in an Eid is not counted twice
};

std::optional<Date> day_after(std::optional<Date> date) {
  if (!date) return std::nullopt;
  return *date + 1;
}

std::vector<Holiday> of_year(int year) {
  Year days(year);
  // One or two Hijri years begin in a Gregorian one; three around it are looked at.
  const int hijri = (year - 622) * 33 / 32;
  for (int h = hijri - 1; h <= hijri + 2; ++h) {
    days.add(day_after(saudi::from_hijri({h, 9, 29})), eid_days, title_of("eid_al_fitr"));
    days.add(saudi::from_hijri({h, 12, 9}), eid_days, title_of("eid_al_adha"));
  }
  days.add(make_date(year, 2, 22), 1, title_of("founding_day"));
  days.add(make_date(year, 9, 23), 1, title_of("national_day"));
  return std::move(days).holidays();
}

}  // namespace

std::vector<Holiday> proposed_holidays(int year) {
  std::vector<Holiday> holidays;
  for (int y = year; y <= year + 2; ++y) {
    const auto more = of_year(y);
    holidays.insert(holidays.end(), more.begin(), more.end());
  }
  return holidays;
}

}  // namespace organisation
