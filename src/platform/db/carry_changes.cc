#include "platform/db/carry_changes.h"

#include <algorithm>

#include "platform/db/carry_sql.h"
#include "platform/db/row_code.h"

namespace db {

using carrying::columns_of;
using carrying::encode;
using carrying::first_values;
using carrying::listed;
using carrying::not_of;
using carrying::own_key;
using carrying::statement;

namespace {

// So many keys in one statement: each part is of this size or of one key, so that few statements
// are prepared.
constexpr std::size_t part_keys = 32;

std::vector<Value> cells_of(const Table& table, std::string_view text) {
  auto cells = decode_row(table, text);
  if (!cells) not_of(table);
  return std::move(*cells);
}

int compare_cells(const Value& left, const Value& right) {
  if (left.kind == Value::Kind::integer)
    return left.integer < right.integer ? -1 : static_cast<int>(left.integer > right.integer);
  return left.data.compare(right.data);
}

// $1 the association where there is one, then the cells of so many keys. Each names all of its key,
// so that SQLite looks each up by itself.
std::string where_keys(const Table& table, const Table& key, std::size_t count) {
  const std::string whose = table.of_association ? "association_id = $1" : "";
  std::size_t next = table.of_association ? 2 : 1;
  std::string any;
  for (std::size_t i = 0; i < count; ++i) {
    std::string one = whose;
    for (const auto& column : key.columns)
      one += (one.empty() ? "" : " AND ") + column.name + " = $" + std::to_string(next++);
    any += (any.empty() ? "(" : " OR (") + one + ")";
  }
  return " WHERE " + any;
}

}  // namespace

RowsByKey::RowsByKey(const Table& table, AssociationId whose)
    : table_(table), whose_(std::move(whose)) {
  key_.name = table.name;
  for (const auto place : own_key(table)) key_.columns.push_back(table.columns[place]);
}

std::string RowsByKey::key_of(std::string_view row) const {
  const auto cells = cells_of(table_, row);
  std::string key;
  for (const auto place : own_key(table_)) put_cell(key, cells[place]);
  return key;
}

int RowsByKey::compare(std::string_view left, std::string_view right) const {
  const auto lefts = cells_of(key_, left);
  const auto rights = cells_of(key_, right);
  for (std::size_t i = 0; i < lefts.size(); ++i) {
    if (const int order = compare_cells(lefts[i], rights[i]); order != 0) return order;
  }
  return 0;
}

void RowsByKey::in_parts(std::span<const std::string> keys, const std::string& head,
                         const std::function<void(const Sql&, std::span<const Value>)>& use) const {
  while (!keys.empty()) {
    const std::size_t count = keys.size() >= part_keys && !key_.columns.empty() ? part_keys : 1;
    auto values = first_values(table_, whose_);
    for (const auto& key : keys.first(count))
      for (const auto& cell : cells_of(key_, key)) values.push_back(cell);
    use(statement(head + where_keys(table_, key_, count)), values);
    keys = keys.subspan(count);
  }
}

std::map<std::string, std::string> RowsByKey::find(Transaction& tx,
                                                   std::span<const std::string> keys) const {
  std::map<std::string, std::string> found;
  std::string text;
  in_parts(keys, "SELECT " + listed(columns_of(table_)) + " FROM " + table_.name,
           [&](const Sql& sql, std::span<const Value> values) {
             tx.each_with(
                 sql,
                 [&](const Row& row) {
                   encode(text, table_, row);
                   found[key_of(text)] = text;
                 },
                 values);
           });
  return found;
}

void RowsByKey::erase(Transaction& tx, std::span<const std::string> keys) const {
  in_parts(keys, "DELETE FROM " + table_.name,
           [&](const Sql& sql, std::span<const Value> values) { tx.execute_with(sql, values); });
}

std::int64_t count_rows(Transaction& tx, const Table& table, const AssociationId& whose) {
  std::int64_t rows = 0;
  tx.each_with(
      statement("SELECT COUNT(*) FROM " + table.name +
                (table.of_association ? " WHERE association_id = $1" : "")),
      [&](const Row& row) { rows = row.integer(0); }, first_values(table, whose));
  return rows;
}

void pass_numbers(Transaction& tx, std::int64_t greatest) {
  for (auto number = tx.next_number(); number && *number < greatest; number = tx.next_number()) {
    if (greatest - *number < 2) continue;
    tx.each_with(
        statement("SELECT MAX(nextval('numbers')) FROM generate_series(1, $1)"), [](const Row&) {},
        std::vector<Value>{Value(greatest - *number - 1)});
  }
}

}  // namespace db
