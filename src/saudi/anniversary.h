#pragma once

#include "base/time.h"

namespace saudi {

enum class YearsBy : std::uint8_t { hijri, gregorian };

// The same day `years` later (earlier, when negative) by that calendar; where that month is shorter
// its last day. A Hijri year outside the table is counted as a Gregorian one.
Date years_later(Date date, int years, YearsBy by);

}  // namespace saudi
