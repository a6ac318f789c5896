#pragma once

#include <set>

#include "procedure/replay.h"
#include "requests/item_values.h"
#include "requests/request_row.h"

// Whole histories of many requests, for replay: read in order of id, a part at a time.
namespace requests {

struct History {
  RequestId id;
  std::string reference, kind, policy_version;
  Class confidentiality = Class::ordinary;
  bool readable = true;  // else something of it is Unreadable, and what was read is not whole
  std::vector<procedure::Event> events;
  // Facts for conditions, of the names asked for, in order of time; those of an erased person are
  // not there.
  std::vector<procedure::KnownValue> values;
};

// The next `most` requests after `after` (empty: from the first), without their events.
std::vector<History> read_heads(db::Transaction& tx, const AssociationId& association,
                                const RequestId& after, int most);
// Fills in the events of these, which must stand in order of id with none left out between.
void read_events(db::Transaction& tx, const AssociationId& association,
                 std::vector<History>& histories);
// The values that conditions ask for: names of items, or "record.STEP.FIELD".
void read_facts(db::Transaction& tx, seal::Keeper& keeper, const AssociationId& association,
                const std::set<std::string>& names, History& history);

}  // namespace requests
