#include <algorithm>
#include <charconv>
#include <optional>

#include "platform/sheets/parse_book.h"
#include "platform/sheets/sheet_builder.h"
#include "platform/sheets/xml.h"

// OpenDocument spreadsheets (OASIS ODF 1.2 and 1.3, part 1 chapters 8 and 9).
namespace sheets {
namespace {

constexpr std::string_view office = "xmlns:office:";  // not LibreOffice's own beside it

// At least one; no more than there is room for.
std::int64_t count_of(std::string_view written) {
  constexpr std::int64_t most = 2'000'000;
  std::int64_t count = 1;
  std::from_chars(written.data(), written.data() + written.size(), count);
  return std::clamp<std::int64_t>(count, 1, most);
}

class Content final : public XmlReader {
 public:
  Book taken() && { return std::move(book_); }

 private:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name == "annotation") ++aside_;  // a remark on the cell
    if (aside_ > 0) return;
    if (name == "table") begin_table(attributes.get("name"));
    if (!sheet_) return;
    if (name == "table-row") begin_row(attributes);
    if (name == "table-cell" || name == "covered-table-cell") begin_cell(name, attributes);
    if (!in_cell_) return;
    if (name == "p") begin_paragraph();
    if (in_paragraph_ && name == "s") spaces(count_of(attributes.get("c")));
    if (in_paragraph_ && name == "tab") written_ += '\t';
    if (in_paragraph_ && name == "line-break") written_ += '\n';
  }
  void close(std::string_view name) override {
    if (name == "annotation") --aside_;
    if (aside_ > 0) return;
    if (name == "p") in_paragraph_ = false;
    if (name == "table-cell" || name == "covered-table-cell") end_cell();
    if (name == "table-row") end_row();
    if (name == "table" && sheet_) end_table();
  }
  void text(std::string_view piece) override {
    if (in_paragraph_ && aside_ == 0) written_ += piece;
  }

  void begin_table(std::string_view name) {
    constexpr std::size_t sheets_max = 100;
    if (book_.sheets.size() == sheets_max) throw Unreadable("sheet.too_large");
    if (sheet_) throw Unreadable("sheet.broken");  // a table in a cell: no spreadsheet has one
    sheet_.emplace(std::string(name), counted_);
    merges_.clear();
    row_ = 0;
  }
  void end_table() {
    for (const auto& range : merges_) sheet_->mark(range, Cell::Kind::merged);
    book_.sheets.push_back(std::move(*sheet_).taken());
    sheet_.reset();
  }
  void begin_row(const Attributes& attributes) {
    rows_ = count_of(attributes.get("number-rows-repeated"));
    column_ = 0;
    cells_.clear();
  }
  // A row that is repeated says the same each time; an empty one says nothing.
  void end_row() {
    for (std::int64_t i = 0; i < rows_ && !cells_.empty(); ++i) {
      for (const auto& [column, cell] : cells_) sheet_->put({row_ + i, column}, cell);
    }
    row_ += rows_;
  }
  void begin_cell(std::string_view name, const Attributes& attributes) {
    in_cell_ = true;
    in_paragraph_ = false;
    paragraphs_ = 0;
    written_.clear();
    covered_ = name == "covered-table-cell";
    columns_ = count_of(attributes.get("number-columns-repeated"));
    is_formula_ = !attributes.get("formula").empty();
    type_ = attributes.get("value-type", office);
    value_ = attributes.get(type_ == "date"      ? "date-value"
                            : type_ == "boolean" ? "boolean-value"
                            : type_ == "string"  ? "string-value"
                                                 : "value",
                            office);
    const auto across = count_of(attributes.get("number-columns-spanned"));
    const auto down = count_of(attributes.get("number-rows-spanned"));
    if (across > 1 || down > 1)
      merges_.push_back({
          {row_,            column_             },
          {row_ + down - 1, column_ + across - 1}
      });
  }
  void begin_paragraph() {
    if (paragraphs_++ > 0) written_ += '\n';
    in_paragraph_ = true;
  }
  void spaces(std::int64_t count) {
    if (count > static_cast<std::int64_t>(cell_bytes_max)) throw Unreadable("sheet.cell_too_long");
    written_.append(static_cast<std::size_t>(count), ' ');
  }
  void end_cell() {
    const auto cell = covered_ ? Cell{} : read_cell();
    if (cell.kind != Cell::Kind::empty) {
      if (column_ + columns_ > columns_max) throw Unreadable("sheet.too_many_columns");
      for (std::int64_t i = 0; i < columns_; ++i) cells_.emplace_back(column_ + i, cell);
    }
    column_ += columns_;
    in_cell_ = false;
  }
  Cell read_cell() const {
    if (is_formula_) return {Cell::Kind::formula, ""};
    if (type_ == "boolean") return {Cell::Kind::boolean, value_ == "true" ? "1" : "0"};
    if (type_ == "date") {
      if (const auto day = parse_date(value_.substr(0, 10))) return {Cell::Kind::date, iso(*day)};
    }
    if (type_ == "float" || type_ == "currency" || type_ == "percentage") {
      if (auto number = decimal(value_)) return {Cell::Kind::number, *std::move(number)};
    }
    const auto& text = written_.empty() ? value_ : written_;
    return text.empty() ? Cell{} : Cell{Cell::Kind::text, text};
  }

  Book book_;
  Counted counted_;
  std::optional<SheetBuilder> sheet_;
  std::vector<Range> merges_;
  std::vector<std::pair<std::int64_t, Cell>> cells_;  // of the row: column, cell
  std::int64_t row_ = 0, rows_ = 1, column_ = 0, columns_ = 1;
  int aside_ = 0, paragraphs_ = 0;
  bool in_cell_ = false, in_paragraph_ = false, covered_ = false, is_formula_ = false;
  std::string type_, value_, written_;
};

// Whether a file of the archive is said to be locked.
struct Manifest final : XmlReader {
  bool locked = false;
  void open(std::string_view name, const Attributes&) override {
    locked = locked || name == "encryption-data";
  }
  void close(std::string_view) override {}
};

}  // namespace

Book parse_ods(const Archive& archive) {
  Manifest manifest;
  constexpr std::string_view list = "META-INF/manifest.xml";
  if (archive.has(list)) read_xml(archive, list, manifest);
  if (manifest.locked) throw Unreadable("sheet.password");
  Content content;
  read_xml(archive, "content.xml", content);
  return std::move(content).taken();
}

}  // namespace sheets
