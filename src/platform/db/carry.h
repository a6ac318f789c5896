#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "platform/db/tables.h"

// The rows of one association (or of the directory) on their way from one database into another or
// into a backup, the same for every kind of database: what carries them knows no SQLite and no
// PostgreSQL, only a Transaction to read and a Store to write.
namespace db {

// Calls visit(row), encoded (row_code.h), for each row of the table in the order of its primary key
// and after the row `after` (encoded too; empty: from the first). Reads in pages of some four MiB,
// so memory stays bounded on every database; all pages within the one transaction that it was
// given. A table that belongs to no association is read whole.
void for_each_row(Transaction& tx, const Table& table, const AssociationId& whose,
                  std::string_view after, const std::function<void(std::string_view row)>& visit);

bool holds_rows(Transaction& tx, const Table& table, const AssociationId& whose);
// The last row in the order of its key, encoded; empty when there is none: where a carrying that
// was cut off goes on.
std::string last_row(Transaction& tx, const Table& table, const AssociationId& whose);

// How many rows of a table there are and what they come to, so that two sides can be compared.
class TableSum {
 public:
  explicit TableSum(const Table& table);
  TableSum(TableSum&&) noexcept;
  ~TableSum();
  void add(std::string_view row);
  std::int64_t rows() const;
  std::string digest() const;  // BLAKE2b-256 of the rows so far, in their order

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads every row of a table into its sum.
TableSum sum_of(Transaction& tx, const Table& table, const AssociationId& whose);

// Writes rows into a store, many in a transaction. Throws Error: `other` with the table's name when
// a row is not of the table, `unique` when it is there already, and whatever the store says.
class Loader {
 public:
  explicit Loader(Store& store) : store_(store) {}
  // The table must outlive the next finish().
  void add(const Table& table, std::string_view row);
  void finish();  // what was added and not yet written

 private:
  struct Waiting {
    const Table* table;
    std::string row;
  };
  std::size_t write_from(Transaction& tx, std::size_t first) const;
  Store& store_;
  std::vector<Waiting> waiting_;
  std::size_t bytes_ = 0;
};

// Every text of a statement by which rows of this table are carried, for tests/parity.
std::vector<std::string> carrying_statements(const Table& table);

}  // namespace db
