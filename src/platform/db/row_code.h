#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tables.h"

// How a row is written when it is carried out of a database: one text of bytes for one row,
// whichever database it came from, so that digests of the two sides may be compared. A cell is a
// byte that says what it is (0 NULL, 1 a number, 2 text, 3 bytes) and then a number, zigzag in
// seven bits a byte, or a length in the same way and so many bytes. Nothing has two forms.
namespace db {

void put_number(std::string& out, std::uint64_t number);
// Takes it off the front; nothing: cut short, or not the shortest form.
std::optional<std::uint64_t> take_number(std::string_view& in);

void put_cell(std::string& out, const Value& cell);

// What the table's columns say and nothing more, or nothing at all. The cells look into `row`.
std::optional<std::vector<Value>> decode_row(const Table& table, std::string_view row);

}  // namespace db
