#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

// The Umm al-Qura calendar, by ICU's `islamic-umalqura` named explicitly (exact over 1300–1600 AH;
// domain/saudi.md section 3). Outside that range ICU silently answers another calendar: we answer
// nothing.
namespace saudi {

struct HijriDate {
  int year = 0, month = 0, day = 0;

  auto operator<=>(const HijriDate&) const = default;
};

inline constexpr int hijri_year_min = 1300, hijri_year_max = 1600;
inline constexpr int ramadan = 9, shawwal = 10, dhu_al_hijjah = 12;

std::optional<HijriDate> to_hijri(Date date);  // nothing outside 1300-01-01 … 1600-12-end
std::optional<Date> from_hijri(const HijriDate& hijri);  // nothing when there is no such day
int hijri_month_days(int year, int month);               // 29 or 30; 0 outside the range
// A date that has effect, in both calendars, as letters, messages and papers print it:
// "1446/12/05هـ الموافق 2025/06/01م" in Arabic, else "2025-06-01 (1446-12-05 AH)".
std::string dual_date(Date date, std::string_view language);
std::string riyadh_clock(Instant at);     // "17:05"
std::string iso(const HijriDate& hijri);  // "1448-06-11"
std::optional<HijriDate> parse_hijri(std::string_view text);

}  // namespace saudi
