#include "platform/db/carry_changes.h"

#include "platform/db/carry_sql.h"
#include "platform/db/row_code.h"

namespace db {

using namespace carrying;

namespace {

// The columns of the key alone, as if they were a table: its cells are decoded like a row.
Table table_of_key(const Table& table) {
  Table key{.name = table.name};
  for (const auto place : own_key(table)) key.columns.push_back(table.columns[place]);
  return key;
}

std::vector<Value> cells_of_key(const Table& key, std::string_view text) {
  auto cells = decode_row(key, text);
  if (!cells) not_of(key);
  return std::move(*cells);
}

std::string where_key(const Table& table) {
  std::string where;
  std::size_t next = 1;
  if (table.of_association) where = "association_id = $" + std::to_string(next++);
  for (const auto& name : own_key_names(table))
    where += (where.empty() ? "" : " AND ") + name + " = $" + std::to_string(next++);
  return where.empty() ? "" : " WHERE " + where;
}

std::vector<Value> values_at(const Table& table, const Table& key, const AssociationId& whose,
                             std::string_view text) {
  auto values = first_values(table, whose);
  for (const auto& cell : cells_of_key(key, text)) values.push_back(cell);
  return values;
}

int compare(const Value& left, const Value& right) {
  if (left.kind == Value::Kind::integer)
    return left.integer < right.integer ? -1 : static_cast<int>(left.integer > right.integer);
  return left.data.compare(right.data);
}

}  // namespace

std::string key_of(const Table& table, std::string_view row) {
  const auto cells = decode_row(table, row);
  if (!cells) not_of(table);
  std::string key;
  for (const auto place : own_key(table)) put_cell(key, (*cells)[place]);
  return key;
}

int compare_keys(const Table& table, std::string_view left, std::string_view right) {
  const auto key = table_of_key(table);
  const auto lefts = cells_of_key(key, left);
  const auto rights = cells_of_key(key, right);
  for (std::size_t i = 0; i < lefts.size(); ++i) {
    if (const int order = compare(lefts[i], rights[i]); order != 0) return order;
  }
  return 0;
}

std::optional<std::string> row_at(Transaction& tx, const Table& table, const AssociationId& whose,
                                  std::string_view key) {
  std::optional<std::string> found;
  tx.each_with(
      statement("SELECT " + listed(columns_of(table)) + " FROM " + table.name + where_key(table)),
      [&](const Row& row) { encode(found.emplace(), table, row); },
      values_at(table, table_of_key(table), whose, key));
  return found;
}

void erase_at(Transaction& tx, const Table& table, const AssociationId& whose,
              std::string_view key) {
  tx.execute_with(statement("DELETE FROM " + table.name + where_key(table)),
                  values_at(table, table_of_key(table), whose, key));
}

void insert_row(Transaction& tx, const Table& table, std::string_view row) {
  const auto cells = decode_row(table, row);
  if (!cells) not_of(table);
  tx.execute_with(statement(insert_text(table)), *cells);
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
    tx.execute_with(statement("SELECT MAX(nextval('numbers')) FROM generate_series(1, $1)"),
                    std::vector<Value>{Value(greatest - *number - 1)});
  }
}

}  // namespace db
