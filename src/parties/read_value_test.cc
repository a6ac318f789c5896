#include "parties/read_value.h"

#include <gtest/gtest.h>

#include "parties/values.h"

using namespace parties;

namespace {

const Date today = *parse_date("2026-11-21");

std::string code_of(std::string_view field, std::string_view typed) {
  const auto read = read_value(field, typed, "", today, "/value");
  if (read) return "";
  EXPECT_EQ(read.refusal().obstacles.at(0).field, "/value");
  return read.refusal().obstacles.at(0).code;
}

}  // namespace

TEST(ReadAValue, KeepsOneForm) {
  const std::tuple<std::string_view, std::string_view, std::string_view> cases[] = {
      {"full_name",       "  سارة   محمد\u00a0",   "سارة محمد"       },
      {"gender",          "female",                        "female"                  },
      {"region",          "SA-04",                         "SA-04"                   },
      {"city",            "الدمام",                  "الدمام"            },
      {"phone",           "٠٥١٢٣٤٥٦٧٨",          "+966512345678"           },
      {"email",           " a@example.org ",               "a@example.org"           },
      {"short_address",   "raaa ٢٩١٩",                 "RAAA2919"                },
      {"identity_number", "١٧١٢٣٤٥٦٧٥",          "1712345675"              },
      {"identity_number", "ab123456",                      "AB123456"                },
      {"identity_type",   "IQA",                           "IQA"                     },
      {"household_size",  "٧",                            "7"                       },
      {"income",          "٣٥٠٠٠٠",                  "350000"                  },
      {"iban",            "sa03 8000 0000 6080 1016 7519", "SA0380000000608010167519"},
      {"nationality",     "السعودية",              "السعودية"        },
  };
  for (const auto& [field, typed, kept] : cases) {
    const auto read = read_value(field, typed, "", today, "/value");
    ASSERT_TRUE(read.ok()) << field << ' ' << typed;
    EXPECT_EQ(read->value, kept) << field;
  }
}

TEST(ReadAValue, SaysWhatIsWrong) {
  const std::tuple<std::string_view, std::string, std::string_view> cases[] = {
      {"shoe_size",                 "42",            "party.field_unknown"},
      {"full_name",                 "",              "party.text_length"  },
      {"full_name",                 "س",            "party.text_length"  },
      {"full_name",                 std::string(121, 'a'),                  "party.text_length"},
      {"full_name",                           "سارة\u202eمحمد",                                "party.text_bidi"  },
      {"full_name",                           "\u200fسارة محمد",                                "party.text_bidi"},
      {"full_name",                           "سارة\nمحمد",                                "party.text_control"       },
      {"full_name",                           std::string("a\0b",                                3),  "party.text_control"},
      {"full_name",       "\xc3\x28 abc",                      "party.text_control"                               },
      {"gender",       "F", "party.choice"},
      {"region",             "SA-13",                            "party.region"                                                          },
      {"phone",             "0112345678", "party.phone_form"},
      {"email",         "a@b",                        "party.email_form"                                                                                 },
      {"short_address",         "RAA2919", "party.short_address_form"},
      {"iban", "SA0480000000608010167519",                "party.iban_form"                                                                                                         },
      {"identity_number",          "12",          "identity.number"},
      {"identity_type",          "none",                "identity.type"                                                                                                                 },
      {"household_size",            "0",            "party.number_form"},
      {"household_size",        "61",            "party.number_form"                                                                                                                 },
      {"household_size",        "-1",            "party.number_form"},
      {"income",        "12.5",            "party.number_form"                                                                                                                         },
      {"birth_date",        "2026-02-30",            "party.date"},
      {"birth_date",               "1700-01-01",                   "party.date"                                                                                                                                },
      {"birth_date",               "2026-11-22",            "party.date_future"},
  };
  for (const auto& [field, typed, code] : cases) EXPECT_EQ(code_of(field, typed), code) << field;
}

TEST(ReadADateAsPrinted, KeepsTheCalendarAndDerivesTheOther) {
  const std::tuple<std::string_view, std::string_view, std::string_view, std::string_view> cases[] =
      {
          {"1999-04-17",         "",          "1999-04-17", "1999-04-17"},
          {"1999-04-17",         "gregorian", "1999-04-17", "1999-04-17"},
          {"1420-01-01",         "hijri",     "1999-04-17", "1420-01-01"},
          {"1999-04-17",         "hijri",     "1999-04-17", "1420-01-01"},
          {"١٤٢٠-٠١-٠١", "hijri",     "1999-04-17", "1420-01-01"},
          {"1371-06-28",         "hijri",     "1952-03-25", "1371-06-28"},
  };
  for (const auto& [typed, calendar, date, printed] : cases) {
    const auto read = read_date(typed, calendar);
    ASSERT_TRUE(read) << typed;
    EXPECT_EQ(iso(read->date), date) << typed;
    EXPECT_EQ(read->printed, printed) << typed;
    EXPECT_EQ(read->calendar, calendar == "hijri" ? "hijri" : "gregorian") << typed;
  }
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {"",           ""         },
      {"1420-01-31", "hijri"    },
      {"1420-01-01", "julian"   },
      {"2200-01-01", "hijri"    },
      {"1999-4-17",  ""         },
      {"17/04/1999", "gregorian"},
  };
  for (const auto& [typed, calendar] : wrong) {
    EXPECT_FALSE(read_date(typed, calendar)) << typed << calendar;
  }
}
