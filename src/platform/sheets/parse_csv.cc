#include <algorithm>
#include <array>

#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

// Fields as RFC 4180 has them, with any separator; a quote within a bare field is itself.
class Fields {
 public:
  Fields(std::string_view text, char separator) : text_(text), separator_(separator) {}

  // The next line's fields; false at the end.
  bool next(std::vector<std::string>& fields) {
    fields.clear();
    if (at_ >= text_.size()) return false;
    for (;;) {
      fields.push_back(field());
      if (fields.size() > static_cast<std::size_t>(columns_max))
        throw Unreadable("sheet.too_many_columns");
      if (at_ >= text_.size()) return true;
      const char end = text_[at_++];
      if (end == separator_) {
        if (at_ == text_.size()) fields.emplace_back();
        continue;
      }
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      return true;
    }
  }

 private:
  bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }
  std::string field() {
    std::string value;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      quoted(value);
    }
    while (at_ < text_.size() && !ends_field(text_[at_])) value += text_[at_++];
    if (value.size() > cell_bytes_max) throw Unreadable("sheet.cell_too_long");
    return value;
  }
  void quoted(std::string& value) {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          return;
        }
        ++at_;
      }
      value += text_[at_];
      if (value.size() > cell_bytes_max) throw Unreadable("sheet.csv_quote");
    }
    throw Unreadable("sheet.csv_quote");
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
};

// The one by which the first lines have most fields, and equally many.
char separator_of(std::string_view text) {
  constexpr std::array candidates = {',', ';', '\t', '|'};
  constexpr int lines = 20;
  constexpr std::size_t sample = 64 << 10;
  char best = ',';
  std::int64_t most = -1;
  for (const char candidate : candidates) {
    Fields fields(text.substr(0, sample), candidate);
    std::vector<std::string> line;
    std::size_t first = 0;
    std::int64_t score = 0;
    try {
      for (int i = 0; i < lines && fields.next(line); ++i) {
        if (i == 0) first = line.size();
        score += line.size() == first ? static_cast<std::int64_t>(line.size() - 1) * 2
                                      : static_cast<std::int64_t>(line.size()) - 1;
      }
    } catch (const Unreadable&) {
      // Cut within quotes, or not this one: what came before counts.
    }
    if (score > most) {
      most = score;
      best = candidate;
    }
  }
  return best;
}

}  // namespace

Book parse_csv(std::string_view bytes) {
  auto [decoded, encoding] = decode_text(bytes);
  std::string_view text = decoded;
  char separator = separator_of(text);
  if (text.starts_with("sep=") && text.size() > 4) {  // Excel's own hint
    separator = text[4];
    text.remove_prefix(std::min(text.size(), text.find_first_of("\r\n")));
    while (text.starts_with('\r') || text.starts_with('\n')) text.remove_prefix(1);
  }
  Book book{.format = "csv", .encoding = std::move(encoding), .sheets = {{"", {}}}};
  Fields fields(text, separator);
  std::vector<std::string> line;
  for (std::int64_t number = 1; fields.next(line); ++number) {
    if (std::ranges::all_of(line, &std::string::empty)) continue;
    Row row{.number = number, .cells = {}};
    for (auto& field : line) {
      const auto kind = field.empty() ? Cell::Kind::empty : Cell::Kind::text;
      row.cells.push_back({kind, std::move(field)});
    }
    auto& rows = book.sheets.front().rows;
    rows.push_back(std::move(row));
    if (rows.size() > static_cast<std::size_t>(rows_max)) throw Unreadable("sheet.too_many_rows");
  }
  return book;
}

}  // namespace sheets
