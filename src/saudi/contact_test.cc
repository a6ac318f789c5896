#include "saudi/contact.h"

#include <gtest/gtest.h>

using namespace saudi;

TEST(ReadAMobile, FoldsEveryWayOfWritingToOne) {
  for (const auto typed :
       {"0512345678", "512345678", "966512345678", "00966512345678", "+9660512345678",
        "+966512345678", "٠٥١٢٣٤٥٦٧٨", "۰۵۱۲۳۴۵۶۷۸", "05 1234 5678", "05-1234-5678",
        "(05) 1234.5678", "\u200e0512345678\u200f", "+966 51 234 5678", "05\u00a01234\u00a05678"}) {
    EXPECT_EQ(read_mobile(typed), "+966512345678") << typed;
  }
}

TEST(ReadAMobile, KnowsWhichSecondDigitsAreGiven) {
  for (char digit = '0'; digit <= '9'; ++digit) {
    const std::string typed = std::string("05") + digit + "1234567";
    EXPECT_EQ(read_mobile(typed).has_value(), digit != '2') << typed;
  }
}

TEST(ReadAMobile, RefusesWhatIsNoMobileOfTheKingdom) {
  for (const auto typed : {"", "05", "051234567", "05123456789", "0112345678", "0133345678",
                           "920012345", "8001234567", "937", "1919", "+96651234567",
                           "+9665123456789", "05123x5678", "0512345678 ext 3", "+966"}) {
    EXPECT_EQ(read_mobile(typed), std::nullopt) << typed;
  }
}

TEST(ReadAMobile, TakesOtherCountriesByTheirShape) {
  EXPECT_EQ(read_mobile("+971501234567"), "+971501234567");
  EXPECT_EQ(read_mobile("00201001234567"), "+201001234567");
  EXPECT_EQ(read_mobile("+٩٧١ ٥٠ ١٢٣ ٤٥٦٧"), "+971501234567");
  for (const auto typed : {"+0123456789", "+1234567", "+1234567890123456", "+97150x234567"}) {
    EXPECT_EQ(read_mobile(typed), std::nullopt) << typed;
  }
}

TEST(ReadAPhone, TakesLandlinesAndSpecialNumbersToo) {
  const std::pair<std::string_view, std::optional<std::string>> cases[] = {
      {"0133345678",    "+966133345678" },
      {"013 334 5678",  "+966133345678" },
      {"+966114567890", "+966114567890" },
      {"920012345",     "+966920012345" },
      {"8001234567",    "+9668001234567"},
      {"0512345678",    "+966512345678" },
      {"0132345678",    std::nullopt    },
      {"0153345678",    std::nullopt    },
      {"0183345678",    std::nullopt    },
      {"013334567",     std::nullopt    },
      {"937",           std::nullopt    },
  };
  for (const auto& [typed, number] : cases) EXPECT_EQ(read_phone(typed), number) << typed;
}

TEST(MaskAPhone, ShowsItsLastFourDigits) {
  EXPECT_EQ(masked_phone("+966512345678"), "•••• 5678");
}

TEST(ReadAShortAddress, TakesFourLettersAndFourDigits) {
  const std::pair<std::string_view, std::optional<std::string>> cases[] = {
      {"RAAA2919",       "RAAA2919"  },
      {"raaa2919",       "RAAA2919"  },
      {"RAAA ٢٩١٩",  "RAAA2919"  },
      {"\u200eRAAA2919", "RAAA2919"  },
      {"RAA12919",       std::nullopt},
      {"RAAA291",        std::nullopt},
      {"RAAA29199",      std::nullopt},
      {"2919RAAA",       std::nullopt},
      {"رااا2919",   std::nullopt},
      {"",               std::nullopt},
  };
  for (const auto& [typed, address] : cases) {
    EXPECT_EQ(read_short_address(typed), address) << typed;
  }
}

TEST(ReadAnIban, TakesAndRefusesTheVectors) {
  for (const std::string_view iban :
       {"SA0380000000608010167519", "SA3510000000123456789012", "SA9305000000000000000001",
        "SA1220000000111111111111", "SA0345000000000000000001"}) {
    EXPECT_EQ(read_iban(iban), iban);
  }
  EXPECT_EQ(read_iban("sa03 8000 0000 6080 1016 7519"), "SA0380000000608010167519");
  EXPECT_EQ(read_iban("SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩"), "SA0380000000608010167519");
  for (const auto iban :
       {"SA0480000000608010167519", "SA0380000000608010167591", "SA038000000060801016751",
        "SA03800000006080101675190", "GB29NWBK60161331926819", "SA03800000006080101675_9", ""}) {
    EXPECT_EQ(read_iban(iban), std::nullopt) << iban;
  }
}

TEST(KnowAnEmail, LooksAtItsShape) {
  for (const auto text : {"a@b.co", "name.more+tag@sub.example.org", "اسم@مثال.السعودية"}) {
    EXPECT_TRUE(is_email(text)) << text;
  }
  for (const auto text : {"", "a", "a@", "@b.co", "a@b", "a@@b.co", "a@b@c.co", "a b@c.co", "a@.co",
                          "a@b.", "a@b..co", "a@b.co\r\nBcc: x@y.z", "<a@b.co>", "a@b.co,c@d.co"}) {
    EXPECT_FALSE(is_email(text)) << text;
  }
  EXPECT_FALSE(is_email(std::string(65, 'a') + "@b.co"));
  EXPECT_FALSE(is_email("a@" + std::string(260, 'b') + ".co"));
}
