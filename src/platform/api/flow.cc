#include "platform/api/flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace api {
namespace {

constexpr std::size_t shares_max = 20'000;
constexpr double reserve_s = 4;

}  // namespace

Flow::Ticket::Ticket(Ticket&& other) noexcept
    : flow_(std::exchange(other.flow_, nullptr)), key_(std::move(other.key_)) {}

Flow::Ticket& Flow::Ticket::operator=(Ticket&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  flow_ = std::exchange(other.flow_, nullptr);
  key_ = std::move(other.key_);
  return *this;
}

void Flow::Ticket::give_back() {
  if (flow_ == nullptr) return;
  const std::lock_guard lock(flow_->mutex_);
  const auto share = flow_->shares_.find(key_);
  if (share != flow_->shares_.end()) --share->second.under_way;
  flow_ = nullptr;
}

// A clock that was set back gives nothing and takes nothing.
double Flow::refilled(const Share& share, Instant now) const {
  const auto passed = std::max<std::int64_t>(0, now.ms - share.counted_at.ms);
  const double gained = static_cast<double>(passed) / second_ms * limits_.a_second;
  return std::min(share.calls + gained, limits_.a_second * reserve_s);
}

Result<Flow::Ticket> Flow::enter(const std::string& key, std::string_view code, Instant now) {
  if (limits_.a_second == 0 && limits_.parallel == 0) return Ticket();
  const std::lock_guard lock(mutex_);
  if (shares_.size() >= shares_max) make_room(now);
  const auto fresh = Share{.calls = limits_.a_second * reserve_s, .counted_at = now};
  auto& share = shares_.try_emplace(key, fresh).first->second;
  share.calls = refilled(share, now);
  share.counted_at = now;
  const bool too_often = limits_.a_second > 0 && share.calls < 1;
  if (too_often || (limits_.parallel > 0 && share.under_way >= limits_.parallel)) {
    const auto wait = too_often ? std::ceil((1 - share.calls) / limits_.a_second) : 1;
    return refuse(RefusalKind::too_many,
                  Obstacle{.code = std::string(code),
                           .parameters = {{"retry_after_s", std::to_string(std::lround(wait))}}});
  }
  share.calls -= 1;
  ++share.under_way;
  return Ticket(*this, key);
}

// Whoever has nothing under way and a full reserve is as good as unknown. Were so many at work at
// once, whoever has nothing under way begins anew rather than fill the memory.
void Flow::make_room(Instant now) {
  const auto full = limits_.a_second * reserve_s;
  std::erase_if(shares_, [&](const auto& one) {
    return one.second.under_way <= 0 && refilled(one.second, now) >= full;
  });
  if (shares_.size() < shares_max) return;
  std::erase_if(shares_, [](const auto& one) { return one.second.under_way <= 0; });
}

}  // namespace api
