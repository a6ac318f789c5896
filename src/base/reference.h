#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The number that people see and say over the phone: YY-NNNNNN-C. YY is the Hijri year of opening
// (two digits), NNNNNN a running number of the association (more digits when it is full), C a check
// digit that finds every single wrong digit and every swap of neighbours (Damm's algorithm, H. M.
// Damm 2004).
std::string make_reference(int hijri_year, std::int64_t number);

// The canonical form of what somebody typed: any digit set, with or without hyphens and spaces;
// nothing if the check digit is wrong.
std::optional<std::string> parse_reference(std::string_view typed);
