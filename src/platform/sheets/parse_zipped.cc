#include <charconv>
#include <cmath>
#include <map>
#include <orcus/orcus_ods.hpp>
#include <orcus/orcus_xlsx.hpp>
#include <utility>

#include "base/time.h"
#include "platform/sheets/parse_book.h"
#include "platform/sheets/sheet_styles.h"

// liborcus parses; this is what it tells of: cells and no looks.
namespace sheets {
namespace {

std::string decimal(double value) {
  constexpr double whole_max = 1e15;
  char text[64];
  const bool is_whole = std::floor(value) == value && std::abs(value) < whole_max;
  const auto end = is_whole ? std::to_chars(text, text + sizeof text, std::int64_t(value))
                            : std::to_chars(text, text + sizeof text, value);
  return {text, end.ptr};
}

struct Strings final : ss::iface::import_shared_strings {
  std::vector<std::string> all;
  std::string segments;
  std::size_t append(std::string_view text) override {
    all.emplace_back(text);
    return all.size() - 1;
  }
  std::size_t add(std::string_view text) override { return append(text); }
  void set_segment_font(std::size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(Styles::Part, Styles::Part, Styles::Part, Styles::Part) override {}
  void append_segment(std::string_view text) override { segments += text; }
  std::size_t commit_segments() override {
    all.push_back(std::exchange(segments, {}));
    return all.size() - 1;
  }
};

struct Shared {
  Strings strings;
  Styles styles;
  Date origin = *make_date(1899, 12, 30);
  std::int64_t rows = 0, cells = 0;
};

class OneSheet;
class Formula final : public ss::iface::import_formula {
 public:
  explicit Formula(OneSheet& sheet) : sheet_(sheet) {}
  void set_position(ss::row_t row, ss::col_t column) override {
    row_ = row;
    column_ = column;
  }
  void set_formula(ss::formula_grammar_t, std::string_view) override {}
  void set_shared_formula_index(std::size_t) override {}
  void set_result_string(std::string_view) override {}
  void set_result_value(double) override {}
  void set_result_bool(bool) override {}
  void set_result_empty() override {}
  void commit() override;

 private:
  OneSheet& sheet_;
  ss::row_t row_ = 0;
  ss::col_t column_ = 0;
};

class ArrayFormula final : public ss::iface::import_array_formula {
 public:
  explicit ArrayFormula(OneSheet& sheet) : sheet_(sheet) {}
  void set_range(const ss::range_t& range) override { range_ = range; }
  void set_formula(ss::formula_grammar_t, std::string_view) override {}
  void set_result_string(ss::row_t, ss::col_t, std::string_view) override {}
  void set_result_value(ss::row_t, ss::col_t, double) override {}
  void set_result_bool(ss::row_t, ss::col_t, bool) override {}
  void set_result_empty(ss::row_t, ss::col_t) override {}
  void commit() override;

 private:
  OneSheet& sheet_;
  ss::range_t range_{};
};

class OneSheet final : public ss::iface::import_sheet, public ss::iface::import_sheet_properties {
 public:
  OneSheet(std::string_view name, Shared& shared) : name_(name), shared_(shared) {}

  void put(ss::row_t row, ss::col_t column, Cell::Kind kind, std::string text) {
    if (column < 0 || row < 0) throw Unreadable("sheet.broken");
    if (column >= columns_max) throw Unreadable("sheet.too_many_columns");
    if (text.size() > cell_bytes_max) throw Unreadable("sheet.cell_too_long");
    auto& cells = rows_[row];
    if (cells.empty() && ++shared_.rows > rows_max) throw Unreadable("sheet.too_many_rows");
    const auto at = static_cast<std::size_t>(column);
    if (cells.size() <= at) {
      shared_.cells += static_cast<std::int64_t>(at + 1 - cells.size());
      if (shared_.cells > cells_max) throw Unreadable("sheet.too_large");
      cells.resize(at + 1);
    }
    cells[at] = {kind, std::move(text)};
  }
  void mark(const ss::range_t& range, Cell::Kind kind) {
    if (range.first.row == range.last.row && range.first.column == range.last.column &&
        kind == Cell::Kind::merged)
      return;
    // Of rows that say something: a merge may reach to the end of the sheet.
    for (auto at = rows_.lower_bound(range.first.row);
         at != rows_.end() && at->first <= range.last.row; ++at) {
      const auto last = std::min<ss::col_t>(range.last.column, columns_max - 1);
      for (auto column = range.first.column; column <= last; ++column)
        put(at->first, column, kind, "");
    }
  }
  Sheet taken() && {
    Sheet sheet{name_, {}};
    for (auto& [number, cells] : rows_) {
      while (!cells.empty() && cells.back().kind == Cell::Kind::empty) cells.pop_back();
      if (!cells.empty()) sheet.rows.push_back({number + 1, std::move(cells)});
    }
    return sheet;
  }
  const std::string& name() const { return name_; }

