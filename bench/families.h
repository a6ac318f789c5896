#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "matching/person.h"

namespace bench {

// A record of a person as somebody typed it.
struct Record {
  std::uint32_t who = 0;  // records of one person have one
  matching::Person person;
};

// What goes wrong when a person is registered a second time; shares of the second records.
struct Errors {
  double again = 0.1;  // of the people: registered again; a tenth of them a third time
  double spelling = 0.4, article = 0.1, connector = 0.15;  // ة/ه, أ/ا; الغامدي/غامدي; بن
  double typing = 0.12;                                    // one letter of one part
  double dropped_part = 0.25, dropped_family = 0.04, latin = 0.08;
  double birth_missing = 0.05, birth_exchanged = 0.04, birth_digit = 0.04, other_calendar = 0.3;
  double phone_missing = 0.1, phone_changed = 0.2;
  double address_missing = 0.5, address_changed = 0.1;
};

// Records of families: parents, children (twins among them), grandparents who give their names to
// grandsons, cousins of one grandfather; phones and addresses are shared in a household. Not more
// than one record of a person has an identity number, so that nothing decides by rule. The same
// seed, the same records, in an order of its own.
std::vector<Record> make_families(std::size_t records, std::uint64_t seed,
                                  const Errors& errors = {});

}  // namespace bench
