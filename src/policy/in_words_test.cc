#include "policy/in_words.h"

#include <gtest/gtest.h>

#include "policy/fields.h"

namespace policy {

TEST(Words, every_word_of_the_format_has_its_words) {
  const auto expect_words = [](const char* list, const std::vector<std::string>& names) {
    for (const std::string& name : names)
      EXPECT_TRUE(has_text(std::string("word.") + list + '.' + name)) << list << ' ' << name;
  };
  expect_words("role", role_names());
  expect_words("role", {"applicant", "system"});
  expect_words("step", step_kind_names());
  expect_words("channel", channel_names());
  expect_words("term", term_names());
  expect_words("telling", telling_names());
  expect_words("known_as", known_as_names());
  expect_words("check", names_up_to(Check::duplicate));
  expect_words("value_type", names_up_to(ValueType::region));
  expect_words("item_kind", names_up_to(ItemKind::sighted));
  expect_words("comparison", names_up_to(Comparison::at_most));
  expect_words("sign_method", names_up_to(SignMethod::witness));
  expect_words("class", names_up_to(Class::confidential));
  for (int i = 0; i <= static_cast<int>(ControlKind::measure); ++i) {
    const auto kind = static_cast<ControlKind>(i);
    expect_words("control_kind", {std::string(name_of(kind))});
    expect_words("control", control_names(kind));
  }
  for (int i = 0; i <= static_cast<int>(StepKind::close); ++i)
    expect_words("outcome", outcomes_of(static_cast<StepKind>(i)));
}

TEST(Words, a_period_is_counted_as_arabic_counts) {
  const auto words = [](int amount, Unit unit) {
    return in_language(in_words(Period{amount, unit, false}), "ar");
  };
  EXPECT_EQ(words(1, Unit::calendar_days), "يوم واحد");
  EXPECT_EQ(words(2, Unit::calendar_days), "يومين");
  EXPECT_EQ(words(3, Unit::calendar_days), "3 أيام");
  EXPECT_EQ(words(14, Unit::calendar_days), "14 يومًا");
  EXPECT_EQ(words(100, Unit::calendar_days), "100 يوم");
  EXPECT_EQ(words(2, Unit::working_days), "يومي عمل");
  EXPECT_EQ(words(5, Unit::working_days), "5 أيام عمل");
  EXPECT_EQ(words(24, Unit::hours), "24 ساعة");
}

TEST(Words, what_stands_in_a_row_is_joined_by_and_or_or) {
  const std::vector<Text> three = {same_in_both("1"), same_in_both("2"), same_in_both("3")};
  EXPECT_EQ(in_language(joined(three), "en"), "1, 2 and 3");
  EXPECT_EQ(in_language(joined(three, "choice"), "ar"), "1، 2 أو 3");
  EXPECT_EQ(in_language(joined({}), "en"), "");
}

}  // namespace policy
