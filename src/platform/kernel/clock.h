#pragma once

#include <atomic>
#include <cstdint>

#include "base/time.h"

namespace kernel {

// Where "now" comes from. One per program, handed down by reference; nothing else may ask the
// system for the time. Tests and the demo hold a clock that stands still until it is moved.
// Safe to use from any thread.
class Clock {
 public:
  Clock() = default;                                   // the system's time
  explicit Clock(Instant at) : standing_ms_(at.ms) {}  // stands at `at`
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  Instant now() const;
  // Only on a standing clock; std::logic_error on the system's.
  void set(Instant at);
  void advance(std::int64_t ms);

 private:
  static constexpr std::int64_t running = INT64_MIN;
  std::atomic<std::int64_t> standing_ms_{running};
};

}  // namespace kernel
