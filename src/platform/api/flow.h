#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"

namespace api {

// How much one address, or one person, may ask: so many calls a second on average, so many at once.
// Nothing is limited where a number is 0.
struct FlowLimits {
  int a_second = 0;  // with a reserve of four seconds' worth
  int parallel = 0;
};

// Counts in memory, by key. Thread-safe.
class Flow {
 public:
  explicit Flow(FlowLimits limits) : limits_(limits) {}
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  // One call under way; its end gives the place back. The flow outlives it.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket() { give_back(); }

   private:
    friend class Flow;
    Ticket(Flow& flow, std::string key) : flow_(&flow), key_(std::move(key)) {}
    void give_back();
    Flow* flow_ = nullptr;
    std::string key_;
  };
  // Refuses `code` with retry_after_s.
  Result<Ticket> enter(const std::string& key, std::string_view code, Instant now);

 private:
  struct Share {
    double calls = 0;  // that may be made now
    Instant counted_at;
    int under_way = 0;
  };
  void make_room(Instant now);
  double refilled(const Share& share, Instant now) const;

  const FlowLimits limits_;
  std::mutex mutex_;
  std::map<std::string, Share, std::less<>> shares_;
};

}  // namespace api
