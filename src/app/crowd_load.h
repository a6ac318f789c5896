#pragma once

#include "app/crowd_copies.h"

namespace app::crowd {

// Makes all copies and hands them to the loader, made by `threads` others while this one writes.
// Returns how many rows there were. `first_entry`: number of the first audit entry.
std::int64_t load_copies(const Lives& lives, const Plan& plan, const Copies& copies,
                         std::int64_t first_entry, db::BulkLoader& loader, bool is_told,
                         int threads);
// Audit entries that the copies have.
std::int64_t count_entries(const Lives& lives, const Plan& plan);

}  // namespace app::crowd
