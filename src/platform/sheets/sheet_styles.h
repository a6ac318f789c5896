#pragma once

#include <orcus/spreadsheet/import_interface.hpp>
#include <set>
#include <string_view>
#include <vector>

// Which formats of cells show a number as a date: all that is read of a workbook's styles.
// Private to this room.
namespace sheets {

namespace ss = orcus::spreadsheet;

class Styles final : public ss::iface::import_styles {
 public:
  using Part = ss::color_elem_t;

  bool is_date(std::size_t format) const {
    return format < cell_formats_.size() && shows_date(cell_formats_[format]);
  }

  void set_number_format_identifier(std::size_t id) override { id_ = id; }
  void set_number_format_code(std::string_view code) override { code_is_date_ = has_day(code); }
  std::size_t commit_number_format() override {
    if (code_is_date_) dates_.insert(id_);
    code_is_date_ = false;
    return numbers_++;
  }
  void set_xf_number_format(std::size_t index) override { format_ = index; }
  std::size_t commit_cell_xf() override {
    cell_formats_.push_back(format_);
    format_ = 0;
    return cell_formats_.size() - 1;
  }
  std::size_t commit_cell_style_xf() override { return format_ = 0; }
  std::size_t commit_dxf() override { return 0; }

  void set_font_count(std::size_t) override {}
  void set_font_bold(bool) override {}
  void set_font_italic(bool) override {}
  void set_font_name(std::string_view) override {}
  void set_font_size(double) override {}
  void set_font_underline(ss::underline_t) override {}
  void set_font_underline_width(ss::underline_width_t) override {}
  void set_font_underline_mode(ss::underline_mode_t) override {}
  void set_font_underline_type(ss::underline_type_t) override {}
  void set_font_underline_color(Part, Part, Part, Part) override {}
  void set_font_color(Part, Part, Part, Part) override {}
  void set_strikethrough_style(ss::strikethrough_style_t) override {}
  void set_strikethrough_type(ss::strikethrough_type_t) override {}
  void set_strikethrough_width(ss::strikethrough_width_t) override {}
  void set_strikethrough_text(ss::strikethrough_text_t) override {}
  std::size_t commit_font() override { return 0; }
  void set_fill_count(std::size_t) override {}
  void set_fill_pattern_type(ss::fill_pattern_t) override {}
  void set_fill_fg_color(Part, Part, Part, Part) override {}
  void set_fill_bg_color(Part, Part, Part, Part) override {}
  std::size_t commit_fill() override { return 0; }
  void set_border_count(std::size_t) override {}
  void set_border_style(ss::border_direction_t, ss::border_style_t) override {}
  void set_border_color(ss::border_direction_t, Part, Part, Part, Part) override {}
  void set_border_width(ss::border_direction_t, double, orcus::length_unit_t) override {}
  std::size_t commit_border() override { return 0; }
  void set_cell_hidden(bool) override {}
  void set_cell_locked(bool) override {}
  void set_cell_print_content(bool) override {}
  void set_cell_formula_hidden(bool) override {}
  std::size_t commit_cell_protection() override { return 0; }
  void set_number_format_count(std::size_t) override {}
  void set_cell_xf_count(std::size_t) override {}
  void set_cell_style_xf_count(std::size_t) override {}
  void set_dxf_count(std::size_t) override {}
  void set_xf_font(std::size_t) override {}
  void set_xf_fill(std::size_t) override {}
  void set_xf_border(std::size_t) override {}
  void set_xf_protection(std::size_t) override {}
  void set_xf_style_xf(std::size_t) override {}
  void set_xf_apply_alignment(bool) override {}
  void set_xf_horizontal_alignment(ss::hor_alignment_t) override {}
  void set_xf_vertical_alignment(ss::ver_alignment_t) override {}
  void set_cell_style_count(std::size_t) override {}
  void set_cell_style_name(std::string_view) override {}
  void set_cell_style_xf(std::size_t) override {}
  void set_cell_style_builtin(std::size_t) override {}
  void set_cell_style_parent_name(std::string_view) override {}
  std::size_t commit_cell_style() override { return 0; }

 private:
  // The built-in formats of days; those of hours alone are none.
  bool shows_date(std::size_t id) const {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ||
           dates_.contains(id);
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

  std::size_t id_ = 0, format_ = 0, numbers_ = 0;
  bool code_is_date_ = false;
  std::set<std::size_t> dates_;
  std::vector<std::size_t> cell_formats_;
};

}  // namespace sheets
