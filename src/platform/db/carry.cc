#include "platform/db/carry.h"

#include <sodium.h>

#include <algorithm>

#include "platform/db/carry_sql.h"
#include "platform/db/row_code.h"

namespace db {

using carrying::columns_of;
using carrying::encode;
using carrying::first_values;
using carrying::insert_text;
using carrying::listed;
using carrying::not_of;
using carrying::own_key;
using carrying::own_key_names;
using carrying::parameters;
using carrying::statement;

namespace {

constexpr std::size_t page_bytes = 4 << 20;
constexpr std::int64_t first_page_rows = 16;  // nothing is known of the table's rows yet
constexpr std::int64_t page_rows_max = 2'000;
constexpr std::size_t batch_bytes = 4 << 20;
constexpr std::size_t batch_rows = 2'000;
constexpr std::size_t rows_at_once = 32;

// $1 the association where there is one, then the key to begin after where `goes_on`, last the
// number of rows.
std::string page_text(const Table& table, bool goes_on, bool backwards = false) {
  const auto key = own_key_names(table);
  std::size_t next = 1;
  std::string where;
  if (table.of_association) where = " WHERE association_id = $" + std::to_string(next++);
  if (goes_on) {
    where += (where.empty() ? " WHERE (" : " AND (") + listed(key) + ") > (" +
             parameters(next, key.size()) + ")";
    next += key.size();
  }
  std::string order;
  for (const auto& name : key)
    order += (order.empty() ? " ORDER BY " : ", ") + name + (backwards ? " DESC" : "");
  return "SELECT " + listed(columns_of(table)) + " FROM " + table.name + where + order +
         " LIMIT $" + std::to_string(next);
}

}  // namespace

void for_each_row(Transaction& tx, const Table& table, const AssociationId& whose,
                  std::string_view after, const std::function<void(std::string_view row)>& visit) {
  const auto key = own_key(table);
  std::string last(after);
  std::int64_t limit = first_page_rows;
  for (;;) {
    auto values = first_values(table, whose);
    const bool goes_on = !last.empty();
    if (goes_on && key.empty()) return;  // one row, and it was there already
    const std::string from = last;       // the values look into it
    if (goes_on) {
      const auto cells = decode_row(table, from);
      if (!cells) not_of(table);
      for (const auto place : key) values.push_back((*cells)[place]);
    }
    values.emplace_back(limit);
    std::size_t bytes = 0;
    const auto rows = tx.each_with(
        statement(page_text(table, goes_on)),
        [&](const Row& row) {
          encode(last, table, row);
          bytes += last.size();
          visit(last);
        },
        values);
    if (rows < limit) return;
    const auto mean = static_cast<std::int64_t>(bytes) / rows + 1;
    limit =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(page_bytes) / mean, 1, page_rows_max);
  }
}

bool holds_rows(Transaction& tx, const Table& table, const AssociationId& whose) {
  auto values = first_values(table, whose);
  values.emplace_back(1);
  return tx.each_with(
             statement(page_text(table, false)), [](const Row&) {}, values) > 0;
}

std::string last_row(Transaction& tx, const Table& table, const AssociationId& whose) {
  auto values = first_values(table, whose);
  values.emplace_back(1);
  std::string last;
  tx.each_with(
      statement(page_text(table, false, true)), [&](const Row& row) { encode(last, table, row); },
      values);
  return last;
}

struct TableSum::State {
  crypto_generichash_state hash{};
  std::int64_t rows = 0;

  void add(std::string_view part) {
    std::string size;
    put_number(size, part.size());
    for (const std::string_view piece : {std::string_view(size), part}) {
      crypto_generichash_update(&hash, reinterpret_cast<const unsigned char*>(piece.data()),
                                piece.size());
    }
  }
};

TableSum::TableSum(const Table& table) : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->hash, nullptr, 0, 32);
  state_->add(table.name);
  state_->add(listed(columns_of(table)));
}
TableSum::TableSum(TableSum&&) noexcept = default;
TableSum::~TableSum() = default;

void TableSum::add(std::string_view row) {
  ++state_->rows;
  state_->add(row);
}

std::int64_t TableSum::rows() const {
  return state_->rows;
}

std::string TableSum::digest() const {
  auto hash = state_->hash;
  std::string digest(32, '\0');
  crypto_generichash_final(&hash, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
  return digest;
}

TableSum sum_of(Transaction& tx, const Table& table, const AssociationId& whose) {
  TableSum sum(table);
  for_each_row(tx, table, whose, {}, [&](std::string_view row) { sum.add(row); });
  return sum;
}

void Loader::add(const Table& table, std::string_view row) {
  if (!decode_row(table, row)) not_of(table);
  waiting_.push_back({&table, std::string(row)});
  bytes_ += row.size();
  if (bytes_ >= batch_bytes || waiting_.size() >= batch_rows) finish();
}

// Some rows of one table, in one statement; how many.
std::size_t Loader::write_from(Transaction& tx, std::size_t first) const {
  const Table& table = *waiting_[first].table;
  std::size_t count = 1;
  while (count < rows_at_once && first + count < waiting_.size() &&
         waiting_[first + count].table == &table)
    ++count;
  if (count < rows_at_once) count = 1;  // two statements for each table are prepared, no more
  std::vector<Value> values;
  for (std::size_t i = 0; i < count; ++i)
    std::ranges::copy(*decode_row(table, waiting_[first + i].row), std::back_inserter(values));
  tx.execute_with(statement(insert_text(table, count)), values);
  return count;
}

void Loader::finish() {
  if (waiting_.empty()) return;
  std::optional<Error> failed;
  const End end = store_.write_and_wait([&](Transaction& tx) {
    failed.reset();
    try {
      for (std::size_t at = 0; at < waiting_.size();) at += write_from(tx, at);
    } catch (const Error& error) {
      failed = error;
      throw;
    }
    return true;
  });
  if (failed) throw Error(*failed);
  if (end != End::committed)
    throw Error(Error::Kind::lost, "the rows that were carried could not be written");
  waiting_.clear();
  bytes_ = 0;
}

std::vector<std::string> carrying_statements(const Table& table) {
  std::vector<std::string> texts{page_text(table, false), page_text(table, false, true),
                                 insert_text(table), insert_text(table, rows_at_once)};
  if (!own_key(table).empty()) texts.push_back(page_text(table, true));
  return texts;
}

}  // namespace db
