#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace matching {

// A digest of what is only ever compared: a number, a phone, an address. 0: unknown.
using Digest = std::uint64_t;

struct Birth {
  Date date;           // Gregorian, derived where the document prints it otherwise
  bool hijri = false;  // as it is printed
};

struct Number {
  std::string type;  // NAT | IQA | GCC | PAS | border
  Digest digest = 0;
};

enum class Gender : std::uint8_t { unknown, female, male };

// What two records of people are compared by (domain/saudi.md section 4). The name is as it was
// written; everything but the name may be missing.
struct Person {
  std::string name;
  std::optional<Birth> birth;
  Gender gender = Gender::unknown;
  std::vector<Number> numbers;
  std::vector<Digest> phones;
  Digest address = 0;
};

}  // namespace matching
