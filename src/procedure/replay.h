#pragma once

#include "procedure/procedure.h"

// Past requests under another version of the policy: every act that was recorded is put to the
// engine again, as the draft would have had it, at the time at which it happened. Pure.
namespace procedure {

// The first act that the draft would not have taken.
struct Stop {
  std::int64_t seq = 0;  // of the event that recorded it
  ActionKind act = ActionKind::receive;
  std::string step;
  std::vector<Obstacle> obstacles;
};
// A clock that stands otherwise than under the version that the request was made under.
struct ClockChange {
  std::string clause, control;  // of the draft
  bool broken = false;          // under the draft; else it is no longer broken
};
struct Replayed {
  bool gone = false;  // the draft has no such kind of request
  std::optional<Stop> stop;
  std::string waits_at;  // ended in truth; under the draft this step would still be open
  std::vector<ClockChange> clocks;
  std::optional<std::int64_t> answer_later_ms;  // the answer could not have come before then
};

struct Replay {
  const policy::Pack& own;    // that the request was made under
  const policy::Pack& draft;  // that it is replayed under
  Instant now;                // until when what is open counts
  const saudi::WorkingCalendar* calendar = nullptr;
};
// A fact for conditions, as in Facts::values, and since when it was so.
struct KnownValue {
  std::string fact, value;
  Instant since;
};
// `values`: in order of time; what is not known there holds no condition. Events of an older kind
// must have been upcast.
Replayed replay(const Replay& with, int kind, const std::vector<Event>& events,
                const std::vector<KnownValue>& values);

}  // namespace procedure
