#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/outline.h"

// An outline, written block by block.
class OutlineBlocks {
 public:
  using Rows = std::vector<std::vector<std::string>>;

  void heading(int level, const std::string& text, std::string anchor = {});
  // Nothing for what is empty.
  void paragraph(const std::string& text);
  void note(const std::string& text);
  void list(std::vector<std::string> items);
  void table(std::vector<std::string> columns, Rows rows);
  // Two columns without a head: what, and what of it.
  void facts(Rows rows);
  void drawing(Drawing drawing);

  Outline take() { return std::move(outline_); }
  Outline& outline() { return outline_; }

 private:
  OutlineBlock& add(OutlineSort sort);

  Outline outline_;
};
