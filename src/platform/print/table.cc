#include <algorithm>
#include <numeric>

#include "platform/print/setting.h"

// Tables: columns as wide as what stands in them asks for, rows whole on a page, the head again on
// each.
namespace print {
namespace {

constexpr double cell_padding = 4.5;
const Style cell_style{.size = 10};
const Style head_style{.size = 9.5, .bold = true, .ink = green};
const Style fact_style{.size = 10.5, .bold = true};

class Table {
 public:
  Table(Setting& setting, const OutlineBlock& block) : setting_(setting), block_(block) {
    for (const auto& row : block.rows) count_ = std::max(count_, row.size());
    find_widths();
  }

  void set() {
    if (!block_.columns.empty()) {
      setting_.need(90);  // the head and a row
      set_row(block_.columns, head_style, true);
    }
    for (const auto& row : block_.rows) set_row(row, cell_style, false);
    setting_.y += 8;
  }

 private:
  // Between the longest word and the whole line; short columns take what they need, the others
  // share what is left by what they hold.
  void find_widths() {
    std::vector<double> wanted(count_, 0);
    const auto measure = [&](const std::vector<std::string>& row, const Style& style) {
      for (std::size_t i = 0; i < row.size() && i < count_; ++i)
        wanted[i] = std::max(wanted[i], width_of(setting_.layout(row[i], -1, style)));
    };
    measure(block_.columns, head_style);
    for (const auto& row : block_.rows) measure(row, fact_style);
    for (double& width : wanted) width = std::min(width + 2 * cell_padding + 2, text_width * 0.75);
    const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    widths_ = wanted;
    if (sum <= text_width) {
      if (!widths_.empty()) widths_.back() += text_width - sum;
      return;
    }
    const double fair = text_width / static_cast<double>(count_);
    double fixed = 0, rest = 0;
    for (const double width : wanted) (width <= fair ? fixed : rest) += width;
    for (double& width : widths_)
      if (width > fair) width = std::max(fair * 0.7, width / rest * (text_width - fixed));
    const double all = std::accumulate(widths_.begin(), widths_.end(), 0.0);
    for (double& width : widths_) width *= text_width / all;
  }

  double x_of(std::size_t column) const {
    double from = 0;
    for (std::size_t i = 0; i < column; ++i) from += widths_[i];
    return setting_.right_to_left() ? page_width - margin_side - from - widths_[column]
                                    : margin_side + from;
  }

  void set_row(const std::vector<std::string>& row, const Style& style, bool head) {
    std::vector<LayoutPtr> cells;
    double height = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Style& own = !head && block_.columns.empty() && i == 0 ? fact_style : style;
      cells.push_back(setting_.layout(row[i], widths_[i] - 2 * cell_padding, own));
      height = std::max(height, height_of(cells.back()));
    }
    height += 2 * cell_padding - 2;
    if (!head && setting_.left() < height && setting_.y > margin_top) {
      setting_.new_page();
      if (!block_.columns.empty()) set_row(block_.columns, head_style, true);
    }
    if (head) setting_.fill(margin_side, setting_.y, text_width, height, shade);
    for (std::size_t i = 0; i < cells.size(); ++i)
      setting_.text_at(std::move(cells[i]), x_of(i) + cell_padding, setting_.y + cell_padding - 2,
                       head ? green : black);
    setting_.y += height;
    setting_.line(margin_side, setting_.y, page_width - margin_side, setting_.y, rule);
  }

  Setting& setting_;
  const OutlineBlock& block_;
  std::size_t count_ = 0;
  std::vector<double> widths_;
};

}  // namespace

void set_table(Setting& setting, const OutlineBlock& block) {
  setting.y += 3;
  Table(setting, block).set();
}

}  // namespace print
