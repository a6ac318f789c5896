#include "saudi/identity.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace saudi {
namespace {

constexpr std::array<std::string_view, 5> kind_names = {"NAT", "IQA", "GCC", "PAS", "border"};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string cleaned(std::string_view typed) {
  std::string text = without_spaces(fold_digits(strip_invisible(typed)));
  std::erase(text, '-');
  return text;
}

}  // namespace

std::string_view name_of(IdentityKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<IdentityKind> identity_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<IdentityKind>(found - kind_names.begin());
}

bool luhn_holds(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
    const int value = (*digit - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

std::optional<IdentityNumber> read_identity(IdentityKind kind, std::string_view typed) {
  IdentityNumber identity{kind, cleaned(typed)};
  std::string& number = identity.number;
  const bool ten = all_digits(number) && number.size() == 10;
  bool fits = false;
  switch (kind) {
    case IdentityKind::national:
      fits = ten && number[0] == '1' && luhn_holds(number);
      break;
    case IdentityKind::residence:
      fits = ten && number[0] == '2' && luhn_holds(number);
      break;
    case IdentityKind::border:
      fits = ten && number[0] >= '3' && number[0] <= '5';
      identity.checksum_doubt = fits && !luhn_holds(number);
      break;
    case IdentityKind::gcc:
      fits = all_digits(number) && number.size() >= 7 && number.size() <= 15;
      break;
    case IdentityKind::passport:
      std::ranges::transform(number, number.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      });
      fits = number.size() >= 5 && number.size() <= 12 && std::ranges::all_of(number, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
             });
      break;
  }
  return fits ? std::optional(identity) : std::nullopt;
}

std::optional<IdentityNumber> read_identity(std::string_view typed) {
  for (const auto kind : {IdentityKind::national, IdentityKind::residence, IdentityKind::border}) {
    if (auto read = read_identity(kind, typed)) return read;
  }
  return std::nullopt;
}

std::string masked(std::string_view number) {
  if (number.size() < 6) return std::string(number.size(), '*');
  std::string shown(number.substr(0, 1));
  for (std::size_t i = 4; i < number.size(); ++i) shown += "\xE2\x80\xA2";
  return shown + std::string(number.substr(number.size() - 3));
}

}  // namespace saudi
