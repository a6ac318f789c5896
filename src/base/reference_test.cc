#include "base/reference.h"

#include <gtest/gtest.h>

TEST(MakeAReference, ShowsTheYearTheNumberAndACheckDigit) {
  EXPECT_EQ(make_reference(1448, 123), "48-000123-1");
  EXPECT_EQ(make_reference(1500, 1).substr(0, 10), "00-000001-");
  EXPECT_EQ(make_reference(1448, 12345678).substr(0, 12), "48-12345678-");
}

// 572 with check digit 4 is the worked example of Damm's algorithm; leading zeros do not change it.
TEST(MakeAReference, ChecksByDammsAlgorithm) {
  EXPECT_EQ(parse_reference("00-000572-4"), "00-000572-4");
}

TEST(ReadAReference, TakesWhatPeopleType) {
  const auto reference = make_reference(1448, 123);
  for (const auto typed : {"48-000123-1", "480001231", " 48 000123 1 ", "٤٨-٠٠٠١٢٣-١", "۴۸۰۰۰۱۲۳۱",
                           "\u200f48-000123-1\u200f"}) {
    EXPECT_EQ(parse_reference(typed), reference) << typed;
  }
}

TEST(ReadAReference, RefusesEveryOtherText) {
  for (const auto typed : {"", "48", "48-000123", "48-000123-2", "48-000123-1x", "T48-000123-1",
                           "48/000123/1", "4800012310000000"}) {
    EXPECT_EQ(parse_reference(typed), std::nullopt) << typed;
  }
}

TEST(ReadAReference, FindsEverySingleWrongDigit) {
  for (const int number : {0, 1, 123, 999'999, 480'215}) {
    const auto right = make_reference(1448, number);
    for (std::size_t at = 0; at < right.size(); ++at) {
      if (right[at] == '-') continue;
      for (char digit = '0'; digit <= '9'; ++digit) {
        auto wrong = right;
        wrong[at] = digit;
        EXPECT_EQ(parse_reference(wrong).has_value(), wrong == right) << wrong;
      }
    }
  }
}

TEST(ReadAReference, FindsEverySwapOfNeighbours) {
  for (int number = 0; number < 2'000; number += 7) {
    const auto right = make_reference(1448, number);
    std::string digits;
    for (const char c : right) {
      if (c != '-') digits += c;
    }
    for (std::size_t at = 0; at + 1 < digits.size(); ++at) {
      auto wrong = digits;
      std::swap(wrong[at], wrong[at + 1]);
      EXPECT_EQ(parse_reference(wrong).has_value(), wrong == digits) << wrong;
    }
  }
}
