#pragma once

#include <string>
#include <vector>

#include "measure.h"

namespace bench {

struct ScaleWanted {
  std::vector<int> people;             // 10000 100000 1000000: each size beside the one before
  std::string folder = "build/scale";  // FOLDER/PEOPLE is made once and stays
  std::string program = "build/release/sila";
  std::string database, database_owner;  // of PostgreSQL, PEOPLE for the number; empty: a file each
};
// Each hot path in a crowd of each size (two requests a person), and how long the program takes to
// its first answer there.
void measure_scale(Table& table, const ScaleWanted& wanted);

}  // namespace bench
