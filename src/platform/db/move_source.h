#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/db/carry.h"

// The side that an association leaves while it is in use: it notes which rows change, and in the
// end takes no more writes. What it needs for that stands beside the association's own tables and
// is taken away by lift().
namespace db {

// Of an Error: the association is being moved, or lives elsewhere by now; nothing was written.
inline constexpr std::string_view being_moved = "db.being_moved";

class MoveSource {
 public:
  virtual ~MoveSource() = default;
  // From now on the keys of rows that change are noted; what was noted before stays. A fence that
  // an earlier attempt left is open again. May be repeated.
  virtual void note_changes(const std::vector<Table>& tables) = 0;
  // One read transaction: one snapshot of rows and notes.
  virtual void read(const std::function<void(Transaction&)>& read) = 0;
  // What is noted after this snapshot is found by each_changed(since: this).
  virtual std::int64_t mark(Transaction& tx) = 0;
  using Visit = std::function<void(const Table& table, std::string_view key)>;
  // Each row that was noted, once; `table` is one of those that note_changes() was given.
  virtual void each_changed(Transaction& tx, std::int64_t since, const Visit& visit) = 0;
  // After this no write of the association is under way, and each is refused (being_moved); where
  // others than this program write, for `fence_s` seconds, so that none waits for a move that died.
  virtual void fence() = 0;
  // The fence stays for good; false when it has lapsed meanwhile.
  virtual bool close_fence() = 0;
  // One write past the fence, while it stands; it stands afterwards.
  virtual void write(const std::function<void(Transaction&)>& write) = 0;
  virtual void open_fence() = 0;
  // Everything of the move's own goes, and writes go on as before.
  virtual void lift() = 0;
};
inline constexpr int fence_s = 30;

// Of a file: through the store that alone writes it, and outlives this.
std::unique_ptr<MoveSource> move_source(Store& store);
// Of PostgreSQL: by a connection of its own as the tables' owner, since the program's role may make
// no trigger. One move of an association at a time: throws Error{retry, db.being_moved} while
// another program does it; Error{lost} when it cannot be reached, db.owner_wanted when this role
// does not own the tables.
std::unique_ptr<MoveSource> move_source(const std::string& owner_url,
                                        const AssociationId& association);

}  // namespace db
