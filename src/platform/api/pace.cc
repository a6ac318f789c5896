#include "platform/api/pace.h"

#include <arpa/inet.h>

#include <algorithm>

namespace api {
namespace {

constexpr std::size_t networks_max = 10'000;

}  // namespace

std::string network_of(std::string_view address) {
  std::string text(address.substr(0, INET6_ADDRSTRLEN));
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
  const auto* bytes = reinterpret_cast<const char*>(&six);
  return IN6_IS_ADDR_V4MAPPED(&six) ? text.substr(text.rfind(':') + 1) : std::string(bytes, 8);
}

Result<Done> Pace::count(std::string_view peer, Instant now) {
  const std::lock_guard lock(mutex_);
  if (windows_.size() >= networks_max) make_room(now);
  auto& window = windows_[network_of(peer)];
  if (window.ends_at <= now) window = {.ends_at = now + window_ms_};
  if (window.count >= limit_) {
    const auto left = (window.ends_at.ms - now.ms + second_ms - 1) / second_ms;
    return refuse(
        RefusalKind::too_many,
        Obstacle{.code = "api.too_many", .parameters = {{"retry_after_s", std::to_string(left)}}});
  }
  ++window.count;
  return Done{};
}

// Those whose window has ended; were there as many at work all at once, all begin anew rather than
// fill the memory.
void Pace::make_room(Instant now) {
  std::erase_if(windows_, [&](const auto& one) { return one.second.ends_at <= now; });
  if (windows_.size() >= networks_max) windows_.clear();
}

}  // namespace api
