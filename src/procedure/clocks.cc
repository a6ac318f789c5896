#include "procedure/clocks.h"

namespace procedure {
namespace {

const saudi::WorkingCalendar& or_usual(const saudi::WorkingCalendar* calendar) {
  static const saudi::WorkingCalendar usual;
  return calendar == nullptr ? usual : *calendar;
}

Date days_after(const policy::Period& period, Date from, const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::working_days)
    return or_usual(calendar).add_working_days(from, period.amount);
  return from + period.amount;
}

Instant earliest_after(const policy::Period& period, Instant at,
                       const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::hours) return at + period.amount * hour_ms;
  return riyadh_midnight(days_after(period, riyadh_date(at), calendar));
}

}  // namespace

Instant end_of(Date date) {
  return riyadh_midnight(date + 1) - 1;
}

Instant due_after(const policy::Period& period, Instant at,
                  const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::hours) return at + period.amount * hour_ms;
  return end_of(days_after(period, riyadh_date(at), calendar));
}

std::optional<Instant> told_of_study(const Request& request) {
  for (const auto& told : request.told) {
    if (told.what == "study_period" && !told.failed) return told.at;
  }
  return std::nullopt;
}

StepClock clock_of(const policy::Step& step, std::optional<Instant> told, Instant at,
                   const saudi::WorkingCalendar* calendar) {
  StepClock clock;
  if (step.kind == policy::StepKind::clarify) return clock;
  const Instant zero = told.value_or(at);
  if (step.at_least) clock.earliest = earliest_after(*step.at_least, zero, calendar);
  if (step.at_most) clock.due = due_after(*step.at_most, zero, calendar);
  if (step.within) clock.due = due_after(*step.within, at, calendar);
  return clock;
}

Instant moved(Instant due, const policy::Period& period, Instant from, Instant to,
              const saudi::WorkingCalendar* calendar) {
  if (period.unit == policy::Unit::hours) return due + (to.ms - from.ms);
  const Date date = riyadh_date(due) + (riyadh_date(to) - riyadh_date(from));
  if (period.unit == policy::Unit::calendar_days) return end_of(date);
  return end_of(or_usual(calendar).add_working_days(date, 0));
}

}  // namespace procedure
