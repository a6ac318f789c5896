#include "imports/take_list.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "platform/sheets/wire.h"

namespace imports {
namespace {

constexpr std::size_t heading_among = 10;
constexpr std::size_t heading_characters_max = 120;

std::string heading_of(const sheets::Cell& cell) {
  auto text = trim(strip_invisible(cell.text));
  std::ranges::replace(text, '\n', ' ');
  while (length(text) > heading_characters_max) text.pop_back();
  while (!text.empty() && !is_utf8(text)) text.pop_back();
  return text;
}

std::vector<std::string> headings_in(const sheets::Row& row) {
  std::vector<std::string> headings;
  for (const auto& cell : row.cells) headings.push_back(heading_of(cell));
  return headings;
}

std::size_t heading_row(const sheets::Sheet& sheet) {
  std::size_t best = 0;
  int most = 0;
  for (std::size_t i = 0; i < std::min(sheet.rows.size(), heading_among); ++i) {
    const int count = recognised(suggest_mapping(headings_in(sheet.rows[i])));
    if (count > most) {
      most = count;
      best = i;
    }
  }
  return most == 0 ? sheet.rows.size() : best;
}

Refusal refused(std::string code, std::map<std::string, std::string> parameters = {}) {
  return refuse(
      RefusalKind::rule_not_met,
      Obstacle{.code = std::move(code), .field = "/file", .parameters = std::move(parameters)});
}

void drop_column(List& list, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  list.headings.erase(list.headings.begin() + at);
  for (auto& row : list.rows) {
    if (row.cells.size() > column) row.cells.erase(row.cells.begin() + at);
  }
}

bool is_empty_row(const sheets::Row& row) {
  return std::ranges::all_of(row.cells, [](const sheets::Cell& cell) {
    return cell.kind == sheets::Cell::Kind::empty ||
           (cell.kind == sheets::Cell::Kind::text && trim(cell.text).empty());
  });
}

}  // namespace

Result<List> take_list(sheets::Book book) {
  const auto found =
      std::ranges::find_if(book.sheets, [](const sheets::Sheet& one) { return !one.rows.empty(); });
  if (found == book.sheets.end()) return refused("sheet.empty");
  auto& rows = found->rows;
  const auto at = heading_row(*found);
  if (at == rows.size()) return refused("list.wrong_columns");
  List list{.sheet = found->name, .headings = headings_in(rows[at]), .rows = {}};
  const auto& cells = rows[at].cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].kind == sheets::Cell::Kind::merged)
      return refused("list.headings_merged", {
                                                 {"column", std::to_string(i + 1)}
      });
  }
  std::size_t width = 0;
  for (std::size_t i = at + 1; i < rows.size(); ++i) {
    if (is_empty_row(rows[i])) continue;
    width = std::max(width, rows[i].cells.size());
    list.rows.push_back(std::move(rows[i]));
  }
  while (!list.headings.empty() && list.headings.back().empty()) list.headings.pop_back();
  list.headings.resize(std::max(width, list.headings.size()));
  for (std::size_t i = list.headings.size(); i-- > 0;) {
    if (is_reason_heading(list.headings[i])) drop_column(list, i);
  }
  if (list.rows.empty())
    return refused("list.no_rows", {
                                       {"sheet", list.sheet}
    });
  return list;
}

std::vector<std::string> pack_rows(const List& list) {
  std::vector<std::string> chunks;
  for (std::size_t from = 0; from < list.rows.size(); from += chunk_rows) {
    const auto until = std::min(from + chunk_rows, list.rows.size());
    chunks.push_back(pack_chunk({list.rows.begin() + static_cast<std::ptrdiff_t>(from),
                                 list.rows.begin() + static_cast<std::ptrdiff_t>(until)}));
  }
  return chunks;
}

std::string pack_chunk(const std::vector<sheets::Row>& rows) {
  return sheets::pack_book({.format = {}, .encoding = {}, .sheets = {{.name = {}, .rows = rows}}});
}

std::vector<sheets::Row> unpack_rows(std::string_view packed) {
  auto book = sheets::unpack_book(packed);
  if (!book || book->sheets.size() != 1) throw std::runtime_error("a chunk of a list is damaged");
  return std::move(book->sheets.front().rows);
}

}  // namespace imports
