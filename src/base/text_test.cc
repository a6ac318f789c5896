#include "base/text.h"

#include <gtest/gtest.h>

using namespace std::string_literals;

TEST(KnowUtf8, TakesEveryWellFormedText) {
  for (const auto& text : {""s, "plain"s, "محمد"s, "\u00a0"s, "\U0001F600"s, "\xf4\x8f\xbf\xbf"s,
                           "\xed\x9f\xbf"s, "\xee\x80\x80"s, "a\0b"s}) {
    EXPECT_TRUE(is_utf8(text)) << hex(text);
  }
}

TEST(KnowUtf8, RefusesEveryBrokenForm) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"\x80"s,                 "a lone continuation"  },
      {"\xc3"s,                 "cut after one byte"   },
      {"\xe0\xa4"s,             "cut after two bytes"  },
      {"\xf0\x9f\x98"s,         "cut after three bytes"},
      {"\xc0\xaf"s,             "overlong /"           },
      {"\xc1\xbf"s,             "overlong, two bytes"  },
      {"\xe0\x80\xaf"s,         "overlong, three bytes"},
      {"\xf0\x80\x80\xaf"s,     "overlong, four bytes" },
      {"\xed\xa0\x80"s,         "high surrogate"       },
      {"\xed\xbf\xbf"s,         "low surrogate"        },
      {"\xf4\x90\x80\x80"s,     "beyond U+10FFFF"      },
      {"\xf5\x80\x80\x80"s,     "no such first byte"   },
      {"\xff"s,                 "no such byte"         },
      {"\xc3\x28"s,             "a wrong continuation" },
      {"\xe2\x28\xa1"s,         "a wrong second byte"  },
      {"\xf8\x88\x80\x80\x80"s, "five bytes"           },
      {"ok \xd9 no"s,           "cut inside a text"    },
  };
  for (const auto& [text, why] : cases) EXPECT_FALSE(is_utf8(text)) << why;
}

TEST(FindBidiControls, FindsEachAndNothingElse) {
  for (const auto text : {"\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"}) {
    EXPECT_TRUE(has_bidi_control("سارة "s + text + "x")) << hex(text);
  }
  for (const auto text : {"", "سارة", "\u200b", "\u2029", "\u2065", "\u206a"}) {
    EXPECT_FALSE(has_bidi_control(text)) << hex(text);
  }
}

TEST(FindControls, AllowsOnlyNewLineAndTab) {
  EXPECT_FALSE(has_control("two\nlines\tand a tab"));
  for (const auto& text : {"\0"s, "\x01"s, "\r"s, "\x1b"s, "\x7f"s, "\u0085"s, "\u009f"s}) {
    EXPECT_TRUE(has_control("a" + text)) << hex(text);
  }
  EXPECT_FALSE(has_control("\u00a0"));
}

TEST(MeasureText, CountsCodePoints) {
  EXPECT_EQ(length(""), 0u);
  EXPECT_EQ(length("abc"), 3u);
  EXPECT_EQ(length("محمد"), 4u);
  EXPECT_EQ(length("\U0001F600"), 1u);
}

TEST(FoldDigits, ReadsBothArabicSetsAndLeavesTheRest) {
  EXPECT_EQ(fold_digits("٠١٢٣٤٥٦٧٨٩"), "0123456789");
  EXPECT_EQ(fold_digits("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
  EXPECT_EQ(fold_digits("رقم ١٢ x9"), "رقم 12 x9");
  EXPECT_EQ(fold_digits("\xff٣"),
            "\xff"
            "3");
}

TEST(TrimText, DropsWhiteSpaceAtBothEnds) {
  EXPECT_EQ(trim(" \t\n\u00a0سارة محمد\u00a0 \r\n"), "سارة محمد");
  EXPECT_EQ(trim(" \u00a0 "), "");
  EXPECT_EQ(trim("à"), "à");  // its last byte is that of a no-break space
}

TEST(DropSpaces, WhereverTheyStand) {
  EXPECT_EQ(without_spaces(" 28\u00a000\t0 \n8 "), "280008");
}

TEST(StripInvisible, DropsWhatNobodySees) {
  EXPECT_EQ(strip_invisible("\ufeff\u200f28\u200b00 \u2066x\u2069\u00ad"), "2800 x");
}

TEST(SplitAndJoin, UndoEachOther) {
  EXPECT_EQ(split("a,b,,c", ','), (std::vector<std::string>{"a", "b", "", "c"}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
  EXPECT_EQ(join({"a", "b", "", "c"}, ","), "a,b,,c");
  EXPECT_EQ(join({}, ","), "");
  EXPECT_EQ(join({"a", "a"}, ", "), "a, a");
}

TEST(LowerText, TouchesOnlyAscii) {
  EXPECT_EQ(lower_ascii("ABCxyzÉ"), "abcxyzÉ");
}

TEST(MeasureEditDistance, CountsChangesAndSwapsOfNeighbours) {
  const std::tuple<std::string_view, std::string_view, std::size_t> cases[] = {
      {"",         "",        0},
      {"",         "abc",     3},
      {"abc",      "abc",     0},
      {"abc",      "acb",     1},
      {"kitten",   "sitting", 3},
      {"deliver",  "delvier", 1},
      {"at_least", "atleast", 1},
      {"ab",       "ba",      1},
      {"ca",       "abc",     3}, // restricted: no edit between two swapped letters
  };
  for (const auto& [a, b, expected] : cases) {
    EXPECT_EQ(edit_distance(a, b), expected) << a << ' ' << b;
    EXPECT_EQ(edit_distance(b, a), expected) << b << ' ' << a;
  }
}

TEST(SuggestAWord, OffersTheNearestWithinAThird) {
  const std::vector<std::string> known{"deliver", "delivery", "declare", "study"};
  EXPECT_EQ(nearest("delvier", known), "deliver");
  EXPECT_EQ(nearest("stdy", known), "study");
  EXPECT_EQ(nearest("zzzzzzz", known), "");
  EXPECT_EQ(nearest("x", {}), "");
}

TEST(WriteHex, ReadsBack) {
  EXPECT_EQ(hex("\0\xff\x10"s), "00ff10");
  EXPECT_EQ(unhex("00FF10"), "\0\xff\x10"s);
  EXPECT_EQ(unhex("0"), "");
  EXPECT_EQ(unhex("0g"), "");
}
