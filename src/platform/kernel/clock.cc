#include "platform/kernel/clock.h"

#include <chrono>
#include <stdexcept>

namespace kernel {

Instant Clock::now() const {
  const auto standing = standing_ms_.load(std::memory_order_relaxed);
  if (standing != running) return {standing};
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

void Clock::set(Instant at) {
  if (standing_ms_.load() == running) throw std::logic_error("the system's clock is not to be set");
  standing_ms_.store(at.ms);
}

void Clock::advance(std::int64_t ms) {
  if (standing_ms_.load() == running) throw std::logic_error("the system's clock is not to be set");
  standing_ms_.fetch_add(ms);
}

}  // namespace kernel
