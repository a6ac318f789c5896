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
  using namespace std::chrono;
  const year_month_day from{sys_days{days{date.days}}};
  const year_month_day same{from.year() + std::chrono::years{years}, from.month(), from.day()};
  const auto day = same.ok() ? sys_days{same} : sys_days{same.year() / same.month() / last};
  return Date{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

}  // namespace

Date years_later(Date date, int years, YearsBy by) {
  if (by == YearsBy::hijri)
    if (const auto later = hijri_years_later(date, years)) return *later;
  return gregorian_years_later(date, years);
}

}  // namespace saudi
