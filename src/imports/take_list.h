#pragma once

#include "imports/columns.h"
#include "platform/sheets/sheets.h"

// From a book to a list of people. Private to this room.
namespace imports {

struct List {
  std::string sheet;
  std::vector<std::string> other_sheets;  // that hold people too, and were not read
  std::vector<std::string> headings;      // one for each column, some may be empty
  std::vector<sheets::Row> rows;
};

// Of one sheet: the one named, or of no name the one whose headings say the most. The row of
// headings is the one, among the first ten, of which most is recognised. The column of reasons that
// we add to refused rows is left out. Refuses list.sheet_unknown, list.wrong_columns,
// list.headings_merged, list.no_rows.
Result<List> take_list(sheets::Book book, std::string_view wanted_sheet = {});

inline constexpr std::size_t chunk_rows = 500;
std::vector<std::string> pack_rows(const List& list);  // in chunks
std::string pack_chunk(const std::vector<sheets::Row>& rows);
std::vector<sheets::Row> unpack_rows(std::string_view packed);  // throws std::runtime_error

}  // namespace imports