  ss::iface::import_sheet_properties* get_sheet_properties() override { return this; }
  ss::iface::import_formula* get_formula() override { return &formula_; }
  ss::iface::import_array_formula* get_array_formula() override { return &array_; }
  void set_auto(ss::row_t row, ss::col_t column, std::string_view text) override {
    if (!text.empty()) put(row, column, Cell::Kind::text, std::string(text));
  }
  void set_string(ss::row_t row, ss::col_t column, ss::string_id_t id) override {
    const auto& all = shared_.strings.all;
    if (id >= all.size()) throw Unreadable("sheet.broken");
    if (!all[id].empty()) put(row, column, Cell::Kind::text, all[id]);
  }
  void set_value(ss::row_t row, ss::col_t column, double value) override {
    put(row, column, Cell::Kind::number, decimal(value));
  }
  void set_bool(ss::row_t row, ss::col_t column, bool value) override {
    put(row, column, Cell::Kind::boolean, value ? "1" : "0");
  }
  void set_date_time(ss::row_t row, ss::col_t column, int year, int month, int day, int, int,
                     double) override {
    const auto date = make_date(year, month, day);
    if (!date) return put(row, column, Cell::Kind::text, "?");
    put(row, column, Cell::Kind::date, iso(*date));
  }
  // Known to be one of days only when the workbook's styles were read: at the end.
  void set_format(ss::row_t row, ss::col_t column, std::size_t format) override {
    if (format == 0) return;
    formatted_.push_back({row, column, format});
    if (formatted_.size() > static_cast<std::size_t>(cells_max))
      throw Unreadable("sheet.too_large");
  }
  void set_format(ss::row_t, ss::col_t, ss::row_t, ss::col_t, std::size_t) override {}
  void fill_down_cells(ss::row_t row, ss::col_t column, ss::row_t count) override {
    const auto found = rows_.find(row);
    const auto at = static_cast<std::size_t>(column);
    if (found == rows_.end() || at >= found->second.size()) return;
    const Cell cell = found->second[at];
    if (cell.kind == Cell::Kind::empty) return;
    for (ss::row_t i = 1; i <= count; ++i) put(row + i, column, cell.kind, cell.text);
  }
  ss::range_size_t get_sheet_size() const override {
    return {.rows = 1'048'576, .columns = 16'384};
  }
  void set_column_width(ss::col_t, double, orcus::length_unit_t) override {}
  void set_column_hidden(ss::col_t, bool) override {}
  void set_row_height(ss::row_t, double, orcus::length_unit_t) override {}
  void set_row_hidden(ss::row_t, bool) override {}
  void set_merge_cell_range(const ss::range_t& range) override { merges_.push_back(range); }
  void finish() {
    for (const auto& one : formatted_) {
      if (shared_.styles.is_date(one.format)) make_day(one.row, one.column);
    }
    for (const auto& range : merges_) mark(range, Cell::Kind::merged);
  }

 private:
  struct Formatted {
    ss::row_t row;
    ss::col_t column;
    std::size_t format;
  };
  void make_day(ss::row_t row, ss::col_t column) {
    constexpr double day_max = 2'900'000;
    const auto found = rows_.find(row);
    const auto at = static_cast<std::size_t>(column);
    if (found == rows_.end() || at >= found->second.size()) return;
    auto& cell = found->second[at];
    double value = 0;
    const auto* end = cell.text.data() + cell.text.size();
    if (cell.kind != Cell::Kind::number ||
        std::from_chars(cell.text.data(), end, value).ptr != end || value < 1 || value > day_max)
      return;
    cell = {Cell::Kind::date, iso(shared_.origin + static_cast<std::int32_t>(value))};
  }

  std::string name_;
  Shared& shared_;
  std::map<ss::row_t, std::vector<Cell>> rows_;
  std::vector<ss::range_t> merges_;
  Formula formula_{*this};
  ArrayFormula array_{*this};
  std::vector<Formatted> formatted_;
};

void Formula::commit() {
  sheet_.put(row_, column_, Cell::Kind::formula, "");
}
void ArrayFormula::commit() {
  sheet_.put(range_.first.row, range_.first.column, Cell::Kind::formula, "");
  sheet_.mark(range_, Cell::Kind::formula);
}

class Resolver final : public ss::iface::import_reference_resolver {
 public:
  ss::src_address_t resolve_address(std::string_view text) override {
    ss::src_address_t address{};
    std::int64_t column = 0, row = 0;
    for (const char c : text) {
      if (c >= 'A' && c <= 'Z' && column < columns_most) column = column * 26 + (c - 'A' + 1);
      if (c >= '0' && c <= '9' && row < rows_most) row = row * 10 + (c - '0');
    }
    address.column = static_cast<ss::col_t>(column - 1);
    address.row = static_cast<ss::row_t>(row - 1);
    return address;
  }
  ss::src_range_t resolve_range(std::string_view text) override {
    const auto colon = text.find(':');
    const auto first = resolve_address(text.substr(0, colon));
    return {first, colon == text.npos ? first : resolve_address(text.substr(colon + 1))};
  }

