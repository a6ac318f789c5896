#include "saudi/identity.h"

#include <gtest/gtest.h>

using namespace saudi;

// The vectors of domain/saudi.md section 1.
TEST(ReadAnIdentityNumber, TakesAndRefusesTheVectors) {
  const auto nobody = std::optional<IdentityKind>();
  const std::pair<std::string_view, std::optional<IdentityKind>> cases[] = {
      {"1500000003",             IdentityKind::national },
      {"1500000011",             IdentityKind::national },
      {"1500000029",             IdentityKind::national },
      {"1600000002",             IdentityKind::national },
      {"1712345675",             IdentityKind::national },
      {"1818181818",             IdentityKind::national },
      {"1999999996",             IdentityKind::national },
      {"2800000008",             IdentityKind::residence},
      {"2800000016",             IdentityKind::residence},
      {"2912345671",             IdentityKind::residence},
      {"2876543212",             IdentityKind::residence},
      {"2999999994",             IdentityKind::residence},
      {"١٧١٢٣٤٥٦٧٥",   IdentityKind::national },
      {"۱۷۱۲۳۴۵۶۷۵",   IdentityKind::national },
      {"\u200f2800 000 008",     IdentityKind::residence},
      {"2800\u00a0000\u00a0008", IdentityKind::residence},
      {" 2800-000-008\n",        IdentityKind::residence},
      {"3123456786",             IdentityKind::border   },
      {"1500000004",             nobody                 },
      {"1600000020",             nobody                 },
      {"1721345675",             nobody                 },
      {"1712345765",             nobody                 },
      {"2800000009",             nobody                 },
      {"160000000",              nobody                 },
      {"16000000020",            nobody                 },
      {"0500000003",             nobody                 },
      {"6500000003",             nobody                 },
      {"17123A5675",             nobody                 },
      {"",                       nobody                 },
      {"          ",             nobody                 },
  };
  for (const auto& [typed, kind] : cases) {
    const auto read = read_identity(typed);
    ASSERT_EQ(read.has_value(), kind.has_value()) << typed;
    if (read) {
      EXPECT_EQ(read->kind, *kind) << typed;
    }
  }
}

TEST(ReadAnIdentityNumber, StoresAsciiDigits) {
  EXPECT_EQ(read_identity("١٧١٢٣٤٥٦٧٥")->number, "1712345675");
  EXPECT_EQ(read_identity("\u200f2800 000 008")->number, "2800000008");
}

TEST(ReadAnIdentityNumber, HoldsANumberToTheKindThatWasSaid) {
  EXPECT_TRUE(read_identity(IdentityKind::national, "1500000003"));
  EXPECT_FALSE(read_identity(IdentityKind::national, "2800000008"));
  EXPECT_FALSE(read_identity(IdentityKind::residence, "1500000003"));
  EXPECT_FALSE(read_identity(IdentityKind::national, "3123456786"));
  EXPECT_FALSE(read_identity(IdentityKind::residence, "3123456786"));
  EXPECT_FALSE(read_identity(IdentityKind::border, "1500000003"));
}

TEST(ReadAnIdentityNumber, OnlyDoubtsTheChecksumOfABorderNumber) {
  EXPECT_FALSE(read_identity(IdentityKind::border, "3123456786")->checksum_doubt);
  const auto doubtful = read_identity(IdentityKind::border, "3123456780");
  ASSERT_TRUE(doubtful);
  EXPECT_TRUE(doubtful->checksum_doubt);
  EXPECT_TRUE(read_identity(IdentityKind::border, "4000000001"));
  EXPECT_TRUE(read_identity(IdentityKind::border, "5000000001"));
}

TEST(ReadAnIdentityNumber, TakesNeighbouringStatesAndPassportsByTheirShape) {
  const std::tuple<IdentityKind, std::string_view, std::string_view> taken[] = {
      {IdentityKind::gcc,      "123456789012",       "123456789012"   },
      {IdentityKind::gcc,      "1234567",            "1234567"        },
      {IdentityKind::gcc,      "784-1234-1234567-1", "784123412345671"},
      {IdentityKind::passport, "ab١٢٣٤٥٦٧",   "AB1234567"      },
      {IdentityKind::passport, "A1234",              "A1234"          },
  };
  for (const auto& [kind, typed, number] : taken) {
    ASSERT_TRUE(read_identity(kind, typed)) << typed;
    EXPECT_EQ(read_identity(kind, typed)->number, number);
  }
  for (const auto typed : {"123456", "1234567890123456", "12345x7"}) {
    EXPECT_FALSE(read_identity(IdentityKind::gcc, typed)) << typed;
  }
  for (const auto typed : {"A123", "A123456789012", "A12_456", "جواز1234"}) {
    EXPECT_FALSE(read_identity(IdentityKind::passport, typed)) << typed;
  }
}

// Luhn is a guard against typing errors, not a proof: it misses 09 for 90.
TEST(ReadAnIdentityNumber, FindsEveryWrongDigit) {
  const std::string right = "1712345675";
  for (std::size_t at = 1; at < right.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto wrong = right;
      wrong[at] = digit;
      EXPECT_EQ(read_identity(wrong).has_value(), wrong == right) << wrong;
    }
  }
  EXPECT_TRUE(luhn_holds("1909090902"));
  EXPECT_TRUE(luhn_holds("1990090902"));
}

TEST(NameIdentityKinds, ReadBack) {
  for (const auto word : {"NAT", "IQA", "GCC", "PAS", "border"}) {
    ASSERT_TRUE(identity_kind_named(word)) << word;
    EXPECT_EQ(name_of(*identity_kind_named(word)), word);
  }
  EXPECT_FALSE(identity_kind_named("none"));
  EXPECT_FALSE(identity_kind_named("nat"));
}

TEST(MaskANumber, ShowsOnlyItsEnds) {
  EXPECT_EQ(masked("1712345675"), "1••••••675");
  EXPECT_EQ(masked("A1234"), "*****");
  EXPECT_EQ(masked(""), "");
}
