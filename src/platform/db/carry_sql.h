#pragma once

#include <string>
#include <vector>

#include "platform/db/tables.h"

// What the statements by which rows are carried are put together from; of this folder only.
namespace db::carrying {

// A statement known at run time only, made once: Sql looks into a text that never ends.
const Sql& statement(const std::string& text);
std::string listed(const std::vector<std::string>& words);
std::vector<std::string> columns_of(const Table& table);
// The parts of the key that tell rows of one association apart.
std::vector<std::size_t> own_key(const Table& table);
std::vector<std::string> own_key_names(const Table& table);
std::string parameters(std::size_t first, std::size_t count);
// Of so many rows at once.
std::string insert_text(const Table& table, std::size_t rows = 1);
void put_cell_of(std::string& out, const Column& column, const Row& row, int place);
void encode(std::string& out, const Table& table, const Row& row);
[[noreturn]] void not_of(const Table& table);
// The association, where the table belongs to one.
std::vector<Value> first_values(const Table& table, const AssociationId& whose);

}  // namespace db::carrying
