#include "platform/print/setting.h"

namespace print {
namespace {

constexpr const char* family = "Amiri, Noto Naskh Arabic";

void ink_of(cairo_t* cairo, Ink ink) {
  cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue);
}

// Pango means the page's left and right; ours are where a line begins and ends.
PangoAlignment aligned(PangoAlignment align, bool right_to_left) {
  if (!right_to_left || align == PANGO_ALIGN_CENTER) return align;
  return align == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

}  // namespace

// A font map of its own for each document: Pango's default is kept for each thread and never given
// back. Sizes are points, and no hinting, so that a text is
// as wide on every machine.
Setting::Setting(std::string_view language, Digits digits)
    : fonts_(pango_cairo_font_map_new()), right_to_left_(language == "ar"), digits_(digits) {
  context_.reset(pango_font_map_create_context(fonts_.get()));
  pango_cairo_context_set_resolution(context_.get(), 72);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_base_dir(context_.get(),
                             right_to_left_ ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language(context_.get(),
                             pango_language_from_string(right_to_left_ ? "ar" : "en"));
}

std::string Setting::fitting(const std::string& text) const {
  std::string own = digits_ == Digits::arabic_indic ? with_arabic_digits(text) : text;
  return right_to_left_ ? isolated(own) : own;
}

LayoutPtr Setting::layout(const std::string& text, double width, const Style& style) const {
  LayoutPtr layout(pango_layout_new(context_.get()));
  PangoFontDescription* font = pango_font_description_from_string(family);
  pango_font_description_set_size(font, static_cast<int>(style.size * PANGO_SCALE));
  if (style.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), aligned(style.align, right_to_left_));
  pango_layout_set_width(layout.get(), width < 0 ? -1 : static_cast<int>(width * PANGO_SCALE));
  const std::string own = fitting(text);
  pango_layout_set_text(layout.get(), own.data(), static_cast<int>(own.size()));
  return layout;
}

void Setting::text_at(LayoutPtr layout, double x, double at, Ink ink) {
  draw([kept = std::shared_ptr<PangoLayout>(std::move(layout)), x, at, ink](cairo_t* cairo) {
    ink_of(cairo, ink);
    cairo_move_to(cairo, x, at);
    pango_cairo_show_layout(cairo, kept.get());
  });
}

void Setting::line(double x1, double y1, double x2, double y2, Ink ink, double width) {
  draw([=](cairo_t* cairo) {
    ink_of(cairo, ink);
    cairo_set_line_width(cairo, width);
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    cairo_stroke(cairo);
  });
}

void Setting::fill(double x, double at, double width, double height, Ink ink) {
  draw([=](cairo_t* cairo) {
    ink_of(cairo, ink);
    cairo_rectangle(cairo, x, at, width, height);
    cairo_fill(cairo);
  });
}

void Setting::new_page() {
  pages_.emplace_back();
  y = margin_top;
}

void Setting::need(double height) {
  if (left() < height && y > margin_top) new_page();
}

double height_of(const LayoutPtr& layout) {
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double width_of(const LayoutPtr& layout) {
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

// Line by line, so that a long one goes on over the page.
void set_paragraph(Setting& setting, const std::string& text, const Style& style, double indent) {
  const double x = setting.right_to_left() ? margin_side : margin_side + indent;
  const std::shared_ptr<PangoLayout> layout(setting.layout(text, text_width - indent, style));
  PangoLayoutIter* at = pango_layout_get_iter(layout.get());
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    const double height = static_cast<double>(logical.height) / PANGO_SCALE;
    setting.need(height);
    const double ascent =
        static_cast<double>(pango_layout_iter_get_baseline(at) - logical.y) / PANGO_SCALE;
    const std::shared_ptr<PangoLayoutLine> line(
        pango_layout_line_ref(pango_layout_iter_get_line_readonly(at)), pango_layout_line_unref);
    const double from = x + static_cast<double>(logical.x) / PANGO_SCALE;
    setting.draw([layout, line, from, y = setting.y + ascent, ink = style.ink](cairo_t* cairo) {
      ink_of(cairo, ink);
      cairo_move_to(cairo, from, y);
      pango_cairo_show_layout_line(cairo, line.get());
    });
    setting.y += height;
  } while (pango_layout_iter_next_line(at) != FALSE);
  pango_layout_iter_free(at);
}

}  // namespace print
