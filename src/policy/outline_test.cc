#include "policy/outline.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "policy/test_files.h"
#include "policy/texts.h"

namespace policy {
namespace {

std::shared_ptr<const Pack> shipped(const std::string& name) {
  return parse(testing::shipped_pack(name)).pack;
}

bool overlap(const DrawnBox& a, const DrawnBox& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const DrawnBox& box(const Drawing& drawing, const std::string& step) {
  return *std::find_if(drawing.boxes.begin(), drawing.boxes.end(),
                       [&](const DrawnBox& each) { return each.id == step; });
}

class ReadablePolicy : public ::testing::TestWithParam<std::string> {};

TEST_P(ReadablePolicy, says_every_clause_and_every_kind_of_request) {
  const auto pack = shipped(GetParam());
  for (const char* language : {"ar", "en"}) {
    const Outline outline = outline_of(*pack, language);
    const std::string text = plain_text_of(outline);
    for (const Clause& clause : pack->clauses)
      EXPECT_NE(text.find(clause.text.at(language).substr(0, 20)), std::string::npos) << clause.id;
    for (const RequestKind& kind : pack->kinds)
      for (const Step& step : kind.steps)
        EXPECT_NE(text.find(step.title.at(language)), std::string::npos) << kind.id << step.id;
    for (const char* slip : {"outline.", "word.", "difference.", "count."})
      EXPECT_EQ(text.find(slip), std::string::npos) << text.substr(text.find(slip), 60);
  }
}

TEST_P(ReadablePolicy, draws_each_procedure_without_a_box_upon_another) {
  const auto pack = shipped(GetParam());
  for (const RequestKind& kind : pack->kinds) {
    const Drawing drawing = drawing_of(*pack, kind, "ar");
    ASSERT_EQ(drawing.boxes.size(), kind.steps.size());
    for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
      const DrawnBox& own = drawing.boxes[i];
      EXPECT_TRUE(own.x >= 0 && own.x + own.width <= drawing.width) << kind.id << own.id;
      EXPECT_TRUE(own.y >= 0 && own.y + own.height <= drawing.height) << kind.id << own.id;
      for (std::size_t k = i + 1; k < drawing.boxes.size(); ++k)
        EXPECT_FALSE(overlap(own, drawing.boxes[k])) << kind.id << own.id << drawing.boxes[k].id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, ReadablePolicy, ::testing::ValuesIn(testing::shipped_names()));

}  // namespace

TEST(ReadPolicy, what_the_association_chose_is_marked) {
  const std::string text = plain_text_of(outline_of_kind(*shipped("teryaq"), "assistance", "en"));
  EXPECT_NE(text.find("from 14 days to 30 days (the association's choice)"), std::string::npos);
  EXPECT_NE(text.find("lapses unless completed within 30 days (the association's choice)"),
            std::string::npos);
}

TEST(ReadPolicy, the_approval_stands_in_both_calendars) {
  const auto pack = shipped("teryaq");
  EXPECT_NE(plain_text_of(outline_of(*pack, "ar")).find("1446/12/05هـ الموافق 2025/06/01م"),
            std::string::npos);
  EXPECT_NE(plain_text_of(outline_of(*pack, "en")).find("2025-06-01 (1446-12-05 AH)"),
            std::string::npos);
}

TEST(DrawProcedure, in_arabic_it_is_the_mirror_of_the_english) {
  const auto pack = shipped("teryaq");
  const RequestKind& kind = *pack->kind("assistance");
  const Drawing arabic = drawing_of(*pack, kind, "ar"), english = drawing_of(*pack, kind, "en");
  ASSERT_EQ(arabic.width, english.width);
  for (const DrawnBox& own : english.boxes)
    EXPECT_EQ(box(arabic, own.id).x, english.width - own.x - own.width) << own.id;
  EXPECT_TRUE(arabic.right_to_left);
}

TEST(DrawProcedure, side_by_side_stands_what_has_one_step_before_it_and_optional_is_dashed) {
  const auto pack = shipped("teryaq");
  const Drawing drawing = drawing_of(*pack, *pack->kind("assistance"), "en");
  EXPECT_EQ(box(drawing, "complete").y, box(drawing, "clarify").y);
  EXPECT_TRUE(box(drawing, "clarify").optional);
  EXPECT_FALSE(box(drawing, "complete").optional);
  EXPECT_NE(svg_of(drawing).find("class=\"step optional\""), std::string::npos);
}

TEST(DrawProcedure, an_outcome_that_leads_elsewhere_is_an_arrow_with_its_name) {
  Pack pack = *shipped("teryaq");
  RequestKind& kind = pack.kinds.at(static_cast<std::size_t>(pack.kind_index("assistance")));
  kind.steps.at(static_cast<std::size_t>(kind.step_index("study"))).on["refused"] =
      kind.step_index("evaluate");
  const Drawing drawing = drawing_of(pack, kind, "en");
  const auto arrow = std::find_if(drawing.arrows.begin(), drawing.arrows.end(),
                                  [](const DrawnArrow& each) { return each.label == "Refused"; });
  ASSERT_NE(arrow, drawing.arrows.end());
  const DrawnBox& evaluate = box(drawing, "evaluate");
  EXPECT_EQ(arrow->points.back().x, evaluate.x + evaluate.width / 2);
  EXPECT_EQ(arrow->points.back().y, evaluate.y);
  for (const DrawnPoint& point : arrow->points)  // it passes beside what it skips
    for (const char* skipped : {"register", "deliver"}) {
      const DrawnBox& own = box(drawing, skipped);
      EXPECT_FALSE(point.y > own.y && point.y < own.y + own.height && point.x > own.x &&
                   point.x < own.x + own.width);
    }
}

TEST(DrawProcedure, what_people_wrote_cannot_break_the_picture) {
  Pack pack = *shipped("teryaq");
  pack.kinds.front().steps.front().title = {
      {"ar", "<b>&\"x\"</b>"},
      {"en", "<b>&\"x\"</b>"}
  };
  const std::string svg = svg_of(drawing_of(pack, pack.kinds.front(), "en"));
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_NE(svg.find("&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;"), std::string::npos);
}

}  // namespace policy
