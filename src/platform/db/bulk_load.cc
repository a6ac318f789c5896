#include "platform/db/bulk_load.h"

#include <condition_variable>
#include <mutex>

#include "platform/db/carry_sql.h"
#include "platform/db/file_lock.h"
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

void put_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i));
}

// PostgreSQL's own form of an array: one dimension from 1, each value behind its length.
std::string array_of(const Sheet& sheet, std::size_t column) {
  constexpr std::uint64_t bytea = 17, int8 = 20, text = 25, no_value = 0xffffffff;
  const auto kind = sheet.table().columns[column].kind;
  const bool is_number = kind == Value::Kind::integer;
  std::string out;
  put_big_endian(out, 1, 4);
  put_big_endian(out, sheet.table().columns[column].may_be_null ? 1 : 0, 4);
  put_big_endian(out, is_number ? int8 : kind == Value::Kind::bytes ? bytea : text, 4);
  put_big_endian(out, sheet.rows(), 4);
  put_big_endian(out, 1, 4);
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto value = sheet.cell(row, column);
    if (value.kind == Value::Kind::null) {
      put_big_endian(out, no_value, 4);
    } else if (is_number) {
      put_big_endian(out, 8, 4);
      put_big_endian(out, static_cast<std::uint64_t>(value.integer), 8);
    } else {
      put_big_endian(out, value.data.size(), 4);
      out += value.data;
    }
  }
  return out;
}

class PostgresBulk final : public BulkLoader {
 public:
  explicit PostgresBulk(const Place& place) : store_(open(place, association_migrations())) {}

  // Some at once, each on a connection of its own: order does not matter to rows.
  void write(const Sheet& sheet) override {
    if (sheet.rows() == 0) return;
    wait_for_fewer_than(at_once);
    auto arrays = std::make_shared<std::vector<std::string>>();
    for (std::size_t i = 0; i < sheet.table().columns.size(); ++i)
      arrays->push_back(array_of(sheet, i));
    {
      const std::lock_guard hold(mutex_);
      ++under_way_;
    }
    const auto& insert = carrying::statement(bulk_insert_text(sheet.table()));
    store_->write<std::string>(
        [arrays, &insert](Transaction& tx, std::string& why) {
          std::vector<Value> values;
          for (const auto& array : *arrays) values.emplace_back(Bytes{array});
          try {
            tx.execute_with(insert, values);
          } catch (const Error& error) {
            why = error.what();
            throw;
          }
          return true;
        },
        [this](End end, const std::string& why) {
          const std::lock_guard hold(mutex_);
          --under_way_;
          if (end != End::committed && why_.empty())
            why_ = why.empty() ? "rows could not be written" : why;
          changed_.notify_all();
        });
  }

  std::optional<std::int64_t> take_numbers(std::int64_t count) override {
    std::optional<std::int64_t> first;
    store_->write_and_wait([&](Transaction& tx) {
      first = tx.one(
          carrying::statement("SELECT MIN(n) FROM (SELECT nextval('numbers') AS n FROM "
                              "generate_series(1, $1::bigint)) AS taken"),
          [](const Row& row) { return row.integer(0); }, count);
      return true;
    });
    if (!first) throw Error(Error::Kind::lost, "no numbers could be taken");
    return first;
  }

  void finish() override {
    wait_for_fewer_than(1);
    store_->close();
  }

 private:
  void wait_for_fewer_than(int count) {
    std::unique_lock hold(mutex_);
    changed_.wait(hold, [&] { return under_way_ < count; });
    if (!why_.empty()) throw Error(Error::Kind::other, why_);
  }

  static constexpr int at_once = 4;
  std::mutex mutex_;  // what follows
  std::condition_variable changed_;
  int under_way_ = 0;
  std::string why_;               // of the first that failed
  std::unique_ptr<Store> store_;  // last: closing it ends what is under way
};

}  // namespace

std::string bulk_insert_text(const Table& table) {
  std::string arrays;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto kind = table.columns[i].kind;
    arrays += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    arrays += kind == Value::Kind::integer ? "::bigint[]"
              : kind == Value::Kind::bytes ? "::bytea[]"
                                           : "::text[]";
  }
  return "INSERT INTO " + table.name + " (" + carrying::listed(carrying::columns_of(table)) +
         ") SELECT * FROM UNNEST(" + arrays + ")";
}

std::unique_ptr<BulkLoader> open_bulk(const Place& place, const std::vector<Table>& tables) {
  if (is_postgres(place.database)) return std::make_unique<PostgresBulk>(place);
  return std::make_unique<SqliteBulk>(place.database, tables);
}

}  // namespace db
