#include "saudi/hijri.h"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace saudi {
namespace {

// One per thread: an ICU calendar is not safe to share, and making one costs microseconds.
icu::Calendar& calendar() {
  thread_local const std::unique_ptr<icu::Calendar> made = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> one(icu::Calendar::createInstance(
        *icu::TimeZone::getGMT(), icu::Locale("en@calendar=islamic-umalqura"), error));
    if (U_FAILURE(error) || std::string_view(one->getType()) != "islamic-umalqura") {
      throw std::runtime_error("ICU has no calendar islamic-umalqura");
    }
    return one;
  }();
  return *made;
}

struct Range {
  Date first, last;
};

Date day_of(int year, int month, int day) {
  UErrorCode error = U_ZERO_ERROR;
  auto& umm_al_qura = calendar();
  umm_al_qura.clear();
  umm_al_qura.set(year, month - 1, day);
  const double ms = umm_al_qura.getTime(error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU cannot convert a Hijri date");
  return {static_cast<std::int32_t>(std::floor(ms / static_cast<double>(day_ms)))};
}

HijriDate hijri_of(Date date) {
  UErrorCode error = U_ZERO_ERROR;
  auto& umm_al_qura = calendar();
  umm_al_qura.setTime(static_cast<double>(date.days) * static_cast<double>(day_ms), error);
  const HijriDate hijri{umm_al_qura.get(UCAL_YEAR, error), umm_al_qura.get(UCAL_MONTH, error) + 1,
                        umm_al_qura.get(UCAL_DATE, error)};
  if (U_FAILURE(error)) throw std::runtime_error("ICU cannot convert a date");
  return hijri;
}

const Range& range() {
  static const Range known{day_of(hijri_year_min, 1, 1), day_of(hijri_year_max + 1, 1, 1) + -1};
  return known;
}

}  // namespace

std::optional<HijriDate> to_hijri(Date date) {
  if (date < range().first || date > range().last) return std::nullopt;
  return hijri_of(date);
}

std::optional<Date> from_hijri(const HijriDate& hijri) {
  if (hijri.year < hijri_year_min || hijri.year > hijri_year_max || hijri.month < 1 ||
      hijri.month > 12 || hijri.day < 1 || hijri.day > 30) {
    return std::nullopt;
  }
  const Date date = day_of(hijri.year, hijri.month, hijri.day);
  if (hijri_of(date) != hijri) return std::nullopt;  // a 30th of a month of 29 days
  return date;
}

int hijri_month_days(int year, int month) {
  if (!from_hijri({year, month, 1})) return 0;
  return from_hijri({year, month, 30}) ? 30 : 29;
}

std::string iso(const HijriDate& hijri) {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", hijri.year, hijri.month, hijri.day);
  return text;
}

std::string dual_date_ar(Date date) {
  const auto [year, month, day] = parts(date);
  char text[96];
  std::snprintf(text, sizeof text, "%04d/%02d/%02dم", year, month, day);
  const auto hijri = to_hijri(date);
  if (!hijri) return text;
  char both[160];
  std::snprintf(both, sizeof both, "%04d/%02d/%02dهـ الموافق %s", hijri->year, hijri->month,
                hijri->day, text);
  return both;
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

}  // namespace saudi
