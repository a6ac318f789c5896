#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "platform/db/db.h"

// Who did or read what, in the same transaction. No personal value: ids, codes and digests only.
// Each entry carries its own hash; the sealer links them in batches, in commit order, per
// association.
namespace audit {

struct Who {
  std::string kind;          // "staff", "applicant", "operator", "system"
  std::string id;            // id of the staff member, the claim or the party; empty for system
  std::string role = {};     // as which role, when staff
  std::string address = {};  // a keyed digest of the network address, or empty
};

struct Entry {
  std::string action;       // "request.submitted", "party.opened": dotted, past tense
  std::string object;       // id of what it was done to
  std::string party = {};   // the party whose file it concerns, or empty
  std::string detail = {};  // canonical JSON of codes, ids and digests
};

// Appends an entry.
void record(db::Transaction& tx, const AssociationId& association, const Who& who, Instant now,
            const Entry& entry);

// Notes that somebody opened a file. Repeated openings by one reader within ten minutes are one
// entry, but in confidential files each is.
void record_opening(db::Transaction& tx, const AssociationId& association, const Who& who,
                    Instant now, const Entry& entry, bool confidential);
// Whether that reader's opening of that file is on record within the ten minutes before `now`.
bool is_repeated(db::Transaction& tx, const AssociationId& association, const Who& who, Instant now,
                 const Entry& entry);

struct Listed {
  std::int64_t seq = 0;
  Instant at;
  Who who;
  Entry entry;
};
// Newest first, `before` exclusive (0: from the newest), at most `limit` (≤ 200). Filters are
// exact; empty means any.
struct Filter {
  std::string party, object, who, action;
};
std::vector<Listed> list(db::Transaction& tx, const AssociationId& association,
                         const Filter& filter, std::int64_t before, int limit);

// Links the entries that are not sealed yet, oldest first, at most `limit`; returns how many.
// Called by a job.
int seal_pending(db::Transaction& tx, const AssociationId& association, Instant now,
                 int limit = 1000);
// All of them, for entries that came from another database: what was a gap there is sealed as one.
// Only where nothing else writes.
void seal_all(db::Transaction& tx, const AssociationId& association, Instant now);

struct Verdict {
  std::int64_t entries = 0, sealed = 0;  // good ones; the rest of them is not sealed yet
  std::optional<std::int64_t>
      first_bad;  // seq of the first entry that was changed, removed or reordered
  // "hash": the entry's own fields were changed; "missing": it was removed; "link": somebody
  // changed entries together with their hashes, or a seal: the first of that batch.
  std::string why;
};
// Whether a number that nobody has is no loss, among entries that are not sealed yet: PostgreSQL
// hands numbers out before it is known who commits.
enum class Gaps { as_here, allowed };
Verdict verify(db::Transaction& tx, const AssociationId& association, Gaps gaps = Gaps::as_here);

}  // namespace audit
