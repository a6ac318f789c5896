#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/carry.h"

// Single rows of one association by their key, for a carrying that follows what changes meanwhile.
// A key is the cells of the table's key but the association, encoded as in row_code.h; of a table
// with one row for each association it is empty.
namespace db {

std::string key_of(const Table& table, std::string_view row);
// Less than, equal to or greater than zero, in the order in which rows are carried.
int compare_keys(const Table& table, std::string_view left, std::string_view right);

// The row of this key, encoded; nothing when there is none.
std::optional<std::string> row_at(Transaction& tx, const Table& table, const AssociationId& whose,
                                  std::string_view key);
// Takes the row of this key away, if it is there.
void erase_at(Transaction& tx, const Table& table, const AssociationId& whose,
              std::string_view key);
void insert_row(Transaction& tx, const Table& table, std::string_view row);
std::int64_t count_rows(Transaction& tx, const Table& table, const AssociationId& whose);

// Takes numbers (Transaction::next_number) until the next is greater than every one that these rows
// have, so that what is written next has its place after them. Nothing where numbers have no gaps.
void pass_numbers(Transaction& tx, std::int64_t greatest);

}  // namespace db
