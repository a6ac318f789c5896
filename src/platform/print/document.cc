#include <algorithm>
#include <stdexcept>

#include "platform/print/setting.h"

// An outline, block by block, then the pages with their heads and feet.
namespace print {
namespace {

struct Bookmark {
  std::string text;
  int level = 1, page = 1;
  double y = 0;
};

class Document {
 public:
  Document(const Outline& outline, const Paper& paper)
      : outline_(outline), paper_(paper), setting_(outline.language, paper.digits) {}

  std::string run() {
    set_title();
    for (const OutlineBlock& block : outline_.blocks) set(block);
    return write();
  }

 private:
  void set_title() {
    setting_.y = 190;
    const Style small{.size = 15, .ink = grey, .align = PANGO_ALIGN_CENTER};
    const Style large{.size = 26, .bold = true, .ink = green, .align = PANGO_ALIGN_CENTER};
    set_paragraph(setting_, outline_.subtitle, small, 0);
    setting_.y += 10;
    set_paragraph(setting_, outline_.title, large, 0);
    setting_.y += 14;
    setting_.line(page_width / 2 - 60, setting_.y, page_width / 2 + 60, setting_.y, green, 1.4);
    setting_.y += 34;
  }

  void set(const OutlineBlock& block) {
    switch (block.sort) {
      case OutlineSort::heading:
        return set_heading(block);
      case OutlineSort::paragraph:
        return set_lines(block.text, {.size = 12}, 0);
      case OutlineSort::note:
        return set_lines(block.text, {.size = 10.5, .ink = grey}, 10);
      case OutlineSort::list:
        for (const std::string& item : block.items) set_item(item);
        setting_.y += 4;
        return;
      case OutlineSort::table:
        return set_table(setting_, block);
      case OutlineSort::drawing:
        if (block.drawing) set_drawing(setting_, *block.drawing);
    }
  }

  void set_lines(const std::string& text, const Style& style, double indent) {
    set_paragraph(setting_, text, style, indent);
    setting_.y += 5;
  }

  void set_item(const std::string& item) {
    constexpr double indent = 14, dot = 1.6;
    setting_.need(16);
    const double x = setting_.right_to_left() ? page_width - margin_side - 5 : margin_side + 5;
    setting_.draw([x, y = setting_.y + 9.5](cairo_t* cairo) {
      cairo_set_source_rgb(cairo, green.red, green.green, green.blue);
      cairo_new_path(cairo);
      cairo_arc(cairo, x, y, dot, 0, 6.283185307179586);
      cairo_fill(cairo);
    });
    set_paragraph(setting_, item, {.size = 11}, indent);
    setting_.y += 1.5;
  }

  // With some of what it heads; the first of all leaves the title page.
  void set_heading(const OutlineBlock& block) {
    static constexpr double sizes[] = {19, 15, 12.5, 11.5};
    if (block.level == 1 && bookmarks_.empty()) setting_.new_page();
    setting_.need(140);
    if (setting_.y > margin_top) setting_.y += block.level == 1 ? 20 : 10;
    const auto size = sizes[static_cast<std::size_t>(std::min(std::max(block.level, 1), 4)) - 1];
    if (block.level < 3)
      bookmarks_.push_back({block.text, block.level, setting_.page(), setting_.y});
    set_paragraph(setting_, block.text, {.size = size, .bold = true, .ink = green}, 0);
    setting_.y += 3;
  }

  static std::string filled(std::string text, const std::string& name, int value) {
    const std::size_t at = text.find(name);
    if (at != std::string::npos) text.replace(at, name.size(), std::to_string(value));
    return text;
  }

  void draw_frame(cairo_t* cairo, int page, int pages) const {
    const auto put = [&](const std::string& text, double y, PangoAlignment align) {
      const LayoutPtr layout =
          setting_.layout(text, text_width, {.size = 9.5, .ink = grey, .align = align});
      cairo_set_source_rgb(cairo, grey.red, grey.green, grey.blue);
      cairo_move_to(cairo, margin_side, y);
      pango_cairo_show_layout(cairo, layout.get());
    };
    const std::string number =
        filled(filled(outline_.page_words, "{pages}", pages), "{page}", page);
    put(number, page_height - 46, PANGO_ALIGN_CENTER);
    if (!paper_.footer.empty()) put(paper_.footer, page_height - 46, PANGO_ALIGN_LEFT);
    if (page == 1) return;
    put(outline_.subtitle, 36, PANGO_ALIGN_LEFT);
    put(outline_.title, 36, PANGO_ALIGN_RIGHT);
    cairo_set_source_rgb(cairo, rule.red, rule.green, rule.blue);
    cairo_set_line_width(cairo, 0.6);
    cairo_move_to(cairo, margin_side, 58);
    cairo_line_to(cairo, page_width - margin_side, 58);
    cairo_stroke(cairo);
  }

  static cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  }

  void add_bookmarks(cairo_surface_t* surface) const {
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    for (const Bookmark& bookmark : bookmarks_) {
      const std::string where = "page=" + std::to_string(bookmark.page) + " pos=[0 " +
                                std::to_string(static_cast<int>(bookmark.y)) + "]";
      const int own = cairo_pdf_surface_add_outline(
          surface, bookmark.level == 1 ? CAIRO_PDF_OUTLINE_ROOT : parent, bookmark.text.c_str(),
          where.c_str(), static_cast<cairo_pdf_outline_flags_t>(0));
      if (bookmark.level == 1) parent = own;
    }
  }

  std::string write() const {
    std::string bytes;
    cairo_surface_t* surface =
        cairo_pdf_surface_create_for_stream(append, &bytes, page_width, page_height);
    const std::string date = iso(paper_.date) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, outline_.title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, outline_.subtitle.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    cairo_t* cairo = cairo_create(surface);
    const auto& pages = setting_.pages();
    for (std::size_t i = 0; i < pages.size(); ++i) {
      draw_frame(cairo, static_cast<int>(i) + 1, static_cast<int>(pages.size()));
      for (const auto& draw : pages[i]) draw(cairo);
      cairo_show_page(cairo);
    }
    add_bookmarks(surface);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const bool well = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!well) throw std::runtime_error("print: the PDF could not be written");
    return bytes;
  }

  const Outline& outline_;
  const Paper& paper_;
  Setting setting_;
  std::vector<Bookmark> bookmarks_;
};

}  // namespace

std::string pdf_of(const Outline& outline, const Paper& paper) {
  return Document(outline, paper).run();
}

}  // namespace print
