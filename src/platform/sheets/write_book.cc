#include "platform/sheets/write_book.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.h"
#include "base/time.h"

namespace sheets {
namespace {

constexpr int text_max = 32'767;  // characters of a cell, says the format

struct Formats {
  lxw_format *header, *text, *day, *moment, *wrong, *wrong_day;
};

Formats formats_of(lxw_workbook* book) {
  constexpr lxw_color_t head = 0xE7EEE9, red = 0xFFD6D6;
  Formats made{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
               workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(made.header);
  format_set_bg_color(made.header, head);
  format_set_num_format(made.text, "@");  // what is mended in it stays text: no zero is lost
  format_set_num_format(made.day, "yyyy-mm-dd");
  format_set_num_format(made.moment, "yyyy-mm-dd hh:mm");
  format_set_num_format(made.wrong, "@");
  format_set_bg_color(made.wrong, red);
  format_set_num_format(made.wrong_day, "yyyy-mm-dd");
  format_set_bg_color(made.wrong_day, red);
  return made;
}

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* format) {
  std::string kept = is_utf8(text) ? text : std::string();
  if (length(kept) > text_max) kept.resize(text_max);  // bytes: characters are never fewer
  while (!kept.empty() && !is_utf8(kept)) kept.pop_back();
  if (kept.empty()) {
    worksheet_write_blank(sheet, row, column, format);
  } else {
    worksheet_write_string(sheet, row, column, kept.c_str(), format);
  }
}

struct Moment {
  Date date;
  std::optional<int> minute;  // of the day
};

// "2026-11-23" or "2026-11-23 17:05".
std::optional<Moment> moment_of(std::string_view text) {
  constexpr std::size_t day_size = 10, whole_size = 16;
  const auto date = parse_date(text.substr(0, day_size));
  if (!date) return std::nullopt;
  if (text.size() == day_size) return Moment{*date, {}};
  const auto digits = [&](std::size_t at) {
    int number = -1;
    const auto* end = text.data() + at + 2;
    return std::from_chars(text.data() + at, end, number).ptr == end ? number : -1;
  };
  if (text.size() != whole_size || text[day_size] != ' ' || text[13] != ':') return std::nullopt;
  const int hour = digits(11), minute = digits(14);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return Moment{*date, hour * 60 + minute};
}

bool write_moment(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                  bool is_wrong, const Formats& formats) {
  const auto said = moment_of(text);
  const auto first = make_date(1900, 3, 1);  // before, the format's own calendar is wrong
  if (!said || said->date < *first) return false;
  auto [year, month, day] = parts(said->date);
  const int minute = said->minute.value_or(0);
  lxw_datetime at{
      .year = year, .month = month, .day = day, .hour = minute / 60, .min = minute % 60, .sec = 0};
  auto* format = said->minute ? formats.moment : formats.day;
  worksheet_write_datetime(sheet, row, column, &at, is_wrong ? formats.wrong_day : format);
  return true;
}

bool is_number(const Cell& cell) {
  double number = 0;
  const auto* end = cell.text.data() + cell.text.size();
  return cell.kind == Cell::Kind::number &&
         std::from_chars(cell.text.data(), end, number).ptr == end;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                bool is_wrong, const Formats& formats) {
  if (cell.kind == Cell::Kind::date &&
      write_moment(sheet, row, column, cell.text, is_wrong, formats)) {
    return;
  }
  if (is_number(cell)) {
    double number = 0;
    std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
    worksheet_write_number(sheet, row, column, number, is_wrong ? formats.wrong : nullptr);
  } else {
    write_text(sheet, row, column, cell.text, is_wrong ? formats.wrong : formats.text);
  }
}

void write_rows(lxw_worksheet* sheet, const Table& table, const Formats& formats) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto row = static_cast<lxw_row_t>(i + 1);
    for (std::size_t j = 0; j < table.rows[i].size(); ++j) {
      const auto column = static_cast<lxw_col_t>(j);
      const auto mark = table.marks.find({i, j});
      const bool is_wrong = mark != table.marks.end();
      write_cell(sheet, row, column, table.rows[i][j], is_wrong, formats);
      if (is_wrong && !mark->second.empty())
        worksheet_write_comment(sheet, row, column, mark->second.c_str());
    }
  }
}

// The library writes to a path: one that is memory and no place on a disk.
class Memory {
 public:
  Memory() : file_(memfd_create("workbook", MFD_CLOEXEC)) {
    if (file_ < 0) throw std::runtime_error("no memory for a workbook");
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { close(file_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  std::string bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  int file_;
};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string write_workbook(const Table& table) {
  constexpr double width = 22;
  const Memory memory;
  auto* book = workbook_new(memory.path().c_str());
  if (book == nullptr) throw std::runtime_error("a workbook cannot be made");
  const bool named = workbook_validate_sheet_name(book, table.name.c_str()) == LXW_NO_ERROR;
  auto* sheet = workbook_add_worksheet(book, named ? table.name.c_str() : nullptr);
  const auto formats = formats_of(book);
  if (table.is_right_to_left) worksheet_right_to_left(sheet);
  worksheet_freeze_panes(sheet, 1, 0);
  if (!table.columns.empty()) {
    const auto last = static_cast<lxw_col_t>(table.columns.size() - 1);
    worksheet_set_column(sheet, 0, last, width, nullptr);
  }
  for (std::size_t j = 0; j < table.columns.size(); ++j)
    write_text(sheet, 0, static_cast<lxw_col_t>(j), table.columns[j], formats.header);
  write_rows(sheet, table, formats);
  if (workbook_close(book) != LXW_NO_ERROR)
    throw std::runtime_error("a workbook cannot be written");
  return memory.bytes();
}

bool may_be_formula(std::string_view text) {
  constexpr std::array<std::string_view, 10> starts = {
      "=",           "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
      "\xEF\xBC\xA0"};
  if (text.starts_with('\t') || text.starts_with('\r')) return true;
  const auto shown = trim(strip_invisible(text));
  for (const auto start : starts) {
    if (shown.starts_with(start)) return true;
  }
  return false;
}

std::string write_csv(const Table& table) {
  std::string out = "\xEF\xBB\xBF";
  const auto put = [&](const std::string& text, bool is_figure, bool is_first) {
    out += is_first ? "" : ",";
    out += quoted((!is_figure && may_be_formula(text) ? "'" : "") + text);
  };
  for (std::size_t j = 0; j < table.columns.size(); ++j) put(table.columns[j], false, j == 0);
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t j = 0; j < row.size(); ++j) put(row[j].text, is_number(row[j]), j == 0);
    out += "\r\n";
  }
  return out;
}

}  // namespace sheets
