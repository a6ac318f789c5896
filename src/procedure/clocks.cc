#include "procedure/draft.h"

namespace procedure {
namespace {

// The last moment of a day in Riyadh.
Instant end_of(Date date) {
  return riyadh_midnight(date + 1) - 1;
}

Date add(const policy::Period& period, Date from, const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::working_days && calendar != nullptr) {
    return calendar->add_working_days(from, period.amount);
  }
  return from + period.amount;
}

Instant due_after(const policy::Period& period, Instant at,
                  const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::hours) return at + period.amount * hour_ms;
  return end_of(add(period, riyadh_date(at), calendar));
}

// Day 0 of a study: the Riyadh date on which the person was told of it; else the day it opened
// (decisions.md, H5).
Date day_zero(const Request& request, Instant opened_at) {
  for (const auto& told : request.told) {
    if (told.what == "study_period" && !told.failed) return riyadh_date(told.at);
  }
  return riyadh_date(opened_at);
}

}  // namespace

StepClock clock_of(const Context& context, const Request& request, int step, Instant at) {
  const auto& described = context.kind().steps[static_cast<std::size_t>(step)];
  const auto* calendar = context.facts.calendar;
  StepClock clock;
  if (described.at_least || described.at_most) {
    const Date zero = day_zero(request, at);
    if (described.at_least)
      clock.earliest = riyadh_midnight(add(*described.at_least, zero, calendar));
    if (described.at_most) clock.due = end_of(add(*described.at_most, zero, calendar));
  }
  if (described.within) clock.due = due_after(*described.within, at, calendar);
  return clock;
}

}  // namespace procedure
