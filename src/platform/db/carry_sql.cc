#include "platform/db/carry_sql.h"

#include <map>
#include <memory>
#include <mutex>

#include "platform/db/row_code.h"

namespace db::carrying {

// A statement known at run time only, made once: Sql looks into a text that never ends.
const Sql& statement(const std::string& text) {
  static std::mutex mutex;
  static auto& made = *new std::map<std::string, std::unique_ptr<Sql>>;
  const std::lock_guard lock(mutex);
  const auto entry = made.try_emplace(text).first;
  if (!entry->second)  // new, or there was no memory for it the last time
    entry->second = std::make_unique<Sql>(entry->first);
  return *entry->second;
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::vector<std::string> columns_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

// The parts of the key that tell rows of one association apart.
std::vector<std::size_t> own_key(const Table& table) {
  return {table.key.begin() + (table.of_association ? 1 : 0), table.key.end()};
}

std::vector<std::string> own_key_names(const Table& table) {
  std::vector<std::string> names;
  for (const auto place : own_key(table)) names.push_back(table.columns[place].name);
  return names;
}

std::string parameters(std::size_t first, std::size_t count) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("$" + std::to_string(first + i));
  return listed(words);
}

std::string insert_text(const Table& table, std::size_t rows) {
  const auto columns = table.columns.size();
  std::vector<std::string> each;
  for (std::size_t i = 0; i < rows; ++i)
    each.push_back("(" + parameters(1 + i * columns, columns) + ")");
  return "INSERT INTO " + table.name + " (" + listed(columns_of(table)) + ") VALUES " +
         listed(each);
}

void put_cell_of(std::string& out, const Column& column, const Row& row, int place) {
  if (row.null(place)) {
    put_cell(out, nullptr);
  } else if (column.kind == Value::Kind::integer) {
    put_cell(out, row.integer(place));
  } else if (column.kind == Value::Kind::bytes) {
    put_cell(out, Bytes{row.bytes(place)});
  } else {
    put_cell(out, row.text(place));
  }
}

void encode(std::string& out, const Table& table, const Row& row) {
  out.clear();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    put_cell_of(out, table.columns[i], row, column);
  }
}

[[noreturn]] void not_of(const Table& table) {
  throw Error(Error::Kind::other, "a row is not of the table " + table.name);
}

std::vector<Value> first_values(const Table& table, const AssociationId& whose) {
  std::vector<Value> values;
  if (table.of_association) values.emplace_back(whose);
  return values;
}

}  // namespace db::carrying
