#include "platform/kernel/networks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace kernel {
namespace {

constexpr int bits_of_six = 128, bits_before_four = 96;

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

bool Networks::read_address(std::string_view text, Bytes& bytes) {
  const std::string address(text.substr(0, INET6_ADDRSTRLEN));
  bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (::inet_pton(AF_INET, address.c_str(), bytes.data() + bits_before_four / 8) == 1) return true;
  return ::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
}

bool Networks::same_start(const Bytes& one, const Bytes& other, int bits) {
  const auto whole = bits / 8;
  if (!std::equal(one.begin(), one.begin() + whole, other.begin())) return false;
  const auto rest = bits % 8;
  const auto at = static_cast<std::size_t>(whole);
  return rest == 0 || ((one[at] ^ other[at]) >> (8 - rest)) == 0;
}

bool Networks::read_one(std::string_view text, Network& network) {
  const auto slash = text.find('/');
  if (!read_address(text.substr(0, slash), network.address)) return false;
  network.bits = bits_of_six;
  if (slash == text.npos) return true;
  const bool six = text.find(':') != text.npos;
  const auto given = number_of(text.substr(slash + 1));
  if (!given || *given < 1 || *given > (six ? bits_of_six : bits_of_six - bits_before_four))
    return false;
  network.bits = *given + (six ? 0 : bits_before_four);
  Bytes start{};
  for (int bit = 0; bit < network.bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    start[at] = static_cast<unsigned char>(start[at] | (network.address[at] & (0x80 >> bit % 8)));
  }
  return start == network.address;
}

Result<Networks> Networks::read(std::string_view text) {
  Networks networks;
  std::vector<Obstacle> obstacles;
  for (const auto& part : split(text, ',')) {
    const auto one = trim(part);
    if (one.empty()) continue;
    Network network;
    if (read_one(one, network)) {
      networks.all_.push_back(network);
    } else {
      obstacles.push_back(Obstacle{.code = "config.network", .parameters = {{"network", one}}});
    }
  }
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(obstacles)};
  return networks;
}

bool Networks::contain(std::string_view address) const {
  Bytes bytes{};
  if (!read_address(address, bytes)) return false;
  return std::ranges::any_of(all_, [&](const Network& network) {
    return same_start(bytes, network.address, network.bits);
  });
}

bool is_address(std::string_view text) {
  const std::string address(text.substr(0, INET6_ADDRSTRLEN));
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, address.c_str(), bytes) == 1 ||
         ::inet_pton(AF_INET6, address.c_str(), bytes) == 1;
}

}  // namespace kernel
