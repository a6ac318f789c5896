#pragma once

#include <cstdint>
#include <string_view>

// Which form of a counted noun goes with a number, by the names of CLDR: Arabic has six (zero, one,
// two, few 3–10, many 11–99, other), English two (one, other). Any other language is taken for
// English.
std::string_view plural_form(std::int64_t count, std::string_view language);
