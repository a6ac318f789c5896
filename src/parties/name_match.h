#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parties {

// How a typed part met a part of a name.
enum class How : std::uint8_t { same, spelling, script, beginning, similar };
constexpr std::string_view name_of(How how) {
  constexpr std::string_view names[] = {"same", "spelling", "script", "beginning", "similar"};
  return names[static_cast<std::size_t>(how)];
}

struct MatchedPart {
  std::string part;  // of the name, as it is written but in one word: عبدالله
  How how = How::same;
  std::size_t letters = 0;  // of a beginning: how many of the part; 0: not in the same script

  bool operator==(const MatchedPart&) const = default;
};

}  // namespace parties
