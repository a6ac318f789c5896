#include "saudi/hijri.h"

#include <unicode/calendar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace saudi {
namespace {

constexpr int months_known = (hijri_year_max - hijri_year_min + 1) * 12;

// The first day of each month, and of the month after the last. ICU is asked once: a conversion
// costs microseconds there, and a request is told some ten dates.
using MonthStarts = std::array<Date, months_known + 1>;

MonthStarts ask_icu() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> umm_al_qura(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale("en@calendar=islamic-umalqura"), error));
  if (U_FAILURE(error) || std::string_view(umm_al_qura->getType()) != "islamic-umalqura")
    throw std::runtime_error("ICU has no calendar islamic-umalqura");
  MonthStarts starts{};
  for (int month = 0; month <= months_known; ++month) {
    umm_al_qura->clear();
    umm_al_qura->set(hijri_year_min + month / 12, month % 12, 1);
    const double ms = umm_al_qura->getTime(error);
    starts[static_cast<std::size_t>(month)] = {
        static_cast<std::int32_t>(std::floor(ms / static_cast<double>(day_ms)))};
  }
  if (U_FAILURE(error)) throw std::runtime_error("ICU cannot convert a Hijri date");
  return starts;
}

const MonthStarts& month_starts() {
  static const MonthStarts known = ask_icu();
  return known;
}

}  // namespace

std::optional<HijriDate> to_hijri(Date date) {
  const auto& starts = month_starts();
  const auto next = std::ranges::upper_bound(starts, date);
  if (next == starts.begin() || next == starts.end()) return std::nullopt;
  const auto first = next - 1;
  const int month = static_cast<int>(first - starts.begin());
  return HijriDate{hijri_year_min + month / 12, month % 12 + 1, date.days - first->days + 1};
}

std::optional<Date> from_hijri(const HijriDate& hijri) {
  if (hijri.day < 1 || hijri.day > hijri_month_days(hijri.year, hijri.month)) return std::nullopt;
  const auto month = (hijri.year - hijri_year_min) * 12 + hijri.month - 1;
  return month_starts()[static_cast<std::size_t>(month)] + (hijri.day - 1);
}

int hijri_month_days(int year, int month) {
  if (year < hijri_year_min || year > hijri_year_max || month < 1 || month > 12) return 0;
  const auto at = static_cast<std::size_t>((year - hijri_year_min) * 12 + month - 1);
  return month_starts()[at + 1].days - month_starts()[at].days;
}

std::string iso(const HijriDate& hijri) {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", hijri.year, hijri.month, hijri.day);
  return text;
}

namespace {

std::string dual_date_ar(Date date, const std::optional<HijriDate>& hijri) {
  const auto [year, month, day] = parts(date);
  char text[96];
  std::snprintf(text, sizeof text, "%04d/%02d/%02dم", year, month, day);
  if (!hijri) return text;
  char both[160];
  std::snprintf(both, sizeof both, "%04d/%02d/%02dهـ الموافق %s", hijri->year, hijri->month,
                hijri->day, text);
  return both;
}

}  // namespace

std::string dual_date(Date date, std::string_view language) {
  const auto hijri = to_hijri(date);
  if (language == "ar") return dual_date_ar(date, hijri);
  return hijri ? ::iso(date) + " (" + iso(*hijri) + " AH)" : ::iso(date);
}

std::optional<HijriDate> parse_hijri(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int numbers[3] = {0, 0, 0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    int& number = numbers[i < 4 ? 0 : i < 7 ? 1 : 2];
    number = number * 10 + (text[i] - '0');
  }
  const HijriDate hijri{numbers[0], numbers[1], numbers[2]};
  return from_hijri(hijri) ? std::optional(hijri) : std::nullopt;
}

std::string riyadh_clock(Instant at) {
  constexpr std::size_t from = 11, count = 5;  // of "2026-11-21T05:44:17.123Z"
  constexpr std::int64_t riyadh_ms = 3 * hour_ms;
  return iso(at + riyadh_ms).substr(from, count);
}

}  // namespace saudi
