#pragma once

#include <memory>

#include "app/demo.h"

// An association with as many people and requests as are asked for: some lives that the use cases
// wrote, then copies of them, row by row, in bulk.
namespace app {

struct CrowdWanted {
  std::int64_t people = 0, requests = 0;
  std::uint32_t seed = 1451;
  std::string slug = "namaa", pack = "teryaq";
  int lived = 200;       // people whose lives are copied
  bool is_told = false;  // progress on standard error
};

struct CrowdMade {
  std::int64_t people = 0, requests = 0, rows = 0;
  double seconds = 0;  // that the rows took, indexes and all
  int sampled = 0;     // requests put to the engine again
  int legal = 0;       // of them: every act was taken, every digest and clock as recorded
  std::string why;     // of the first that was not
};

// What can be made: at most four requests a person. Empty, or why not.
std::string why_no_crowd(const CrowdWanted& wanted);

// Founds the association and lives there through the use cases. `clock` is the house's. `from` and
// `to` are mornings in Riyadh: a day is lived for eight hours and copied up to an hour later, and
// on another day due dates would be others. Throws std::invalid_argument where a day would not end
// before midnight.
std::unique_ptr<DemoTown> live_crowd(House& house, kernel::Clock& clock, const CrowdWanted& wanted,
                                     const std::string& stored_password, Instant from, Instant to);
// Copies the lives until there are as many as wanted, and seals the audit log. Closes the house:
// nobody may have the database open meanwhile.
CrowdMade copy_crowd(House& house, const CrowdWanted& wanted, const std::vector<DemoStaff>& staff,
                     Instant now);

}  // namespace app
