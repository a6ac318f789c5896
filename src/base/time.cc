#include "base/time.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace {

namespace chrono = std::chrono;

constexpr std::int64_t riyadh_offset_ms = 3 * hour_ms;

std::int64_t floor_days(std::int64_t ms) {
  return ms >= 0 ? ms / day_ms : -((-ms + day_ms - 1) / day_ms);
}

// Exactly `count` ASCII digits at `at`; -1 otherwise.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

int weekday(Date date) {
  return static_cast<int>(chrono::weekday(chrono::sys_days(chrono::days(date.days))).c_encoding());
}

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const chrono::year_month_day date{chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                    chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(chrono::sys_days(date).time_since_epoch().count())};
}

YearMonthDay parts(Date date) {
  const chrono::year_month_day ymd{chrono::sys_days(chrono::days(date.days))};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::string iso(Date date) {
  const auto [year, month, day] = parts(date);
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

std::optional<Date> parse_date(std::string_view iso_text) {
  if (iso_text.size() != 10 || iso_text[4] != '-' || iso_text[7] != '-') return std::nullopt;
  return make_date(digits(iso_text, 0, 4), digits(iso_text, 5, 2), digits(iso_text, 8, 2));
}

std::string iso(Instant at) {
  const std::int64_t days = floor_days(at.ms);
  const auto ms = static_cast<int>(at.ms - days * day_ms);
  char text[40];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ", ms / 3'600'000, ms / 60'000 % 60,
                ms / 1000 % 60, ms % 1000);
  return iso(Date{static_cast<std::int32_t>(days)}) + text;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const bool fraction = text.size() == 24;
  if (!fraction && text.size() != 20) return std::nullopt;
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
    return std::nullopt;
  if (fraction && text[19] != '.') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  const int ms = fraction ? digits(text, 20, 3) : 0;
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      ms < 0) {
    return std::nullopt;
  }
  return Instant{date->days * day_ms + hour * hour_ms + minute * minute_ms + second * second_ms +
                 ms};
}

Date riyadh_date(Instant at) {
  return {static_cast<std::int32_t>(floor_days(at.ms + riyadh_offset_ms))};
}

Instant riyadh_midnight(Date date) {
  return {date.days * day_ms - riyadh_offset_ms};
}

int riyadh_minute_of_day(Instant at) {
  return static_cast<int>((at.ms - riyadh_midnight(riyadh_date(at)).ms) / minute_ms);
}
