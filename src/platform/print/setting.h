#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/print/print.h"

// Type setting: texts measured and broken into lines, what is drawn kept by page until the number
// of pages is known. Internal to the room; units are points.
namespace print {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;
using ContextPtr = std::unique_ptr<PangoContext, Unref>;

inline constexpr double page_width = 595, page_height = 842;
inline constexpr double margin_side = 56, margin_top = 78, margin_bottom = 70;
inline constexpr double text_width = page_width - 2 * margin_side;

struct Ink {
  double red = 0.09, green = 0.09, blue = 0.09;
};
inline constexpr Ink black{}, grey{0.36, 0.40, 0.44}, green{0.07, 0.42, 0.26},
    brown{0.58, 0.22, 0.05}, rule{0.80, 0.82, 0.84}, shade{0.95, 0.97, 0.96};

struct Style {
  double size = 11.5;
  bool bold = false;
  Ink ink = black;
  PangoAlignment align = PANGO_ALIGN_LEFT;  // left is where a line begins: right, in Arabic
};

class Setting {
 public:
  Setting(std::string_view language, Digits digits);

  bool right_to_left() const { return right_to_left_; }
  LayoutPtr layout(const std::string& text, double width, const Style& style) const;
  std::string fitting(const std::string& text) const;  // isolated, with the digits asked for

  using Draw = std::function<void(cairo_t*)>;
  void draw(Draw what) { pages_.back().push_back(std::move(what)); }
  void text_at(LayoutPtr layout, double x, double y, Ink ink);
  void line(double x1, double y1, double x2, double y2, Ink ink, double width = 0.6);
  void fill(double x, double y, double width, double height, Ink ink);

  double y = margin_top;
  double left() const { return page_height - margin_bottom - y; }  // height that is left
  void new_page();
  void need(double height);  // a new page, unless so much is left
  int page() const { return static_cast<int>(pages_.size()); }
  const std::vector<std::vector<Draw>>& pages() const { return pages_; }

 private:
  std::unique_ptr<PangoFontMap, Unref> fonts_;
  ContextPtr context_;
  bool right_to_left_;
  Digits digits_;
  std::vector<std::vector<Draw>> pages_{1};
};

double height_of(const LayoutPtr& layout);
double width_of(const LayoutPtr& layout);

// The blocks of an outline, one after the other.
void set_paragraph(Setting& setting, const std::string& text, const Style& style, double indent);
void set_table(Setting& setting, const OutlineBlock& block);
void set_drawing(Setting& setting, const Drawing& drawing);

}  // namespace print
