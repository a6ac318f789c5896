#include <charconv>
#include <cstdio>

#include "base/text.h"
#include "organisation/desk_views.h"
#include "organisation/years_by.h"

namespace organisation {
namespace {

std::string clock_text(int minutes) {
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minutes / 600);
  text[1] = static_cast<char>('0' + minutes / 60 % 10);
  text[3] = static_cast<char>('0' + minutes % 60 / 10);
  text[4] = static_cast<char>('0' + minutes % 10);
  return text;
}

// "08:00" -> 480; "24:00" -> 1440; any digits; nothing for anything else.
std::optional<int> minutes_of(std::string_view typed) {
  const auto text = fold_digits(trim(typed));
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0u, 1u, 3u, 4u})
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * 60 + minutes;
}

std::vector<HoursView> view_of(const std::vector<saudi::DaySpan>& spans) {
  std::vector<HoursView> views;
  views.reserve(spans.size());
  for (const auto& span : spans) views.push_back({clock_text(span.from), clock_text(span.to)});
  return views;
}

class Reader {
 public:
  std::vector<saudi::DaySpan> spans(const std::vector<HoursView>& views, const std::string& field) {
    std::vector<saudi::DaySpan> spans;
    for (std::size_t i = 0; i < views.size(); ++i) {
      const auto from = minutes_of(views[i].from);
      const auto to = minutes_of(views[i].to);
      if (!from || !to) add("calendar.hours", field + "/" + std::to_string(i));
      spans.push_back({from.value_or(0), to.value_or(0)});
    }
    return spans;
  }
  Date date(const std::string& text, const std::string& field) {
    const auto date = parse_date(text);
    if (!date) add("calendar.date", field);
    return date.value_or(Date{});
  }
  saudi::YearsBy years_by(const std::string& word) {
    for (const auto by : {saudi::YearsBy::hijri, saudi::YearsBy::gregorian})
      if (word == name_of(by)) return by;
    add("calendar.years_by", "/years_by");
    return saudi::YearsBy::hijri;
  }
  Refusal refusal{RefusalKind::rule_not_met, {}};

 private:
  void add(std::string code, std::string field) {
    refusal.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  }
};

}  // namespace

CalendarView view(const Calendar& calendar) {
  CalendarView view{.rest_days = calendar.rest_days,
                    .holidays = {},
                    .hours = view_of(calendar.hours),
                    .ramadan_hours = view_of(calendar.ramadan_hours),
                    .years_by = std::string(name_of(calendar.years_by))};
  for (const auto& holiday : calendar.holidays) {
    view.holidays.push_back(
        {iso(holiday.date), holiday.title, holiday.proposed ? std::optional(true) : std::nullopt});
  }
  return view;
}

Result<Calendar> calendar_of(const CalendarView& view) {
  Reader read;
  Calendar calendar{.rest_days = view.rest_days,
                    .holidays = {},
                    .hours = read.spans(view.hours, "/hours"),
                    .ramadan_hours = read.spans(view.ramadan_hours, "/ramadan_hours"),
                    .years_by = read.years_by(view.years_by.value_or("hijri"))};
  for (std::size_t i = 0; i < view.holidays.size(); ++i) {
    const auto& holiday = view.holidays[i];
    const auto date = read.date(holiday.date, "/holidays/" + std::to_string(i) + "/date");
    calendar.holidays.push_back({date, holiday.title, holiday.proposed.value_or(false)});
  }
  if (!read.refusal.obstacles.empty()) return read.refusal;
  return calendar;
}

}  // namespace organisation
