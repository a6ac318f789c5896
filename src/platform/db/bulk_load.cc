#include "platform/db/bulk_load.h"

#include "platform/db/carry_sql.h"
#include "platform/db/file_lock.h"
#include "platform/db/postgres_bulk.h"
#include "platform/db/sqlite_connection.h"

namespace db {

void Sheet::add(std::string_view data) {
  const bool bytes =
      table_->columns[cells_.size() % table_->columns.size()].kind == Value::Kind::bytes;
  cells_.push_back({bytes ? Value::Kind::bytes : Value::Kind::text,
                    static_cast<std::int64_t>(data_.size()), data.size()});
  data_ += data;
}

Value Sheet::cell(std::size_t row, std::size_t column) const {
  const auto& cell = cells_[row * table_->columns.size() + column];
  if (cell.kind == Value::Kind::null) return {nullptr};
  if (cell.kind == Value::Kind::integer) return {cell.number};
  const auto data =
      std::string_view(data_).substr(static_cast<std::size_t>(cell.number), cell.size);
  return cell.kind == Value::Kind::bytes ? Value(Bytes{data}) : Value(data);
}

namespace {

class SqliteBulk final : public BulkLoader {
 public:
  SqliteBulk(const std::string& path, const std::vector<Table>& tables)
      : lock_(path), connection_(path, Access::write, WriterLimits{}) {
    // The log would hold every page once more. What stands there already goes into a journal in
    // memory; an error undoes it all.
    connection_.script(
        "PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; "
        "PRAGMA synchronous=OFF; PRAGMA cache_size=-524288; PRAGMA threads=2");
    connection_.control(Control::begin_write);
    for (const auto& table : tables) take_indexes_away(table);
  }
  SqliteBulk(const SqliteBulk&) = delete;
  SqliteBulk& operator=(const SqliteBulk&) = delete;
  ~SqliteBulk() override {
    if (!connection_.in_transaction()) return;
    try {
      connection_.control(Control::roll_back);
      as_before();
    } catch (const Error&) {
      return;  // the program sets the log up again when it opens the file
    }
  }

  void write(const Sheet& sheet) override {
    const auto& table = sheet.table();
    const auto& insert = carrying::statement(carrying::insert_text(table));
    std::vector<Value> values(table.columns.size(), Value(nullptr));
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = sheet.cell(row, i);
      connection_.execute_with(insert, values);
    }
  }

  std::optional<std::int64_t> take_numbers(std::int64_t) override { return std::nullopt; }

  void finish() override {
    for (const auto& index : indexes_) connection_.script(index);
    connection_.control(Control::commit);
    as_before();
  }

 private:
  void as_before() {
    connection_.script(
        "PRAGMA locking_mode=NORMAL; PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL");
  }
  void take_indexes_away(const Table& table) {
    std::vector<std::string> names;
    const auto& select = carrying::statement(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND "
        "tbl_name = $1");
    connection_.each(
        select,
        [&](const Row& row) {
          names.push_back(row.string(0));
          indexes_.push_back(row.string(1));
        },
        table.name);
    for (const auto& name : names) connection_.script("DROP INDEX " + name);
  }

  const FileLock lock_;
  std::vector<std::string> indexes_;
  SqliteConnection connection_;
};

}  // namespace

std::unique_ptr<BulkLoader> open_bulk(const Place& place, const std::vector<Table>& tables,
                                      const std::string& owner) {
  if (is_postgres(place.database)) return open_postgres_bulk(place, tables, owner);
  return std::make_unique<SqliteBulk>(place.database, tables);
}

}  // namespace db
