#include "platform/sheets/sheet_builder.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

std::optional<double> number(std::string_view written) {
  double value = 0;
  const auto* const end = written.data() + written.size();
  const auto read = std::from_chars(written.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Place> read_place(std::string_view text) {
  constexpr std::int64_t columns_most = 20'000, rows_most = 2'000'000;
  Place place;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
    place.column = place.column * 26 + (text[i] - 'A' + 1);
    if (place.column > columns_most) return std::nullopt;
  }
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    place.row = place.row * 10 + (text[i] - '0');
    if (place.row > rows_most) return std::nullopt;
  }
  if (i != text.size() || place.row == 0 || place.column == 0) return std::nullopt;
  return Place{place.row - 1, place.column - 1};
}

std::optional<Range> read_range(std::string_view text) {
  const auto colon = text.find(':');
  const auto first = read_place(text.substr(0, colon));
  const auto last = colon == text.npos ? first : read_place(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column)
    return std::nullopt;
  return Range{*first, *last};
}

void SheetBuilder::put(const Place& place, Cell cell) {
  if (place.column >= columns_max) throw Unreadable("sheet.too_many_columns");
  if (cell.text.size() > cell_bytes_max) throw Unreadable("sheet.cell_too_long");
  auto& cells = rows_[place.row];
  if (cells.empty() && ++counted_.rows > rows_max) throw Unreadable("sheet.too_many_rows");
  const auto at = static_cast<std::size_t>(place.column);
  if (cells.size() <= at) {
    counted_.cells += static_cast<std::int64_t>(at + 1 - cells.size());
    if (counted_.cells > cells_max) throw Unreadable("sheet.too_large");
    cells.resize(at + 1);
  }
  cells[at] = std::move(cell);
}

void SheetBuilder::mark(const Range& range, Cell::Kind kind) {
  const auto last = std::min(range.last.column, columns_max - 1);
  for (auto row = rows_.lower_bound(range.first.row);
       row != rows_.end() && row->first <= range.last.row; ++row) {
    for (auto column = range.first.column; column <= last; ++column)
      put({row->first, column}, {kind, ""});
  }
}

Sheet SheetBuilder::taken() && {
  Sheet sheet{std::move(name_), {}};
  for (auto& [number, cells] : rows_) {
    while (!cells.empty() && cells.back().kind == Cell::Kind::empty) cells.pop_back();
    if (!cells.empty()) sheet.rows.push_back({number + 1, std::move(cells)});
  }
  return sheet;
}

std::optional<std::string> decimal(std::string_view written) {
  constexpr double whole_max = 1e15;
  const auto value = number(written);
  if (!value) return std::nullopt;
  char text[64];
  const bool is_whole = std::floor(*value) == *value && std::abs(*value) < whole_max;
  const auto end = is_whole ? std::to_chars(text, text + sizeof text, std::int64_t(*value))
                            : std::to_chars(text, text + sizeof text, *value);
  return std::string(text, end.ptr);
}

std::optional<std::string> day_of(std::string_view serial, bool since_1904) {
  constexpr double day_max = 2'900'000;
  constexpr double leap_day = 60;  // 1900-02-29, which Lotus counted and there never was
  const auto value = number(serial);
  if (!value || *value < 1 || *value > day_max) return std::nullopt;
  const auto days = static_cast<std::int32_t>(*value);
  if (since_1904) return iso(*make_date(1904, 1, 1) + days);
  return iso(*make_date(1899, 12, 30) + days + (*value < leap_day ? 1 : 0));
}

}  // namespace sheets
