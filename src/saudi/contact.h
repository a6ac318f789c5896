#pragma once

#include <optional>
#include <string>
#include <string_view>

// Phones, short addresses and IBANs (domain/saudi.md section 2), from what somebody typed to one
// stored form.
namespace saudi {

// A mobile in E.164 ("+966512345678"): every way of writing a Saudi mobile folds to the same; other
// countries by their shape (+, 8 to 15 digits).
std::optional<std::string> read_mobile(std::string_view typed);
// Also landlines (+966 1X and seven digits), 9200… and 800… numbers.
std::optional<std::string> read_phone(std::string_view typed);
std::string masked_phone(std::string_view e164);  // "•••• 5678"

std::optional<std::string> read_short_address(std::string_view typed);  // "RAAA2919"
std::optional<std::string> read_iban(std::string_view typed);  // "SA…", 24 characters, mod 97
bool is_email(std::string_view text);  // shape only: RFC 5321 lengths, one @, a dot in the domain

}  // namespace saudi
