#pragma once

#include <cstdint>

#include "base/id.h"
#include "platform/db/db.h"

namespace requests {

// Sets so many references of the Hijri year of `now` aside for requests that are carried in
// together; the number of the first.
std::int64_t set_references_aside(db::Transaction& tx, const AssociationId& association,
                                  Instant now, std::int64_t count);

}  // namespace requests
