#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sheets/book.h"

namespace sheets {

// A sheet to be written: every cell a value and none a formula, whatever it says.
struct Table {
  std::string name;  // of the sheet
  bool is_right_to_left = true;
  std::vector<std::string> columns;  // the header row
  std::vector<std::vector<Cell>> rows;
  // What is wrong with a cell, by its place (row and column from 0, of `rows`): coloured, and said
  // in a comment.
  std::map<std::pair<std::size_t, std::size_t>, std::string> marks;
};
inline constexpr std::string_view workbook_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
// XLSX. Throws std::runtime_error when it cannot be made.
std::string write_workbook(const Table& table);
// UTF-8 with its mark, CRLF. What a spreadsheet would take for a formula has an apostrophe before
// it: = + - @, a tab or a carriage return first, full-width ones too, after spaces as well. A
// figure is none.
std::string write_csv(const Table& table);

// Whether a spreadsheet may run the text as a formula.
bool may_be_formula(std::string_view text);

}  // namespace sheets
