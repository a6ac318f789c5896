#include "policy/differences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "policy/test_files.h"
#include "policy/texts.h"

namespace policy {
namespace {

Pack shipped(const std::string& name) {
  const Parsed parsed = parse(testing::shipped_pack(name));
  return parsed.pack ? *parsed.pack : Pack();
}

RequestKind& kind_of(Pack& pack, const std::string& id) {
  return pack.kinds.at(static_cast<std::size_t>(pack.kind_index(id)));
}
Step& step_of(Pack& pack, const std::string& id) {
  RequestKind& kind = kind_of(pack, "assistance");
  return kind.steps.at(static_cast<std::size_t>(kind.step_index(id)));
}
Item& item_of(Pack& pack, const std::string& id) {
  auto& items = kind_of(pack, "assistance").items;
  return *std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
}
Clause& clause_of(Pack& pack, const std::string& id) {
  return *std::find_if(pack.clauses.begin(), pack.clauses.end(),
                       [&](const Clause& clause) { return clause.id == id; });
}

std::vector<std::string> codes_of(const std::vector<Difference>& all) {
  std::vector<std::string> codes;
  for (const Difference& difference : all) codes.push_back(difference.code);
  return codes;
}

struct Row {
  std::string code, arabic, english;
  std::function<void(Pack&)> change;
};

void expect_row(const Row& row) {
  const Pack from = shipped("teryaq");
  Pack to = from;
  row.change(to);
  const auto found = differences(from, to);
  const auto at = std::find_if(found.begin(), found.end(),
                               [&](const Difference& each) { return each.code == row.code; });
  ASSERT_NE(at, found.end()) << row.code << " is not among "
                             << ::testing::PrintToString(codes_of(found));
  EXPECT_EQ(describe(*at, "ar"), row.arabic);
  EXPECT_EQ(describe(*at, "en"), row.english);
}

}  // namespace

TEST(Differences, say_how_a_clock_moved) {
  expect_row(
      {"step.at_most.changed",
       "طلب مساعدة › دراسة لجنة البحث: آخر موعد للجواب ينتقل من 30 يومًا إلى 21 يومًا",
       "Assistance request › Studied by the research committee: the latest answer moves from "
       "30 days to 21 days",
       [](Pack& pack) { step_of(pack, "study").at_most->amount = 21; }});
  expect_row(
      {"step.within.changed",
       "طلب مساعدة › مطابقة البيانات والتأكد من صلاحيتها: المهلة تنتقل من 3 أيام عمل إلى يومي عمل",
       "Assistance request › Data matched and valid: the time for it moves from 3 working "
       "days to 2 working days",
       [](Pack& pack) { step_of(pack, "verify").within->amount = 2; }});
  expect_row({"step.within.changed",
              "طلب مساعدة › مطابقة البيانات والتأكد من صلاحيتها: المهلة تنتقل من 3 أيام عمل إلى "
              "ساعة واحدة",
              "Assistance request › Data matched and valid: the time for it moves from 3 working "
              "days to 1 hour",
              [](Pack& pack) {
                *step_of(pack, "verify").within = {1, Unit::hours, true};
              }});
  expect_row(
      {"kind.return_deadline.removed",
       "طلب مساعدة: لم يعد الطلب المعاد يسقط، وكان يسقط إن لم يُستكمل في 30 يومًا",
       "Assistance request: a returned request does not lapse any more; it did after 30 days",
       [](Pack& pack) { kind_of(pack, "assistance").return_deadline.reset(); }});
}

TEST(Differences, say_what_became_of_a_step) {
  expect_row(
      {"step.by.changed",
       "طلب مساعدة › مطابقة البيانات والتأكد من صلاحيتها: يتولاها: مدير الجودة، بعد أن كان "
       "يتولاها: موظف علاقات المستفيدين أو مندوب المكتب الفرعي",
       "Assistance request › Data matched and valid: who acts is now Quality manager; it was "
       "Beneficiary relations officer or Branch office delegate",
       [](Pack& pack) { step_of(pack, "verify").by.roles = {Role::quality_manager}; }});
  expect_row({"step.optional.added", "طلب مساعدة › استكمال التسجيل: صارت الخطوة اختيارية",
              "Assistance request › Registered: the step may now be left out",
              [](Pack& pack) { step_of(pack, "register").optional = true; }});
  expect_row({"step.when.removed",
              "طلب مساعدة › استكمال التسجيل: صارت الخطوة تلزم دائمًا، وكانت لا تلزم إلا إذا تحقق: "
              "نتيجة «دراسة لجنة البحث»: غير «مرفوض»",
              "Assistance request › Registered: the step is now always needed; it was only when: "
              "the outcome of \"Studied by the research committee\": not \"Refused\"",
              [](Pack& pack) { step_of(pack, "register").when.clear(); }});
  expect_row({"step.on.added",
              "طلب مساعدة › دراسة لجنة البحث: إذا كانت النتيجة «مرفوض» صار الانتقال إلى «الإغلاق»",
              "Assistance request › Studied by the research committee: when it ends \"Refused\" it "
              "now goes to \"Closed\"",
              [](Pack& pack) {
                step_of(pack, "study").on["refused"] =
                    kind_of(pack, "assistance").step_index("close");
              }});
}

TEST(Differences, say_what_is_asked_of_people) {
  expect_row({"item.required.removed", "طلب مساعدة › رقم الجوال: صار اختياريًا",
              "Assistance request › Mobile number: it is now optional",
              [](Pack& pack) { item_of(pack, "phone").required = false; }});
  expect_row({"item.when.removed",
              "طلب مساعدة › الوصفة الطبية: صار يُطلب دائمًا، وكان لا يُطلب إلا إذا تحقق: ما الذي "
              "تحتاجه؟: دواء",
              "Assistance request › Prescription: it is now always asked for; it was only when: "
              "What do you need?: Medicine",
              [](Pack& pack) { item_of(pack, "prescription").when.clear(); }});
  expect_row({"kind.channel.removed", "طلب مساعدة: لم يعد يُقدَّم عبر: الهاتف",
              "Assistance request: it may not come by: Phone any more",
              [](Pack& pack) { std::erase(kind_of(pack, "assistance").channels, "phone"); }});
}

TEST(Differences, say_what_a_clause_gained_or_lost) {
  expect_row({"control.right.removed", "البند F1 › سحب الطلب: حُذف حق كان للمستفيد",
              "Clause F1 › To withdraw: a right is taken away", [](Pack& pack) {
                std::erase_if(clause_of(pack, "F1").controls,
                              [](const Control& control) { return control.name == "withdraw"; });
              }});
  expect_row({"clause.text.changed", "البند F1: نص البند: أُعيدت صياغة النص",
              "Clause F1: the text of the clause: the text is reworded", [](Pack& pack) {
                for (auto& [language, words] : clause_of(pack, "F1").text) words += '.';
              }});
  expect_row({"clause.text.changed", "البند F1: نص البند: أُعيدت صياغة النص",
              "Clause F1: the text of the clause: the text changes in another language",
              [](Pack& pack) { clause_of(pack, "F1").text["ar"] += '.'; }});
}

TEST(Differences, a_step_that_came_between_moves_no_other) {
  const Pack from = shipped("teryaq");
  Pack to = from;
  RequestKind& kind = kind_of(to, "assistance");
  Step step;
  step.id = "second_look";
  step.kind = StepKind::assess;
  step.title = {
      {"ar", "نظر ثان"},
      {"en", "Second look"  }
  };
  const int verify = kind.step_index("verify");
  const auto shift = [&](int& index) { index += index > verify ? 1 : 0; };
  for (Step& each : kind.steps) {
    for (int& index : each.after) shift(index);
    for (auto& [outcome, index] : each.on) shift(index);
  }
  for (Clause& clause : to.clauses)
    for (Control& control : clause.controls)
      for (StepRef& ref : control.steps)
        if (ref.kind == to.kind_index("assistance")) shift(ref.step);
  for (Step& each : kind.steps)
    for (int& index : each.after)
      if (index == verify && each.id == "tell_study_period") index = verify + 1;
  step.after = {verify};
  kind.steps.insert(kind.steps.begin() + verify + 1, step);
  EXPECT_EQ(codes_of(differences(from, to)), std::vector<std::string>{"step.added"});
  EXPECT_EQ(codes_of(differences(to, from)), std::vector<std::string>{"step.removed"});
}

TEST(Differences, a_step_that_moved_is_told_by_what_it_comes_after) {
  expect_row(
      {"step.after.changed",
       "طلب مساعدة › استكمال التسجيل: انتقلت الخطوة: صارت بعد «الاستقبال»، وكانت بعد «إبلاغك "
       "بالقرار»",
       "Assistance request › Registered: the step moves: it comes after \"Received\"; it came "
       "after \"You are told the decision\"",
       [](Pack& pack) { step_of(pack, "register").after = {0}; }});
}

TEST(Differences, what_changes_clocks_and_rights_comes_first) {
  const Pack from = shipped("teryaq");
  Pack to = from;
  to.help["ar"] += '.';
  item_of(to, "phone").required = false;
  to.name["ar"] += '.';
  step_of(to, "study").at_most->amount = 60;
  kind_of(to, "assistance").appeal_kind.clear();
  EXPECT_EQ(codes_of(differences(from, to)),
            (std::vector<std::string>{"step.at_most.changed", "kind.appeal.removed",
                                      "item.required.removed", "pack.help.changed",
                                      "pack.name.changed"}));
}

TEST(Differences, clocks_and_rights_of_people_weigh_most) {
  const Pack from = shipped("teryaq");
  Pack to = from;
  step_of(to, "verify").within->amount = 9;
  kind_of(to, "assistance").appeal_kind.clear();
  step_of(to, "register").optional = true;
  to.help["ar"] += '.';
  std::vector<int> weights;
  for (const Difference& difference : differences(from, to)) weights.push_back(difference.weight);
  EXPECT_EQ(weights, (std::vector<int>{0, 0, 1, 5}));
}

TEST(Differences, of_a_whole_thing_only_itself_is_told) {
  const Pack from = shipped("teryaq");
  Pack to = from;
  to.kinds.pop_back();
  for (Clause& clause : to.clauses)
    for (Control& control : clause.controls)
      std::erase_if(control.steps, [&](const StepRef& ref) {
        return !(ref.kind < static_cast<int>(to.kinds.size()));
      });
  const auto codes = codes_of(differences(from, to));
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "kind.removed"), 1);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "step.removed"), 0);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "item.removed"), 0);
}

TEST(Differences, every_code_has_its_words) {
  for (const std::string& code : difference_codes())
    EXPECT_TRUE(has_text("difference.name." + code)) << code;
}

}  // namespace policy
