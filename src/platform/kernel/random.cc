#include "platform/kernel/random.h"

#include <sodium.h>

#include <stdexcept>

namespace kernel {
namespace {

// libsodium counts repeated calls itself; 1 means "was ready".
void make_ready() {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("libsodium cannot start: no source of randomness");
}

}  // namespace

void fill_random(std::span<std::uint8_t> bytes) {
  make_ready();
  randombytes_buf(bytes.data(), bytes.size());
}

std::uint32_t random_below(std::uint32_t below) {
  make_ready();
  return randombytes_uniform(below);
}

std::string random_text() {
  constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  text.reserve(26);
  for (const auto byte : random_array<26>()) text += alphabet[byte & 31u];
  return text;
}

}  // namespace kernel
