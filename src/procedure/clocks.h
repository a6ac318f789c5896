#pragma once

#include "procedure/procedure.h"

// Private to this room: when a step may end at the earliest and must end at the latest. Days are
// those of Riyadh and end with their last millisecond; hours are hours of the clock.
namespace procedure {

struct StepClock {
  std::optional<Instant> earliest, due;
};

// When the person was told of the study, if that stands: day 0 of H5.
std::optional<Instant> told_of_study(const Request& request);

// Of a step that opens at `at`. A study's days count from `told`, else from `at`; a clarification
// has no clock before a question is asked.
StepClock clock_of(const policy::Step& step, std::optional<Instant> told, Instant at,
                   const saudi::WorkingCalendar* calendar);

Instant due_after(const policy::Period& period, Instant at, const saudi::WorkingCalendar* calendar);
Instant end_of(Date date);

// A latest date that stood still from `from` to `to`.
Instant moved(Instant due, const policy::Period& period, Instant from, Instant to,
              const saudi::WorkingCalendar* calendar);

}  // namespace procedure
