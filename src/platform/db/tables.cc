#include "platform/db/tables.h"

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace db {
namespace {

struct Closer {
  void operator()(sqlite3* file) const { sqlite3_close(file); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using File = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

[[noreturn]] void fail(const File& file) {
  throw Error(
      Error::Kind::lost,
      std::string("the tables of the migrations are not known: ") + sqlite3_errmsg(file.get()),
      "db.migration_failed");
}

File made_of(const std::vector<Migration>& migrations) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open(":memory:", &opened);
  File file(opened);
  if (code != SQLITE_OK) fail(file);
  for (const auto& migration : migrations) {
    if (sqlite3_exec(file.get(), migration.text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      fail(file);
  }
  return file;
}

// Of each column: table, name, type, whether it must hold something, its place in the key from 1.
constexpr const char* columns_of_all =
    "SELECT t.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_master t "
    "JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid";

std::string text(const Statement& statement, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), column));
}

Value::Kind kind_of(const std::string& type) {
  if (type == "BIGINT") return Value::Kind::integer;
  return type == "BYTEA" ? Value::Kind::bytes : Value::Kind::text;
}

}  // namespace

std::vector<Table> tables_of(const std::vector<Migration>& migrations) {
  const File file = made_of(migrations);
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(file.get(), columns_of_all, -1, &prepared, nullptr);
  const Statement statement(prepared);
  if (code != SQLITE_OK) fail(file);
  std::vector<Table> tables;
  while (sqlite3_step(prepared) == SQLITE_ROW) {
    if (tables.empty() || tables.back().name != text(statement, 0))
      tables.push_back({.name = text(statement, 0)});
    auto& table = tables.back();
    table.columns.push_back({.name = text(statement, 1),
                             .kind = kind_of(text(statement, 2)),
                             .may_be_null = sqlite3_column_int(prepared, 3) == 0});
    const auto place = static_cast<std::size_t>(sqlite3_column_int(prepared, 4));
    if (place == 0) continue;
    table.key.resize(std::max(table.key.size(), place));
    table.key[place - 1] = table.columns.size() - 1;
  }
  for (auto& table : tables) {
    table.of_association =
        !table.key.empty() && table.columns[table.key.front()].name == "association_id";
  }
  return tables;
}

std::vector<Migration> up_to(const std::vector<Migration>& migrations, int number) {
  std::vector<Migration> first;
  std::ranges::copy_if(migrations, std::back_inserter(first),
                       [&](const Migration& one) { return one.number <= number; });
  return first;
}

}  // namespace db
