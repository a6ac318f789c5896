#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure.h"

namespace bench {

struct DuplicatesWanted {
  std::vector<std::int64_t> people;  // records of each run
  std::uint64_t seed = 1451;
  std::string database;  // of PostgreSQL, as a superuser: the same task by pg_trgm; or empty
  std::int64_t trgm_people_max = 100'000;
};

// Duplicates among labelled families: how many of the pairs found are right, how many of the true
// ones are found, how long it takes on two threads.
void measure_duplicates(Table& table, const DuplicatesWanted& wanted);

}  // namespace bench
