#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "platform/sheets/parse_book.h"
#include "platform/sheets/sheet_builder.h"
#include "platform/sheets/xml.h"

// Office Open XML (ECMA-376 part 1, chapter 18), Transitional and Strict, as Excel, LibreOffice and
// the libraries of other programs write it.
namespace sheets {
namespace {

struct Relation {
  std::string type, target;  // the end of the type; the entry
};

// "xl/workbook.xml" and "../a/b.xml" or "/a/b.xml" -> "a/b.xml".
std::string entry_of(std::string_view part, std::string_view target) {
  std::vector<std::string> folders;
  if (!target.starts_with('/')) {
    folders = split(part, '/');
    if (!folders.empty()) folders.pop_back();
  }
  for (const auto& step : split(target, '/')) {
    if (step == "..") {
      if (!folders.empty()) folders.pop_back();
    } else if (!step.empty() && step != ".") {
      folders.push_back(step);
    }
  }
  return join(folders, "/");
}

class Relations final : public XmlReader {
 public:
  Relations(const Archive& archive, std::string_view part) : part_(part) {
    const auto slash = part.rfind('/');
    const auto name = slash == part.npos ? 0 : slash + 1;
    const auto entry =
        std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
    if (archive.has(entry)) read_xml(archive, entry, *this);
  }
  // The entry of the first of this type, or `otherwise`.
  std::string first(std::string_view type, std::string_view otherwise = "") const {
    for (const auto& [id, relation] : all_) {
      if (relation.type == type) return relation.target;
    }
    return std::string(otherwise);
  }
  const Relation* by_id(std::string_view id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
  }

 private:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
    const auto type = attributes.get("Type");
    all_[std::string(attributes.get("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                               entry_of(part_, attributes.get("Target"))};
  }
  void close(std::string_view) override {}

  std::string_view part_;
  std::map<std::string, Relation, std::less<>> all_;
};

struct Workbook final : XmlReader {
  std::vector<std::pair<std::string, std::string>> sheets;  // name, relation
  bool since_1904 = false;

  void open(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t sheets_max = 100;
    if (name == "workbookPr") {
      const auto said = attributes.get("date1904");
      since_1904 = said == "1" || said == "true";
    } else if (name == "sheet") {
      if (sheets.size() == sheets_max) throw Unreadable("sheet.too_large");
      sheets.emplace_back(attributes.get("name"), attributes.get("id", "relationships"));
    }
  }
  void close(std::string_view) override {}
};

// Text in runs; what stands beside it as a reading aid is none of it.
class RichText {
 public:
  void open(std::string_view name) {
    if (name == "rPh") aid_ = true;
    open_ = name == "t" && !aid_;
  }
  void close(std::string_view name) {
    if (name == "rPh") aid_ = false;
    open_ = false;
  }
  void text(std::string_view piece) {
    if (open_) text_ += piece;
  }
  std::string taken() { return std::exchange(text_, {}); }

 private:
  std::string text_;
  bool open_ = false, aid_ = false;
};

// _x000D_: how XML that may not hold a character holds it.
std::string unescaped(std::string text) {
  constexpr std::size_t length = 7;
  for (auto at = text.find("_x"); at != text.npos; at = text.find("_x", at + 1)) {
    if (at + length > text.size() || text[at + length - 1] != '_') continue;
    unsigned code = 0;
    const auto* const digits = text.data() + at + 2;
    const auto read = std::from_chars(digits, digits + 4, code, 16);
    if (read.ptr == digits + 4 && code < 0x80) text.replace(at, length, 1, static_cast<char>(code));
  }
  return text;
}

struct Strings final : XmlReader {
  std::vector<std::string> all;

  void open(std::string_view name, const Attributes&) override { rich_.open(name); }
  void close(std::string_view name) override {
    rich_.close(name);
    if (name == "si") all.push_back(unescaped(rich_.taken()));
  }
  void text(std::string_view piece) override { rich_.text(piece); }

 private:
  RichText rich_;
};

// Which formats of cells show a number as a date: all that is read of a workbook's styles.
class Styles final : public XmlReader {
 public:
  bool is_date(std::size_t format) const {
    return format < formats_.size() && shows_date(formats_[format]);
  }

 private:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name == "cellXfs") in_formats_ = true;
    if (name == "numFmt" && has_day(attributes.get("formatCode")))
      dates_.insert(std::string(attributes.get("numFmtId")));
    if (name == "xf" && in_formats_) formats_.emplace_back(attributes.get("numFmtId"));
  }
  void close(std::string_view name) override {
    if (name == "cellXfs") in_formats_ = false;
  }
  // The built-in formats of days (18.8.30); those of hours alone are none.
  bool shows_date(const std::string& id) const {
    static const std::set<std::string> known = {"14", "15", "16", "17", "22", "27", "28", "29",
                                                "30", "31", "32", "33", "34", "35", "36", "50",
                                                "51", "52", "53", "54", "55", "56", "57", "58"};
    return known.contains(id) || dates_.contains(id);
  }
  // A day or a year outside quotes and brackets.
  static bool has_day(std::string_view code) {
    char until = '\0';
    for (std::size_t i = 0; i < code.size(); ++i) {
      const char c = code[i];
      if (until != '\0') {
        if (c == until) until = '\0';
      } else if (c == '"') {
        until = '"';
      } else if (c == '[') {
        until = ']';
      } else if (c == '\\') {
        ++i;
      } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') {
        return true;
      }
    }
    return false;
  }

