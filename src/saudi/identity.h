#pragma once

#include <optional>
#include <string>
#include <string_view>

// Identity numbers (domain/saudi.md section 1). Codes of the kinds are those of ZATCA's scheme:
// NAT, IQA, GCC, PAS; border is ours.
namespace saudi {

enum class IdentityKind : std::uint8_t { national, residence, gcc, passport, border };
std::string_view name_of(IdentityKind kind);  // "NAT" "IQA" "GCC" "PAS" "border"
std::optional<IdentityKind> identity_kind_named(std::string_view name);

struct IdentityNumber {
  IdentityKind kind = IdentityKind::national;
  std::string number;           // ASCII
  bool checksum_doubt = false;  // of a border number: Luhn does not hold, which is only a warning
};

// What somebody typed (any digit set, with spaces or bidi marks) as a number of the kind; nothing
// when it cannot be one. National and residence numbers: ten digits, the first 1 or 2, Luhn. GCC: 7
// to 15 digits. Border: ten digits beginning with 3, 4 or 5. Passport: 5 to 12 letters and digits.
std::optional<IdentityNumber> read_identity(IdentityKind kind, std::string_view typed);
// The kind by the first digit, for a box that takes any: 1 national, 2 residence, 3–5 border.
std::optional<IdentityNumber> read_identity(std::string_view typed);

std::string masked(std::string_view number);  // "1••••••675": its first and its last three
bool luhn_holds(std::string_view digits);

}  // namespace saudi
