#include "saudi/anniversary.h"

#include <algorithm>
#include <chrono>

#include "saudi/hijri.h"

namespace saudi {
namespace {

std::optional<Date> hijri_years_later(Date date, int years) {
  auto hijri = to_hijri(date);
  if (!hijri) return std::nullopt;
  hijri->year += years;
  const int days = hijri_month_days(hijri->year, hijri->month);
  if (days == 0) return std::nullopt;
  hijri->day = std::min(hijri->day, days);
  return from_hijri(*hijri);
}

Date gregorian_years_later(Date date, int years) {
  namespace chrono = std::chrono;
  const chrono::year_month_day from{chrono::sys_days{chrono::days{date.days}}};
  const chrono::year_month_day same{from.year() + chrono::years{years}, from.month(), from.day()};
  const auto day = same.ok() ? chrono::sys_days{same}
                             : chrono::sys_days{same.year() / same.month() / chrono::last};
  return Date{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

}  // namespace

Date years_later(Date date, int years, YearsBy by) {
  if (by == YearsBy::hijri)
    if (const auto later = hijri_years_later(date, years)) return *later;
  return gregorian_years_later(date, years);
}

}  // namespace saudi
