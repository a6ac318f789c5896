#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/id.h"

namespace kernel {

// Cryptographically strong bytes (libsodium). Throws std::runtime_error when the system has none.
void fill_random(std::span<std::uint8_t> bytes);

template <std::size_t count>
std::array<std::uint8_t, count> random_array() {
  std::array<std::uint8_t, count> bytes{};
  fill_random(bytes);
  return bytes;
}

// Uniform in 0 … below - 1.
std::uint32_t random_below(std::uint32_t below);

// 130 random bits as 26 characters of [a-z2-7]: request ids, and tokens of links and sign-ins.
std::string random_text();

// A new id (UUIDv7): new_id<StaffId>(now).
template <class SomeId>
SomeId new_id(Instant now) {
  return SomeId{uuid_v7(now, random_array<10>())};
}

}  // namespace kernel
