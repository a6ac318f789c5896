#include "platform/db/postgres_bulk.h"

#include <libpq-fe.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "platform/db/carry_sql.h"
#include "platform/db/postgres_prepare.h"

namespace db {
namespace {

const std::string take_numbers_text =
    "SELECT MIN(n) FROM (SELECT nextval('numbers') AS n FROM generate_series(1, $1::bigint)) AS "
    "taken";

void put_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i));
}

// PostgreSQL's own form of a cell: its length, or that it is none, and its bytes.
void put_cell(std::string& out, const Value& value) {
  constexpr std::uint64_t no_value = 0xffffffff;
  if (value.kind == Value::Kind::null) {
    put_big_endian(out, no_value, 4);
  } else if (value.kind == Value::Kind::integer) {
    put_big_endian(out, 8, 4);
    put_big_endian(out, static_cast<std::uint64_t>(value.integer), 8);
  } else {
    put_big_endian(out, value.data.size(), 4);
    out += value.data;
  }
}

// One dimension from 1.
std::string array_of(const Sheet& sheet, std::size_t column) {
  constexpr std::uint64_t bytea = 17, int8 = 20, text = 25;
  const auto kind = sheet.table().columns[column].kind;
  std::string out;
  put_big_endian(out, 1, 4);
  put_big_endian(out, sheet.table().columns[column].may_be_null ? 1 : 0, 4);
  put_big_endian(
      out, kind == Value::Kind::integer ? int8 : (kind == Value::Kind::bytes ? bytea : text), 4);
  put_big_endian(out, sheet.rows(), 4);
  put_big_endian(out, 1, 4);
  for (std::size_t row = 0; row < sheet.rows(); ++row) put_cell(out, sheet.cell(row, column));
  return out;
}

// What COPY reads: a mark, flags and their extension (none), the rows, and an end.
std::string copy_form(const Sheet& sheet) {
  constexpr std::string_view mark("PGCOPY\n\377\r\n\0", 11);
  const auto columns = sheet.table().columns.size();
  std::string out(mark);
  put_big_endian(out, 0, 4);
  put_big_endian(out, 0, 4);
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    put_big_endian(out, columns, 2);
    for (std::size_t column = 0; column < columns; ++column) put_cell(out, sheet.cell(row, column));
  }
  put_big_endian(out, 0xffff, 2);
  return out;
}

class PostgresInserts final : public BulkLoader {
 public:
  explicit PostgresInserts(const Place& place) : store_(open(place, association_migrations())) {}

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
          carrying::statement(take_numbers_text), [](const Row& row) { return row.integer(0); },
          count);
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

// As the owner of a database where nobody else has rows: one transaction without indexes, which are
// made at the end, packed; nothing of it is there before it is done.
class PostgresCopy final : public BulkLoader {
 public:
  PostgresCopy(const std::string& owner, const Place& place, const std::vector<Table>& tables)
      : connection_(dial(owner, Host::primary), PQfinish), schema_(schema_of(place)) {
    std::ranges::copy_if(tables, std::back_inserter(tables_), &Table::of_association);
    if (PQstatus(connection_.get()) != CONNECTION_OK)
      throw Error(Error::Kind::lost, "the database does not answer its owner", "db.unreachable");
    run("SET search_path = " + schema_);
    run("BEGIN");
    run("SET LOCAL lock_timeout = '10s'");
    run("SET LOCAL maintenance_work_mem = '256MB'");
  }

  // Row-level security is off for the owner until the transaction ends, and others wait for it.
  bool take_over(const std::string& association) {
    for (const auto& table : tables_)
      run("ALTER TABLE " + table.name + " NO FORCE ROW LEVEL SECURITY");
    for (const auto& table : tables_) {
      const auto others =
          ask("SELECT 1 FROM " + table.name + " WHERE association_id <> $1 LIMIT 1", association);
      if (!others.empty()) return false;
    }
    for (const auto& table : tables_) {
      take_indexes_away(table);
      begin_anew(table);
    }
    return true;
  }