  bool in_formats_ = false;
  std::set<std::string> dates_;
  std::vector<std::string> formats_;
};

struct Shared {
  Strings strings;
  Styles styles;
  bool since_1904 = false;
  Counted counted;
};

class Worksheet final : public XmlReader {
 public:
  Worksheet(std::string name, Shared& shared)
      : shared_(shared), sheet_(std::move(name), shared.counted) {}

  Sheet taken() && {
    for (const auto& range : arrays_) sheet_.mark(range, Cell::Kind::formula);
    for (const auto& range : merges_) sheet_.mark(range, Cell::Kind::merged);
    return std::move(sheet_).taken();
  }

 private:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name == "sheetData") in_data_ = true;
    if (name == "mergeCell") add_merge(attributes.get("ref"));
    if (!in_data_) return;
    if (name == "row") begin_row(attributes.get("r"));
    if (name == "c") begin_cell(attributes);
    if (name == "f") take_formula(attributes);
    in_value_ = name == "v";
    rich_.open(name);
  }
  void close(std::string_view name) override {
    if (name == "sheetData") in_data_ = false;
    if (!in_data_) return;
    in_value_ = false;
    rich_.close(name);
    if (name == "c") end_cell();
  }
  void text(std::string_view piece) override {
    if (in_value_) value_ += piece;
    rich_.text(piece);
  }

  void add_merge(std::string_view ref) {
    const auto range = read_range(ref);
    if (!range) throw Unreadable("sheet.broken");
    const bool one =
        range->first.row == range->last.row && range->first.column == range->last.column;
    if (!one) merges_.push_back(*range);
  }
  // Where a row or a cell does not say where it is, it is the next.
  void begin_row(std::string_view number) {
    ++at_.row;
    at_.column = -1;
    if (number.empty()) return;
    const auto place = read_place("A" + std::string(number));
    if (!place) throw Unreadable("sheet.broken");
    at_.row = place->row;
  }
  void begin_cell(const Attributes& attributes) {
    ++at_.column;
    if (const auto ref = attributes.get("r"); !ref.empty()) {
      const auto place = read_place(ref);
      if (!place) throw Unreadable("sheet.broken");
      at_ = *place;
    }
    type_ = attributes.get("t");
    const auto style = attributes.get("s");
    style_ = 0;
    std::from_chars(style.data(), style.data() + style.size(), style_);
    is_formula_ = false;
    value_.clear();
    rich_.taken();
  }
  void take_formula(const Attributes& attributes) {
    is_formula_ = true;
    if (attributes.get("t") != "array") return;
    if (const auto range = read_range(attributes.get("ref"))) arrays_.push_back(*range);
  }
  void end_cell() {
    auto cell = is_formula_ || type_ == "e" ? Cell{Cell::Kind::formula, ""} : read_cell();
    if (cell.kind != Cell::Kind::empty) sheet_.put(at_, std::move(cell));
  }
  Cell read_cell() {
    if (type_ == "inlineStr") return written(unescaped(rich_.taken()));
    if (value_.empty()) return {};
    if (type_ == "s") return written(shared_string());
    if (type_ == "str") return written(unescaped(value_));
    if (type_ == "b") return {Cell::Kind::boolean, value_ == "1" || value_ == "true" ? "1" : "0"};
    if (type_ == "d") return iso_day();
    if (shared_.styles.is_date(style_)) {
      if (auto day = day_of(value_, shared_.since_1904)) return {Cell::Kind::date, *std::move(day)};
    }
    if (auto number = decimal(value_)) return {Cell::Kind::number, *std::move(number)};
    return written(value_);
  }
  static Cell written(std::string text) {
    return text.empty() ? Cell{} : Cell{Cell::Kind::text, std::move(text)};
  }
  Cell iso_day() const {
    const auto day = parse_date(value_.substr(0, 10));
    return day ? Cell{Cell::Kind::date, iso(*day)} : written(value_);
  }
  const std::string& shared_string() const {
    std::size_t index = 0;
    const auto* const end = value_.data() + value_.size();
    const auto read = std::from_chars(value_.data(), end, index);
    if (read.ptr != end || index >= shared_.strings.all.size()) throw Unreadable("sheet.broken");
    return shared_.strings.all[index];
  }

  Shared& shared_;
  SheetBuilder sheet_;
  std::vector<Range> merges_, arrays_;
  bool in_data_ = false, in_value_ = false, is_formula_ = false;
  Place at_{-1, -1};
  std::size_t style_ = 0;
  std::string type_, value_;
  RichText rich_;
};

}  // namespace

Book parse_xlsx(const Archive& archive) {
  const auto part = Relations(archive, "").first("officeDocument", "xl/workbook.xml");
  if (!archive.has(part) || part.ends_with(".bin")) throw Unreadable("sheet.format");
  Workbook workbook;
  read_xml(archive, part, workbook);
  const Relations relations(archive, part);
  Shared shared;
  shared.since_1904 = workbook.since_1904;
  if (const auto entry = relations.first("sharedStrings"); archive.has(entry))
    read_xml(archive, entry, shared.strings);
  if (const auto entry = relations.first("styles"); archive.has(entry))
    read_xml(archive, entry, shared.styles);
  Book book;
  for (const auto& [name, id] : workbook.sheets) {
    const auto* const relation = relations.by_id(id);
    if (relation == nullptr || !archive.has(relation->target)) throw Unreadable("sheet.broken");
    if (relation->type != "worksheet") continue;
    Worksheet sheet(name, shared);
    read_xml(archive, relation->target, sheet);
    book.sheets.push_back(std::move(sheet).taken());
  }
  return book;
}

}  // namespace sheets
