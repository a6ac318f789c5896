#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tables.h"

// Millions of rows into the tables of one association that nobody else uses meanwhile: data of a
// demo or a bench, which may be thrown away and made again. Everything else goes through a Store.
namespace db {

// Rows of one table, cell by cell in the order of its columns.
class Sheet {
 public:
  explicit Sheet(const Table& table) : table_(&table) {}
  const Table& table() const { return *table_; }
  std::size_t rows() const { return cells_.size() / table_->columns.size(); }
  std::size_t bytes() const { return data_.size(); }
  void add_null() { cells_.push_back({Value::Kind::null, 0, 0}); }
  void add(std::int64_t number) { cells_.push_back({Value::Kind::integer, number, 0}); }
  void add(std::string_view data);  // text or bytes, as the column says
  Value cell(std::size_t row, std::size_t column) const;

 private:
  struct Cell {
    Value::Kind kind;
    std::int64_t number;  // or where its data begins
    std::size_t size;
  };
  const Table* table_;
  std::string data_;
  std::vector<Cell> cells_;
};

class BulkLoader {
 public:
  virtual ~BulkLoader() = default;
  virtual void write(const Sheet& sheet) = 0;
  // The first of so many numbers that follow each other (Transaction::next_number); nothing where
  // rows are counted.
  virtual std::optional<std::int64_t> take_numbers(std::int64_t count) = 0;
  // Makes what was written durable and whole. Without it the rows may or may not be there.
  virtual void finish() = 0;
};

// SQLite: nobody may have the file open. All rows are one transaction, indexes of the tables are
// taken away first and made anew at the end; a program that dies between leaves a damaged file.
// PostgreSQL: the same where `owner` (postgresql://… of the tables' owner) is given and nobody else
// has rows in the database, undone if it does not come to its end; else each sheet is one statement
// of a transaction of its own. Throws as db::open does.
std::unique_ptr<BulkLoader> open_bulk(const Place& place, const std::vector<Table>& tables,
                                      const std::string& owner = {});

// PostgreSQL's statement that inserts a sheet: $n is the array of column n.
std::string bulk_insert_text(const Table& table);

}  // namespace db
