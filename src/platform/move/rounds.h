#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/db/carry_changes.h"
#include "platform/move/move.h"

namespace move {

enum class Compare : std::uint8_t { nothing, changed, all };

// Makes the new side what the old side is in one snapshot, again and again: what was noted since
// the last round, as far as it had been copied, and then every row after the last that is there.
// So a first round, a later one and one after a kill are the same.
class Rounds {
 public:
  Rounds(const Move& move, db::Store& to);
  // How many rows were brought over or taken away. Refuses move.differs {table}.
  Result<std::int64_t> round(Compare compare, const std::string& phase);

 private:
  struct OfTable {
    const db::Table* table = nullptr;
    db::RowsByKey by_key;
    std::string last;                         // row that is at the new side
    std::vector<std::string> changed;         // keys, up to that row's
    std::map<std::string, std::string> rows;  // of those that are there still
    std::int64_t appended = 0;
  };
  std::vector<OfTable> look(db::Transaction& from);
  void bring_changes(const std::vector<OfTable>& all);
  void bring_rest(db::Transaction& from, std::vector<OfTable>& all);
  Result<Done> compare(db::Transaction& from, const std::vector<OfTable>& all, Compare how);
  bool same(db::Transaction& from, db::Transaction& to, const OfTable& one, Compare how);
  void tell(std::int64_t more);

  const Move& move_;
  db::Store& to_;
  const std::vector<db::Table> tables_;
  std::map<std::string, std::string> lasts_;  // by table: the last row of the new side
  std::int64_t mark_ = 0;
  Progress progress_;
};

}  // namespace move
