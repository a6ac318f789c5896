#include <algorithm>
#include <cmath>

#include "platform/print/setting.h"

// A procedure drawn, as large as the page allows.
namespace print {
namespace {

void outline_of(cairo_t* cairo, const DrawnBox& box) {
  constexpr double radius = 7, quarter = 1.5707963267948966;
  const double right = box.x + box.width, bottom = box.y + box.height;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, right - radius, box.y + radius, radius, -quarter, 0);
  cairo_arc(cairo, right - radius, bottom - radius, radius, 0, quarter);
  cairo_arc(cairo, box.x + radius, bottom - radius, radius, quarter, 2 * quarter);
  cairo_arc(cairo, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo);
}

void draw_box(cairo_t* cairo, const DrawnBox& box) {
  const double dashes[] = {5, 4};
  outline_of(cairo, box);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_fill_preserve(cairo);
  cairo_set_source_rgb(cairo, green.red, green.green, green.blue);
  cairo_set_line_width(cairo, 1.3);
  cairo_set_dash(cairo, dashes, box.optional ? 2 : 0, 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, nullptr, 0, 0);
}

void draw_tip(cairo_t* cairo, const DrawnPoint& from, const DrawnPoint& to) {
  const double angle = std::atan2(to.y - from.y, to.x - from.x);
  cairo_move_to(cairo, to.x, to.y);
  for (const double side : {0.42, -0.42})
    cairo_line_to(cairo, to.x - 7 * std::cos(angle + side), to.y - 7 * std::sin(angle + side));
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

void draw_arrow(cairo_t* cairo, const DrawnArrow& arrow) {
  if (arrow.points.size() < 2) return;
  const Ink ink = arrow.label.empty() ? grey : brown;
  const double dashes[] = {6, 3};
  cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue);
  cairo_set_line_width(cairo, 1.1);
  cairo_set_dash(cairo, dashes, arrow.label.empty() ? 0 : 2, 0);
  cairo_move_to(cairo, arrow.points.front().x, arrow.points.front().y);
  for (const DrawnPoint& point : arrow.points) cairo_line_to(cairo, point.x, point.y);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, nullptr, 0, 0);
  draw_tip(cairo, arrow.points[arrow.points.size() - 2], arrow.points.back());
}

struct Words {
  std::shared_ptr<PangoLayout> layout;
  double x = 0, y = 0, height = 0, width = 0;
  Ink ink;
  bool plate = false;  // on white, over a line
};

// Texts in the middle of where they stand; `y` is the middle of the line.
Words words(const Setting& setting, const std::string& text, double x, double y,
            const Style& style) {
  LayoutPtr layout = setting.layout(text, -1, style);
  const double width = width_of(layout), height = height_of(layout);
  return {std::move(layout), x - width / 2, y - height / 2, height, width, style.ink, false};
}

std::vector<Words> words_of(const Setting& setting, const Drawing& drawing) {
  const Style title{.size = 11.5, .bold = true}, note{.size = 9.5, .ink = grey},
      label{.size = 9.5, .ink = brown};
  std::vector<Words> all;
  for (const DrawnArrow& arrow : drawing.arrows) {
    if (arrow.label.empty()) continue;
    all.push_back(words(setting, arrow.label, arrow.label_at.x, arrow.label_at.y, label));
    all.back().plate = true;
  }
  for (const DrawnBox& box : drawing.boxes) {
    double y = box.y + 9 + 8;
    for (const std::string& line : box.lines) {
      all.push_back(words(setting, line, box.x + box.width / 2.0, y, title));
      y += 17;
    }
    y -= 2;
    for (const std::string& line : box.notes) {
      all.push_back(words(setting, line, box.x + box.width / 2.0, y, note));
      y += 14;
    }
  }
  return all;
}

void draw_words(cairo_t* cairo, const Words& own) {
  if (own.plate) {
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_rectangle(cairo, own.x - 3, own.y + 2, own.width + 6, own.height - 4);
    cairo_fill(cairo);
  }
  cairo_set_source_rgb(cairo, own.ink.red, own.ink.green, own.ink.blue);
  cairo_move_to(cairo, own.x, own.y);
  pango_cairo_show_layout(cairo, own.layout.get());
}

}  // namespace

void set_drawing(Setting& setting, const Drawing& drawing) {
  constexpr double largest = 0.82;
  const double page = page_height - margin_top - margin_bottom - 12;
  const double scale = std::min(
      {largest, text_width / std::max(drawing.width, 1), page / std::max(drawing.height, 1)});
  setting.need(drawing.height * scale + 12);
  const double x = (page_width - drawing.width * scale) / 2, y = setting.y + 6;
  setting.draw([=, texts = words_of(setting, drawing)](cairo_t* cairo) {
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, scale, scale);
    for (const DrawnArrow& arrow : drawing.arrows) draw_arrow(cairo, arrow);
    for (const DrawnBox& box : drawing.boxes) draw_box(cairo, box);
    for (const Words& own : texts) draw_words(cairo, own);
    cairo_restore(cairo);
  });
  setting.y += drawing.height * scale + 18;
}

}  // namespace print
