#pragma once

#include <functional>

#include "platform/api/api.h"

namespace parties {

struct Swept {
  std::int64_t people = 0, pairs = 0;
};
// Compares everybody of the register with everybody (in memory, on two threads): new pairs come
// into the queue, open ones that no longer look alike leave it, judged ones stay. One program at a
// time; nothing when another is at it. Some 10 s and 300 MB at a million people.
std::optional<Swept> sweep_duplicates(api::Tenant& tenant, Instant now,
                                      const std::function<bool()>& is_stopped = {});

// People came in by the hundred: the next sweep does not wait for the day to be over.
void ask_for_sweep(db::Transaction& tx, const AssociationId& association);

// Whether the last sweep is a day old and now is the time: at night, or at once where it takes no
// more than a second.
bool is_sweep_due(db::Transaction& tx, const api::Tenant& tenant, Instant now);

}  // namespace parties
