#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "saudi/anniversary.h"
#include "saudi/working_calendar.h"

// The association's working time: rest days, holidays, hours. Holidays of the law (Eid al-Fitr and
// Eid al-Adha by Umm al-Qura, National Day, Founding Day) are proposed for this year and the two
// after; they count until somebody takes them away. What an event was computed with stands in the
// event: a later edit moves no past date.
namespace organisation {

struct Holiday {
  Date date;
  policy::Text title;
  bool proposed = false;  // generated, nobody confirmed it yet
};

struct Calendar {
  std::vector<int> rest_days = {5, 6};  // 0 Sunday … 6 Saturday
  std::vector<Holiday> holidays;        // by date, one a day
  std::vector<saudi::DaySpan> hours = {
      {8 * 60, 16 * 60}
  };
  std::vector<saudi::DaySpan> ramadan_hours = {
      {10 * 60, 16 * 60}
  };
  saudi::YearsBy years_by = saudi::YearsBy::hijri;  // what comes round every year
};

// Holidays of the law in the Gregorian years from `year` to `year + 2`, by date.
std::vector<Holiday> proposed_holidays(int year);

Calendar load_calendar(db::Transaction& tx, const AssociationId& association, Instant now);
// Replaces it: a proposed day that is not among `given.holidays` is taken away, one that is, is
// confirmed. Refuses calendar.rest_days, calendar.hours, calendar.holiday_twice, calendar.title,
// calendar.too_many.
Result<Done> save_calendar(db::Transaction& tx, const AssociationId& association,
                           const audit::Who& by, const Calendar& given, Instant now);

// What the engine counts with.
saudi::WorkingCalendar working_calendar(db::Transaction& tx, const api::Tenant& tenant,
                                        Instant now);

}  // namespace organisation
