#include "saudi/contact.h"

#include <algorithm>

#include "base/text.h"

namespace saudi {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Digits with an optional leading +, separators dropped.
std::string cleaned(std::string_view typed) {
  std::string kept;
  for (const char c : without_spaces(fold_digits(strip_invisible(typed)))) {
    if (c != '-' && c != '(' && c != ')' && c != '.') kept += c;
  }
  return kept;
}

// The part after +966, without a leading 0; empty when it is not a number of the Kingdom.
std::string national_part(const std::string& number) {
  for (const std::string_view prefix : {"+966", "00966", "966"}) {
    if (!number.starts_with(prefix)) continue;
    std::string rest = number.substr(prefix.size());
    if (rest.starts_with('0')) rest.erase(0, 1);
    return all_digits(rest) ? rest : std::string();
  }
  if (!all_digits(number)) return {};
  if (number.starts_with("00")) return {};
  return number.starts_with('0') ? number.substr(1) : number;
}

bool is_mobile(std::string_view part) {
  return part.size() == 9 && part[0] == '5' && part[1] != '2';
}

bool is_landline(std::string_view part) {
  return part.size() == 9 && part[0] == '1' && part[1] >= '1' && part[1] <= '7' && part[1] != '5' &&
         part[2] >= '3' && part[2] <= '9';
}

std::optional<std::string> foreign(std::string number) {
  if (number.starts_with("00")) number = "+" + number.substr(2);
  if (!number.starts_with('+') || number.starts_with("+966")) return std::nullopt;
  const std::string_view digits = std::string_view(number).substr(1);
  if (!all_digits(digits) || digits.size() < 8 || digits.size() > 15 || digits[0] == '0')
    return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::string> read_mobile(std::string_view typed) {
  const std::string number = cleaned(typed);
  const std::string part = national_part(number);
  if (is_mobile(part)) return "+966" + part;
  return foreign(number);
}

std::optional<std::string> read_phone(std::string_view typed) {
  const std::string number = cleaned(typed);
  const std::string part = national_part(number);
  const bool unified = part.size() == 9 && part.starts_with("9200");
  const bool free_of_charge = part.size() == 10 && part.starts_with("800");
  if (is_mobile(part) || is_landline(part) || unified || free_of_charge) return "+966" + part;
  return foreign(number);
}

std::string masked_phone(std::string_view e164) {
  return "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2 " +
         std::string(e164.substr(e164.size() > 4 ? e164.size() - 4 : 0));
}

std::optional<std::string> read_short_address(std::string_view typed) {
  std::string text = without_spaces(fold_digits(strip_invisible(typed)));
  if (text.size() != 8) return std::nullopt;
  for (std::size_t i = 0; i < 8; ++i) {
    char& c = text[i];
    if (i < 4 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (i < 4 ? c < 'A' || c > 'Z' : c < '0' || c > '9') return std::nullopt;
  }
  return text;
}

std::optional<std::string> read_iban(std::string_view typed) {
  std::string text = without_spaces(fold_digits(strip_invisible(typed)));
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  if (text.size() != 24 || !text.starts_with("SA")) return std::nullopt;
  int rest = 0;  // ISO 7064 mod 97 over the number with its first four characters moved to the end
  for (const char c : text.substr(4) + text.substr(0, 4)) {
    if (c >= '0' && c <= '9') {
      rest = (rest * 10 + (c - '0')) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    } else {
      return std::nullopt;
    }
  }
  return rest == 1 ? std::optional(text) : std::nullopt;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > 254 || at == text.npos || at == 0 || at > 64 ||
      text.find('@', at + 1) != text.npos)
    return false;
  const auto domain = text.substr(at + 1);
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != ',' && c != ';' && c != '<' &&
           c != '>' && c != '"';
  };
  return std::ranges::all_of(text, plain) && domain.find('.') != domain.npos &&
         !domain.starts_with('.') && !domain.ends_with('.') && domain.find("..") == domain.npos;
}

}  // namespace saudi
