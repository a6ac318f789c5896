#include "base/id.h"

#include <gtest/gtest.h>

TEST(MakeAnId, WritesTimeVersionAndVariantOfRfc9562) {
  // The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22.000Z.
  const std::array<std::uint8_t, 10> random{0x0c, 0xc3, 0x18, 0xc4, 0xdc,
                                            0x0c, 0x0c, 0x07, 0x39, 0x8f};
  EXPECT_EQ(uuid_v7(Instant{1645557742000}, random), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(MakeAnId, SortsByTime) {
  const std::array<std::uint8_t, 10> high{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  EXPECT_LT(uuid_v7(Instant{1000}, high), uuid_v7(Instant{1001}, {}));
}

TEST(MakeAnId, MakesOnlyIds) {
  EXPECT_TRUE(is_id(uuid_v7(Instant{1'795'000'000'000}, {})));
}

TEST(KnowAnId, TellsTheFormFromEverythingElse) {
  const std::pair<std::string_view, bool> cases[] = {
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f",  true },
      {"017F22E2-79B0-7CC3-98C4-DC0C0C07398F",  false},
      {"017f22e279b07cc398c4dc0c0c07398f",      false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398",   false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398ff", false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398g",  false},
      {"017f22e27-9b0-7cc3-98c4-dc0c0c07398f",  false},
      {"",                                      false},
      {"------------------------------------",  false},
      {"../../../../../../../../../../etc/pas", false},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(is_id(text), expected) << text;
}