  void write(const Sheet& sheet) override {
    const auto& table = sheet.table();
    run("COPY " + table.name + " (" + carrying::listed(carrying::columns_of(table)) +
            ") FROM STDIN (FORMAT binary, FREEZE)",
        PGRES_COPY_IN);
    const auto rows = copy_form(sheet);
    if (PQputCopyData(connection_.get(), rows.data(), static_cast<int>(rows.size())) != 1 ||
        PQputCopyEnd(connection_.get(), nullptr) != 1)
      fail();
    bool is_done = true;
    while (PGresult* result = PQgetResult(connection_.get())) {
      is_done = is_done && PQresultStatus(result) == PGRES_COMMAND_OK;
      PQclear(result);
    }
    if (!is_done) fail();
  }

  std::optional<std::int64_t> take_numbers(std::int64_t count) override {
    return std::stoll(ask(take_numbers_text, std::to_string(count)).at(0));
  }

  void finish() override {
    for (const auto& statement : indexes_) run(statement);
    for (const auto& table : tables_)
      run("ALTER TABLE " + table.name + " FORCE ROW LEVEL SECURITY");
    run("COMMIT");
    for (const auto& table : tables_) run("ANALYZE " + table.name);
  }

 private:
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

  [[noreturn]] void fail() const {
    throw Error(Error::Kind::other, PQerrorMessage(connection_.get()));
  }
  void run(const std::string& text, ExecStatusType wanted = PGRES_COMMAND_OK) {
    const Result result(PQexec(connection_.get(), text.c_str()), PQclear);
    if (PQresultStatus(result.get()) != wanted) fail();
  }
  // The cells of the rows, one after the other.
  std::vector<std::string> ask(const std::string& text, const std::string& value) {
    const char* values[] = {value.c_str()};
    const Result result(
        PQexecParams(connection_.get(), text.c_str(), 1, nullptr, values, nullptr, nullptr, 0),
        PQclear);
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) fail();
    std::vector<std::string> cells;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
      for (int column = 0; column < PQnfields(result.get()); ++column)
        cells.emplace_back(PQgetvalue(result.get(), row, column));
    }
    return cells;
  }
  // Rows of a table that was emptied in the same transaction are written as they stay; else whoever
  // reads them first, and the server's own cleaning, write every page once more.
  void begin_anew(const Table& table) {
    run("CREATE TEMPORARY TABLE kept AS SELECT * FROM " + table.name);
    run("TRUNCATE " + table.name);
    run("INSERT INTO " + table.name + " SELECT * FROM kept");
    run("DROP TABLE kept");
  }
  void take_indexes_away(const Table& table) {
    const auto name = schema_ + "." + table.name;
    const auto keys =
        ask("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = "
            "$1::regclass AND contype IN ('p', 'u')",
            name);
    for (std::size_t i = 0; i + 1 < keys.size(); i += 2) {
      run("ALTER TABLE " + table.name + " DROP CONSTRAINT " + keys[i]);
      indexes_.push_back("ALTER TABLE " + table.name + " ADD CONSTRAINT " + keys[i] + " " +
                         keys[i + 1]);
    }
    const auto others = ask(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = "
        "$1::regclass",
        name);
    for (std::size_t i = 0; i + 1 < others.size(); i += 2) {
      run("DROP INDEX " + others[i]);
      indexes_.push_back(others[i + 1]);
    }
  }

  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  const std::string schema_;
  std::vector<Table> tables_;  // that belong to associations
  std::vector<std::string> indexes_;
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

std::unique_ptr<BulkLoader> open_postgres_bulk(const Place& place, const std::vector<Table>& tables,
                                               const std::string& owner) {
  if (!owner.empty()) {
    auto copy = std::make_unique<PostgresCopy>(owner, place, tables);
    if (copy->take_over(place.association)) return copy;
  }
  return std::make_unique<PostgresInserts>(place);
}

}  // namespace db
