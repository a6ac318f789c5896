#pragma once

#include <functional>

#include "matching/compare.h"

// Who is compared with whom at all. Private to this room.
namespace matching {

// Each finds those whom another misses: a slip in a name, a dropped part, a wrong date, no date.
enum class Block : std::uint8_t {
  number,
  phone,  // and the first letter of the given name
  birth_and_given,
  birth_and_family,    // a slip in the given name
  birth_exchanged,     // day and month
  given_other_family,  // of the names between, each: one may be dropped
  given_and_two,       // the family is dropped, or written otherwise
  address_and_given,
};
inline constexpr int block_count = 8;

void block_keys(Block by, const Name& name, const Person& person,
                const std::function<void(std::uint64_t)>& put);

}  // namespace matching
