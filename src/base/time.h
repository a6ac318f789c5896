#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A moment: milliseconds since 1970-01-01T00:00Z.
struct Instant {
  std::int64_t ms = 0;

  auto operator<=>(const Instant&) const = default;
};

// A duration in milliseconds is a plain integer named *_ms.
inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

inline Instant operator+(Instant at, std::int64_t ms) {
  return {at.ms + ms};
}
inline Instant operator-(Instant at, std::int64_t ms) {
  return {at.ms - ms};
}

// A Gregorian calendar date, stored as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;

  auto operator<=>(const Date&) const = default;
};

inline Date operator+(Date date, std::int32_t days) {
  return {date.days + days};
}
inline std::int32_t operator-(Date later, Date earlier) {
  return later.days - earlier.days;
}

struct YearMonthDay {
  int year = 0, month = 0, day = 0;

  auto operator<=>(const YearMonthDay&) const = default;
};

// 0 Sunday … 6 Saturday.
int weekday(Date date);
std::optional<Date> make_date(int year, int month,
                              int day);  // nothing when there is no such day; years 1…9999
YearMonthDay parts(Date date);
std::string iso(Date date);                                 // "2026-11-21"
std::optional<Date> parse_date(std::string_view iso_text);  // exactly YYYY-MM-DD, ASCII digits
std::string iso(Instant at);                                // "2026-11-21T05:44:17.123Z"
std::optional<Instant> parse_instant(std::string_view iso_text);

// Asia/Riyadh is UTC+3 the whole year (domain/saudi.md section 3).
Date riyadh_date(Instant at);
Instant riyadh_midnight(Date date);    // 00:00 of that day in Riyadh
int riyadh_minute_of_day(Instant at);  // 0…1439
