#include "messages/fill_template.h"

#include <gtest/gtest.h>

namespace messages {
namespace {

constexpr const char* mark = "\xE2\x80\x8E";

struct Filling {
  const char* name;
  const char* pattern;
  const char* language;
  std::string filled;
};
class FillTemplate : public testing::TestWithParam<Filling> {};

TEST_P(FillTemplate, ReadsAsExpected) {
  const policy::Text pattern = {
      {"ar", GetParam().pattern},
      {"en", GetParam().pattern}
  };
  const std::map<std::string, policy::Text> values = {
      {"reference", {{"ar", "26-000123-4"}, {"en", "26-000123-4"}}       },
      {"reason",    {{"ar", "ورقة {link}"}, {"en", "a paper {link}"}}},
      {"amount",    {{"ar", ""}, {"en", ""}}                             },
  };
  EXPECT_EQ(fill_template(pattern, values, GetParam().language), GetParam().filled);
}

INSTANTIATE_TEST_SUITE_P(
    All, FillTemplate,
    testing::Values(Filling{"Value", "no {reference}.", "en", "no 26-000123-4."},
                    Filling{"NumberInArabic", "رقم {reference}", "ar",
                            std::string("رقم ") + mark + "26-000123-4"},
                    Filling{"NotGiven", "until {until}", "en", "until —"},
                    Filling{"Empty", "{amount}", "en", "—"},
                    Filling{"LinkStays", "{link}", "en", "{link}"},
                    Filling{"UnknownStays", "{nobody} {", "en", "{nobody} {"},
                    Filling{"Twice", "{reference}{reference}", "en", "26-000123-426-000123-4"},
                    Filling{"OtherLanguageFallsToArabic", "{reason}", "ur", "ورقة {link}"},
                    Filling{"ValuesAreNotTemplates", "{reason}", "en", "a paper {link}"},
                    Filling{"Nothing", "", "ar", ""}),
    [](const auto& shown) { return shown.param.name; });

TEST(FillTemplateText, WithoutTheLanguageIsTheArabicOne) {
  EXPECT_EQ(fill_template(
                {
                    {"ar", "نص"},
                    {"en", "text"}
  },
                {}, "fr"),
            "نص");
  EXPECT_EQ(fill_template(
                {
                    {"en", "text"}
  },
                {}, "ar"),
            "text");
}

}  // namespace
}  // namespace messages
