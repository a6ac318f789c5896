#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sheets/book.h"

// Collects the cells of a sheet as they are read, within the limits of book.h. Private to this
// room.
namespace sheets {

struct Place {
  std::int64_t row = 0, column = 0;  // from 0
};
struct Range {
  Place first, last;
};
// "B12"; nothing where that is no place of a sheet.
std::optional<Place> read_place(std::string_view text);
std::optional<Range> read_range(std::string_view text);  // "A1:B2" or "A1"

struct Counted {  // over all sheets of a book
  std::int64_t rows = 0, cells = 0;
};

// Throws Unreadable: sheet.too_many_rows, sheet.too_many_columns, sheet.too_large,
// sheet.cell_too_long.
class SheetBuilder {
 public:
  SheetBuilder(std::string name, Counted& counted) : name_(std::move(name)), counted_(counted) {}

  void put(const Place& place, Cell cell);
  // Every cell of the range, of the rows that say something: a merge may reach to the sheet's end.
  void mark(const Range& range, Cell::Kind kind);
  Sheet taken() &&;

 private:
  std::string name_;
  Counted& counted_;
  std::map<std::int64_t, std::vector<Cell>> rows_;
};

// A number as a list shows it: whole ones without an exponent. Nothing where it is none.
std::optional<std::string> decimal(std::string_view written);

// A day of a spreadsheet's own count; nothing outside the years that people are born in.
std::optional<std::string> day_of(std::string_view serial, bool since_1904);

}  // namespace sheets
