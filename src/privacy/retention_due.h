#pragma once

#include <functional>
#include <vector>

#include "privacy/retention_rows.h"

// What is over its period. Private to this room.
namespace privacy {

// One thing of a category: a file, the circumstances of one, an attachment, a former value, a
// message.
struct Due {
  PartyId party;             // whose file it lies in
  std::string id;            // of an attachment or a message; of a former value its field
  std::int64_t version = 0;  // of a former value
};

// From `after` on (a party's id; empty: from the beginning), of at most `people` files where the
// category is looked through file by file, and at most `limit` things. Those on hold, and those
// with something open, are not due.
struct DueSearch {
  Category category = Category::served_file;
  Instant before;
  std::string after;
  int people = 0, limit = 0;
};
struct DueFound {
  std::vector<Due> due;
  std::optional<std::string> next;  // nothing: that was the last
};
DueFound find_due(db::Transaction& tx, const AssociationId& association, const DueSearch& search);

// Whether the whole file is due as this category, now.
bool is_file_due(db::Transaction& tx, const AssociationId& association, Category category,
                 const PartyId& party, Instant before);

}  // namespace privacy
