#include "base/plural.h"

#include <gtest/gtest.h>

TEST(Plural, arabic_has_six_forms_which_come_again_after_every_hundred) {
  EXPECT_EQ(plural_form(0, "ar"), "zero");
  EXPECT_EQ(plural_form(1, "ar"), "one");
  EXPECT_EQ(plural_form(2, "ar"), "two");
  for (const int count : {3, 10, 103, 110, 1003}) EXPECT_EQ(plural_form(count, "ar"), "few");
  for (const int count : {11, 21, 99, 111, 1099}) EXPECT_EQ(plural_form(count, "ar"), "many");
  for (const int count : {100, 101, 102, 200, 1000, 1002})
    EXPECT_EQ(plural_form(count, "ar"), "other");
}

TEST(Plural, english_tells_one_from_the_rest) {
  EXPECT_EQ(plural_form(1, "en"), "one");
  for (const int count : {0, 2, 11, 100}) EXPECT_EQ(plural_form(count, "en"), "other");
}

TEST(Plural, a_number_below_nothing_is_counted_by_its_size) {
  EXPECT_EQ(plural_form(-3, "ar"), "few");
  EXPECT_EQ(plural_form(INT64_MIN, "ar"), "few");  // 9,223,372,036,854,775,808 ends in 08
}
