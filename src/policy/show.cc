#include "base/text.h"
#include "policy/outline.h"

// A drawing as SVG, an outline as plain text.
namespace policy {
namespace {

std::string escaped(const std::string& text) {
  std::string whole;
  for (const char c : text) {
    if (c == '&')
      whole += "&amp;";
    else if (c == '<')
      whole += "&lt;";
    else if (c == '>')
      whole += "&gt;";
    else if (c == '"')
      whole += "&quot;";
    else
      whole += c;
  }
  return whole;
}

std::string number(int value) {
  return std::to_string(value);
}

// A text about its middle; what direction it has is the drawing's.
std::string text_at(const char* sort, int x, int y, const std::string& text) {
  return "<text class=\"" + std::string(sort) + "\" x=\"" + number(x) + "\" y=\"" + number(y) +
         "\">" + escaped(text) + "</text>\n";
}

std::string box_of(const DrawnBox& box) {
  std::string whole = "<rect class=\"" + std::string(box.optional ? "step optional" : "step") +
                      "\" x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" +
                      number(box.width) + "\" height=\"" + number(box.height) + "\" rx=\"7\"/>\n";
  int y = box.y + 9 + 12;
  for (const std::string& line : box.lines) {
    whole += text_at("title", box.x + box.width / 2, y, line);
    y += 17;
  }
  y -= 2;
  for (const std::string& line : box.notes) {
    whole += text_at("note", box.x + box.width / 2, y, line);
    y += 14;
  }
  return whole;
}

std::string arrow_of(const DrawnArrow& arrow) {
  std::string points;
  for (const DrawnPoint& point : arrow.points)
    points += (points.empty() ? "" : " ") + number(point.x) + ',' + number(point.y);
  std::string whole = "<polyline class=\"" +
                      std::string(arrow.label.empty() ? "way" : "way named") +
                      "\" marker-end=\"url(#tip)\" points=\"" + points + "\"/>\n";
  if (arrow.label.empty()) return whole;
  const int width = static_cast<int>(length(arrow.label)) * 7 + 10;
  whole += "<rect class=\"plate\" x=\"" + number(arrow.label_at.x - width / 2) + "\" y=\"" +
           number(arrow.label_at.y - 9) + "\" width=\"" + number(width) +
           "\" height=\"17\" rx=\"4\"/>\n";
  return whole + text_at("label", arrow.label_at.x, arrow.label_at.y + 4, arrow.label);
}

constexpr std::string_view style =
    "<style>text{font-family:'IBM Plex Sans Arabic','Noto Naskh Arabic',Amiri,sans-serif;"
    "text-anchor:middle;fill:#161616}.title{font-size:13px;font-weight:600}.note{font-size:11px;"
    "fill:#4d5761}.label{font-size:11px;fill:#93370d}.step{fill:#fff;stroke:#1b8354;"
    "stroke-width:1.5}.optional{stroke-dasharray:5 4}.way{fill:none;stroke:#6c737f;"
    "stroke-width:1.4}.named{stroke:#b54708;stroke-dasharray:6 3}.plate{fill:#fff}</style>\n"
    "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" "
    "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"#6c737f\"/></marker>"
    "</defs>\n";

void add_lines(std::string& whole, const std::string& text, const std::string& indent) {
  for (const std::string& line : split(text, '\n')) whole += indent + line + '\n';
}

// A table as a list: a terminal knows neither how wide Arabic letters are nor which way they run.
void add_table(std::string& whole, const OutlineBlock& block) {
  for (const auto& row : block.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      std::string cell;
      for (const std::string& line : split(row[i], '\n')) cell += (cell.empty() ? "" : "; ") + line;
      if (block.columns.empty())
        whole += (i == 0 ? "  " : ": ") + cell;
      else
        whole += i == 0 ? "  - " + cell + '\n' : "      " + block.columns[i] + ": " + cell + '\n';
    }
    if (block.columns.empty()) whole += '\n';
  }
}

void add_block(std::string& whole, const OutlineBlock& block) {
  switch (block.sort) {
    case OutlineSort::heading:
      whole += '\n' + block.text + '\n';
      if (block.level < 3)
        whole += std::string(length(block.text), block.level == 1 ? '=' : '-') + '\n';
      break;
    case OutlineSort::paragraph:
      add_lines(whole, block.text, "");
      break;
    case OutlineSort::note:
      add_lines(whole, block.text, "  ");
      break;
    case OutlineSort::list:
      for (const std::string& item : block.items) whole += "  - " + item + '\n';
      break;
    case OutlineSort::table:
      add_table(whole, block);
      break;
    case OutlineSort::drawing:
      break;  // the table of the steps says the same
  }
}

}  // namespace

std::string svg_of(const Drawing& drawing) {
  std::string whole = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" direction=\"" +
                      std::string(drawing.right_to_left ? "rtl" : "ltr") + "\" viewBox=\"0 0 " +
                      number(drawing.width) + ' ' + number(drawing.height) + "\" width=\"" +
                      number(drawing.width) + "\" height=\"" + number(drawing.height) + "\">\n";
  whole += "<title>" + escaped(drawing.title) + "</title>\n";
  whole += style;
  for (const DrawnArrow& arrow : drawing.arrows) whole += arrow_of(arrow);
  for (const DrawnBox& box : drawing.boxes) whole += box_of(box);
  return whole + "</svg>\n";
}

std::string plain_text_of(const Outline& outline) {
  std::string whole = outline.title + '\n' + outline.subtitle + "\n\n";
  for (const OutlineBlock& block : outline.blocks) add_block(whole, block);
  return whole;
}

}  // namespace policy
