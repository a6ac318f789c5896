#include "saudi/working_calendar.h"

#include <algorithm>

#include "saudi/hijri.h"

namespace saudi {
namespace {

// A calendar without working days must not spin; one with a single working day a week must reach.
constexpr int days_searched_max(int wanted) {
  return 400 + 8 * wanted;
}

bool in_ramadan(Date date) {
  const auto hijri = to_hijri(date);
  return hijri && hijri->month == ramadan;
}

}  // namespace

bool WorkingCalendar::works_on(Date date) const {
  return std::ranges::find(rest_days, weekday(date)) == rest_days.end() &&
         !std::ranges::binary_search(holidays, date);
}

Date WorkingCalendar::add_working_days(Date date, int days) const {
  Date reached = date;
  int left = days;
  for (int searched = 0; searched < days_searched_max(days); ++searched) {
    if (left == 0 && works_on(reached)) break;
    reached = reached + 1;
    if (left > 0 && works_on(reached)) --left;
  }
  return reached;
}

Instant WorkingCalendar::add_working_hours(Instant from, int count) const {
  std::int64_t left = count * hour_ms;
  Instant last = from;
  Date date = riyadh_date(from);
  for (int day = 0; day < days_searched_max(count); ++day, date = date + 1) {
    if (!works_on(date)) continue;
    for (const auto& span : in_ramadan(date) ? ramadan_hours : hours) {
      const Instant opens = std::max(from, riyadh_midnight(date) + span.from * minute_ms);
      const Instant closes = riyadh_midnight(date) + span.to * minute_ms;
      if (closes <= opens) continue;
      last = closes;
      if (opens + left <= closes) return opens + left;
      left -= closes.ms - opens.ms;
    }
  }
  return last;
}

}  // namespace saudi
