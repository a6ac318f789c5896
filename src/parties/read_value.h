#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

// Dates as they are printed. Private to this room.
namespace parties {

struct PrintedDate {
  Date date;             // Gregorian, derived when it is printed otherwise
  std::string calendar;  // hijri | gregorian
  std::string printed;   // in that calendar
};
// `typed` is ISO in any digits: Gregorian, or Hijri when `calendar` is hijri and the year lies
// before 1700 (the forms send Gregorian days with the calendar in which they were typed).
std::optional<PrintedDate> read_date(std::string_view typed, std::string_view calendar);

}  // namespace parties
