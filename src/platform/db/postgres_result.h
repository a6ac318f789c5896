#pragma once

#include <libpq-fe.h>

#include <charconv>
#include <string>
#include <string_view>

#include "base/text.h"
#include "platform/db/db.h"

// What PostgreSQL answers, and what is known of it beforehand: of this folder only.
namespace db {

class PostgresRow final : public Row {
 public:
  PostgresRow(const pg_result* result, int row) : result_(result), row_(row) {}
  bool null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const auto digits = text(column);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  std::string bytes(int column) const override {
    auto digits = text(column);
    if (digits.starts_with("\\x")) digits.remove_prefix(2);
    return unhex(digits);
  }

 private:
  const pg_result* result_;
  const int row_;
};

// SQLSTATE; empty where there is none.
std::string state_of(const pg_result* result);
Error::Kind kind_of(std::string_view state);

// An INSERT of one row that is there afterwards, unless it fails: what it answers is known.
bool changes_one_row(std::string_view text);

}  // namespace db
