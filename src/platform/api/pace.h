#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"

namespace api {

// How often one network may ask what is open to anyone and belongs to no association, whose
// counters could hold it: so many times in a window, counted in memory. Thread-safe.
class Pace {
 public:
  Pace(int limit, std::int64_t window_ms) : limit_(limit), window_ms_(window_ms) {}
  // Refuses api.too_many with retry_after_s.
  Result<Done> count(std::string_view peer, Instant now);

 private:
  struct Window {
    Instant ends_at;
    int count = 0;
  };
  void make_room(Instant now);

  const int limit_;
  const std::int64_t window_ms_;
  std::mutex mutex_;
  std::map<std::string, Window, std::less<>> windows_;  // by network
};

// An IPv4 address, or the first 64 bits of an IPv6 one: a household or an attacker has all of the
// rest.
std::string network_of(std::string_view address);

}  // namespace api
