#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace saudi {

// Working time in Asia/Riyadh: Sunday to Thursday by default, holidays as handed in, shorter hours
// in Ramadan. Pure.
struct DaySpan {  // minutes of the day; several spans a day are allowed
  int from = 0, to = 0;
};
struct WorkingCalendar {
  std::vector<int> rest_days = {5, 6};  // 0 Sunday … 6 Saturday
  std::vector<Date> holidays;           // sorted
  std::vector<DaySpan> hours = {
      {8 * 60, 16 * 60}
  };
  std::vector<DaySpan> ramadan_hours = {
      {10 * 60, 16 * 60}
  };

  bool works_on(Date date) const;
  // The n-th working day after `date` (n ≥ 0; 0: `date` itself or the next working day).
  Date add_working_days(Date date, int days) const;
  // `hours` of working time after `from`.
  Instant add_working_hours(Instant from, int hours) const;
};

}  // namespace saudi