 private:
  static constexpr std::int64_t columns_most = 20'000, rows_most = 2'000'000;
};

class Settings final : public ss::iface::import_global_settings {
 public:
  explicit Settings(Shared& shared) : shared_(shared) {}
  void set_origin_date(int year, int month, int day) override {
    if (const auto date = make_date(year, month, day)) shared_.origin = *date;
  }
  void set_default_formula_grammar(ss::formula_grammar_t grammar) override { grammar_ = grammar; }
  ss::formula_grammar_t get_default_formula_grammar() const override { return grammar_; }
  void set_character_set(orcus::character_set_t) override {}

 private:
  Shared& shared_;
  ss::formula_grammar_t grammar_ = ss::formula_grammar_t::unknown;
};

class Factory final : public ss::iface::import_factory {
 public:
  ss::iface::import_global_settings* get_global_settings() override { return &settings_; }
  ss::iface::import_shared_strings* get_shared_strings() override { return &shared_.strings; }
  ss::iface::import_styles* get_styles() override { return &shared_.styles; }
  ss::iface::import_reference_resolver* get_reference_resolver(ss::formula_ref_context_t) override {
    return &resolver_;
  }
  ss::iface::import_sheet* append_sheet(ss::sheet_t, std::string_view name) override {
    constexpr std::size_t sheets_max = 100;
    if (sheets_.size() == sheets_max) throw Unreadable("sheet.too_large");
    sheets_.push_back(std::make_unique<OneSheet>(name, shared_));
    return sheets_.back().get();
  }
  ss::iface::import_sheet* get_sheet(std::string_view name) override {
    for (const auto& sheet : sheets_) {
      if (sheet->name() == name) return sheet.get();
    }
    return nullptr;
  }
  ss::iface::import_sheet* get_sheet(ss::sheet_t index) override {
    const auto at = static_cast<std::size_t>(index);
    return at < sheets_.size() ? sheets_[at].get() : nullptr;
  }
  void finalize() override {
    for (const auto& sheet : sheets_) sheet->finish();
  }
  Book taken() {
    Book book;
    for (const auto& sheet : sheets_) book.sheets.push_back(std::move(*sheet).taken());
    return book;
  }

 private:
  Shared shared_;
  Settings settings_{shared_};
  Resolver resolver_;
  std::vector<std::unique_ptr<OneSheet>> sheets_;
};

}  // namespace

Book parse_zipped(std::string_view bytes) {
  Factory factory;
  if (check_archive(bytes) == "xlsx") {
    orcus::orcus_xlsx(&factory).read_stream(bytes);
  } else {
    orcus::orcus_ods(&factory).read_stream(bytes);
  }
  return factory.taken();
}

}  // namespace sheets
