#include "base/outline_blocks.h"

OutlineBlock& OutlineBlocks::add(OutlineSort sort) {
  OutlineBlock& block = outline_.blocks.emplace_back();
  block.sort = sort;
  return block;
}

void OutlineBlocks::heading(int level, const std::string& text, std::string anchor) {
  OutlineBlock& block = add(OutlineSort::heading);
  block.level = level;
  block.text = text;
  block.anchor = std::move(anchor);
}

void OutlineBlocks::paragraph(const std::string& text) {
  if (!text.empty()) add(OutlineSort::paragraph).text = text;
}

void OutlineBlocks::note(const std::string& text) {
  if (!text.empty()) add(OutlineSort::note).text = text;
}

void OutlineBlocks::list(std::vector<std::string> items) {
  if (!items.empty()) add(OutlineSort::list).items = std::move(items);
}

void OutlineBlocks::table(std::vector<std::string> columns, Rows rows) {
  if (rows.empty()) return;
  OutlineBlock& block = add(OutlineSort::table);
  block.columns = std::move(columns);
  block.rows = std::move(rows);
}

void OutlineBlocks::facts(Rows rows) {
  table({}, std::move(rows));
}

void OutlineBlocks::drawing(Drawing drawing) {
  add(OutlineSort::drawing).drawing = std::move(drawing);
}
