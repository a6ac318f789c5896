#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

// A document as data, in one language: what the terminal, a page and a PDF show of the same thing.

// A procedure drawn: boxes and arrows with their places, in points from the upper left; for a
// language that is written from the right it is mirrored already.
struct DrawnPoint {
  int x = 0, y = 0;
};
struct DrawnBox {
  std::string id;  // of the step
  int x = 0, y = 0, width = 0, height = 0;
  std::vector<std::string> lines, notes;  // what it is called; who acts, by when
  bool optional = false;                  // dashed
};
struct DrawnArrow {
  std::vector<DrawnPoint> points;
  std::string label;  // the outcome that leads this way; empty: on in order
  DrawnPoint label_at;
};
struct Drawing {
  std::string title;
  bool right_to_left = false;
  int width = 0, height = 0;
  std::vector<DrawnBox> boxes;
  std::vector<DrawnArrow> arrows;
};
BOOST_DESCRIBE_STRUCT(DrawnPoint, (), (x, y))
BOOST_DESCRIBE_STRUCT(DrawnBox, (), (id, x, y, width, height, lines, notes, optional))
BOOST_DESCRIBE_STRUCT(DrawnArrow, (), (points, label, label_at))
BOOST_DESCRIBE_STRUCT(Drawing, (), (title, right_to_left, width, height, boxes, arrows))

// heading: `text`, `level` from 1; paragraph, note (beside the matter): `text`; list: `items`;
// table: `columns`, `rows` (a cell may hold several lines); drawing.
BOOST_DEFINE_FIXED_ENUM_CLASS(OutlineSort, unsigned char, heading, paragraph, note, list, table,
                              drawing)
struct OutlineBlock {
  OutlineSort sort = OutlineSort::paragraph;
  int level = 0;
  std::string anchor;  // "clause-H5": what a link may point to
  std::string text;
  std::vector<std::string> items, columns;
  std::vector<std::vector<std::string>> rows;
  std::optional<Drawing> drawing;
};
BOOST_DESCRIBE_STRUCT(OutlineBlock, (), (sort, level, anchor, text, items, columns, rows, drawing))

struct Outline {
  std::string language;  // "ar" or "en"
  std::string title, subtitle;
  std::string page_words;  // "Page {page} of {pages}"
  std::vector<OutlineBlock> blocks;
};
BOOST_DESCRIBE_STRUCT(Outline, (), (language, title, subtitle, page_words, blocks))
