#pragma once

#include <optional>

#include "imports/columns.h"
#include "parties/parties.h"
#include "platform/sheets/sheets.h"

// A row of a list as a person. Pure. Private to this room.
namespace imports {

struct Problem {
  std::size_t column = 0;
  Obstacle obstacle;
};
struct RowRead {
  std::optional<parties::ReadImported> person;  // nothing: see `problems`
  std::vector<Problem> problems;                // all of the row, each on its column
};

// How a list is read.
struct Reading {
  const seal::Keeper* keeper = nullptr;
  std::vector<std::string> headings;
  Mapping mapping;
  std::string calendar;  // hijri | gregorian | empty: the year tells
  Date today;
};

// What a spreadsheet damages is mended where only one thing can have been meant: a mobile without
// its zero, a date with its day first; else it is refused: cell.scientific, cell.number_short,
// cell.date_number, cell.date_year, cell.choice, cell.formula, cell.merged.
RowRead read_row(const Reading& reading, const sheets::Row& row);

}  // namespace imports
