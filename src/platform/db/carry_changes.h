#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/carry.h"

// Rows of one association by their key, for a carrying that follows what changes meanwhile. A key
// is the cells of the table's key but the association, encoded as in row_code.h; of a table with
// one row for each association it is empty.
namespace db {

class RowsByKey {
 public:
  RowsByKey(const Table& table, AssociationId whose);

  std::string key_of(std::string_view row) const;
  // Less than, equal to or greater than zero, in the order in which rows are carried.
  int compare(std::string_view left, std::string_view right) const;
  // Those of these keys that are there, encoded, by their keys.
  std::map<std::string, std::string> find(Transaction& tx, std::span<const std::string> keys) const;
  void erase(Transaction& tx, std::span<const std::string> keys) const;

 private:
  void in_parts(std::span<const std::string> keys, const std::string& head,
                const std::function<void(const Sql&, std::span<const Value>)>& use) const;
  const Table& table_;
  const AssociationId whose_;
  Table key_;  // the columns of the key alone: its cells are decoded like a row
};

std::int64_t count_rows(Transaction& tx, const Table& table, const AssociationId& whose);

// Takes numbers (Transaction::next_number) until the next is greater than `greatest`, which rows
// that were brought along have already. Nothing where numbers have no gaps.
void pass_numbers(Transaction& tx, std::int64_t greatest);

}  // namespace db
