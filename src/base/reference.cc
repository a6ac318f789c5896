#include "base/reference.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"

namespace {

// The quasigroup of order 10 that H. M. Damm gave (2004): totally anti-symmetric.
constexpr std::array<std::array<std::uint8_t, 10>, 10> damm = {
    {{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
     {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
     {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
     {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
     {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
     {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
     {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
     {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
     {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
     {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}
};

int check_digit(std::string_view digits) {
  std::uint8_t interim = 0;
  for (const char c : digits) interim = damm.at(interim).at(static_cast<std::size_t>(c - '0'));
  return interim;
}

}  // namespace

std::string make_reference(int hijri_year, std::int64_t number) {
  char text[40];
  std::snprintf(text, sizeof text, "%02d%06lld", hijri_year % 100, static_cast<long long>(number));
  const std::string digits = text;
  return digits.substr(0, 2) + "-" + digits.substr(2) + "-" + std::to_string(check_digit(digits));
}

std::optional<std::string> parse_reference(std::string_view typed) {
  std::string digits;
  for (const char c : fold_digits(strip_invisible(typed))) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != '-' && c != ' ') {
      return std::nullopt;
    }
  }
  if (digits.size() < 9 || digits.size() > 15 || check_digit(digits) != 0) return std::nullopt;
  return digits.substr(0, 2) + "-" + digits.substr(2, digits.size() - 3) + "-" + digits.back();
}
