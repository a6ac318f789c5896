#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/db.h"

// Counting attempts, before they are judged. Private to this room.
namespace auth::attempts {

struct Rule {
  std::string_view kind;  // "sign_in.account"
  int limit = 5;          // so many in a window …
  std::int64_t window_ms = 15 * minute_ms;
  std::int64_t pause_ms = minute_ms;    // … then a pause, doubled each time within a day …
  std::int64_t pause_ms_max = hour_ms;  // … up to this
  std::string_view refusal = "sign_in.too_many";
};

struct Counted {
  bool begins_pause = false;  // this was the last one before a pause
};

// Counts one attempt of `subject` (a keyed digest), or refuses too_many with retry_after_s. Exactly
// `limit` are let through before a pause, however many run side by side: check and raise are one
// transaction, which must be kept. After a pause a single wrong attempt brings the next, longer
// one.
Result<Counted> count(db::Transaction& tx, const AssociationId& association, const Rule& rule,
                      std::string_view subject, Instant now);
// Forgets the subject (it proved itself).
void forget(db::Transaction& tx, const AssociationId& association, const Rule& rule,
            std::string_view subject);
// Gives one attempt back, and lifts the pause that this very attempt brought.
void give_back(db::Transaction& tx, const AssociationId& association, const Rule& rule,
               std::string_view subject, Instant now);

// Deletes counters that can no longer matter.
std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant now);

}  // namespace auth::attempts
