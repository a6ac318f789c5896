#include "imports/take_list.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "platform/sheets/wire.h"

namespace imports {
namespace {

constexpr std::size_t heading_among = 10;
constexpr std::size_t heading_characters_max = 120;

std::string shortened(std::string_view given) {
  auto text = trim(strip_invisible(given));
  std::ranges::replace(text, '\n', ' ');
  while (length(text) > heading_characters_max) text.pop_back();
  while (!text.empty() && !is_utf8(text)) text.pop_back();
  return text;
}

std::vector<std::string> headings_in(const sheets::Row& row) {
  std::vector<std::string> headings;
  for (const auto& cell : row.cells) headings.push_back(shortened(cell.text));
  return headings;
}

// Where the people of a sheet begin, so far as its headings tell.
struct Start {
  std::size_t row = 0;  // of the headings
  int recognised = 0;   // none: it is no list of people
  bool has_people = false;
};

Start start_of(const sheets::Sheet& sheet) {
  Start best;
  for (std::size_t i = 0; i < std::min(sheet.rows.size(), heading_among); ++i) {
    const int count = recognised(suggest_mapping(headings_in(sheet.rows[i])));
    if (count > best.recognised) best = {.row = i, .recognised = count};
  }
  best.has_people = best.recognised > 0 && best.row + 1 < sheet.rows.size();
  return best;
}

// People before bare headings, then whose headings say the most, then the first.
bool is_better(const Start& one, const Start& other) {
  if (one.has_people != other.has_people) return one.has_people;
  return one.recognised > other.recognised;
}

// The sheet of this name, or of no name the one that is most a list of people; past the end: none.
std::size_t choose_sheet(const std::vector<sheets::Sheet>& all, const std::vector<Start>& starts,
                         std::string_view wanted) {
  if (!wanted.empty()) {
    const auto named = [&](const sheets::Sheet& one) { return shortened(one.name) == wanted; };
    return static_cast<std::size_t>(std::ranges::find_if(all, named) - all.begin());
  }
  return static_cast<std::size_t>(
      std::ranges::max_element(starts,
                               [](auto& one, auto& other) { return is_better(other, one); }) -
      starts.begin());
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

Result<List> take_list(sheets::Book book, std::string_view wanted_sheet) {
  std::erase_if(book.sheets, [](const sheets::Sheet& one) { return one.rows.empty(); });
  if (book.sheets.empty()) return refused("sheet.empty");
  std::vector<Start> starts;
  for (const auto& sheet : book.sheets) starts.push_back(start_of(sheet));
  const auto wanted = shortened(wanted_sheet);
  const auto chosen = choose_sheet(book.sheets, starts, wanted);
  if (chosen == book.sheets.size())
    return refused("list.sheet_unknown", {
                                             {"sheet", wanted}
    });
  if (starts[chosen].recognised == 0) return refused("list.wrong_columns");
  auto& rows = book.sheets[chosen].rows;
  const auto at = starts[chosen].row;
  List list{.sheet = shortened(book.sheets[chosen].name),
            .other_sheets = {},
            .headings = headings_in(rows[at]),
            .rows = {}};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (i != chosen && starts[i].has_people)
      list.other_sheets.push_back(shortened(book.sheets[i].name));
  }
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
