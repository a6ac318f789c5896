#include "base/json.h"
#include "requests/desk_for_tests.h"

namespace requests {
namespace {

class ReadValues : public Desk {
 protected:
  Result<ItemValues> read_one(const std::string& item, const ItemValue& value) {
    const auto pack = tenant->policy_in_force();
    return read_values(*pack->kind("assistance"),
                       {
                           {item, value}
    },
                       {});
  }
};

TEST_F(ReadValues, ArabicIndicDigitsAreStoredAsAscii) {
  struct Case {
    std::string item, typed, stored;
  };
  const Case cases[] = {
      {"phone",          "٠٥٠٠٠٠٠٢٠٢", "+966500000202"},
      {"household_size", "٤",                   "4"            },
      {"income",         "۱۲۰۰۰",           "12000"        },
      {"phone",          "00966500000202",       "+966500000202"},
      {"full_name",      "  نورة ",          "نورة"     },
  };
  for (const auto& one : cases) {
    const auto read = read_one(one.item, text(one.typed));
    ASSERT_TRUE(read.ok()) << one.typed;
    EXPECT_EQ(read->at(one.item).text, one.stored);
  }
  const auto read = read_one("identity_document", document("١٥٠٠٠٠٠٠٠٣", "2030-01-01"));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->at("identity_document").sighted->number, "1500000003");
}

TEST_F(ReadValues, EachFaultIsToldAtItsField) {
  struct Case {
    std::string item;
    ItemValue value;
    std::string code;
  };
  const Case cases[] = {
      {"identity_document",                                       document("1500000004",                                               "2030-01-01"),
       "value.identity_number /values/identity_document/sighted/number"},
      {"identity_document",                                                         document("1500000003",                                                                                                          "2030-02-30"),
       "value.date /values/identity_document/sighted/expires_on"},
      {"identity_document", text("1500000003"),                                                                    "value.wrong_shape /values/identity_document"                                                                                                                                           },
      {"phone",            text("0111"),            "value.phone /values/phone"},
      {"region",                              text("SA-99"),                                                                                      "value.region /values/region"                                                                                                                                                                                                                    },
      {"need",                            text("money"),          "value.choice /values/need"},
      {"insured",                              text("maybe"),                                                                                        "value.choice /values/insured"                                                                                                                                                                                                                                                                                               },
      {"household_size",                           text("0"),       "value.out_of_range /values/household_size"},
      {"household_size",              text("four"),                                                                           "value.number /values/household_size"                                                                                                                                                                                                                                                                                                                                                                   },
      {"income",                    text("99999999999999999999"),             "value.number /values/income"},
      {"birth_date",                            {.date = "1448-02-30"},                                                                                   "value.date /values/birth_date"                                                                                                                                                                                                                                                                                                                                                                                                                                     },
      {"description",                          text("قصير"),           "value.too_short /values/description"},
      {"city",                    text(std::string(81,                                                                             'a')),                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               "value.too_long /values/city"},
      {"full_name",                                                    text("نورة\xE2\x80\xAE فهد"),              "text.bidi_control /values/full_name"},
      {"full_name",text("نورة\x01 فهد"),"text.control_character /values/full_name"                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    },
      {"short_address",                                                            text("RAAA29"),                                                                                                  "value.short_address /values/short_address"},
      {"favourite_colour",text("blue"),"value.unknown_item /values/favourite_colour"                                                                                                                                                                                                                                                                                         },
  };
  for (const auto& one : cases)
    EXPECT_EQ(codes_of(read_one(one.item, one.value)), Codes{one.code}) << one.item;
}

TEST_F(ReadValues, AllFaultsAreToldAtOnce) {
  const auto pack = tenant->policy_in_force();
  const auto read =
      read_values(*pack->kind("assistance"),
                  {
                      {"phone",  text("1")    },
                      {"region", text("SA-99")},
                      {"need",   text("money")}
  },
                  {});
  EXPECT_EQ(codes_of(read), (Codes{"value.choice /values/need", "value.phone /values/phone",
                                   "value.region /values/region"}));
}

TEST_F(ReadValues, WhatIsNotAskedIsNotKept) {
  const auto pack = tenant->policy_in_force();
  const auto read = read_values(*pack->kind("assistance"),
                                {
                                    {"need",        text("medicine")      },
                                    {"appointment", {.date = "2027-02-01"}},
                                    {"city",        text("  ")            }
  },
                                {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->size(), 1u);
}

TEST_F(ReadValues, ABodyWithBidiControlsOrUnknownFieldsIsNotRead) {
  const std::string bidi = "{\"kind\":\"a\",\"values\":{\"city\":{\"text\":\"\xE2\x80\xAE\"}}}";
  EXPECT_EQ(codes_of(json::read<DigestBody>(bidi)).at(0).substr(0, 17), "json.bidi_control");
  const std::string more = R"({"kind":"a","values":{"city":{"text":"x","role":"admin"}}})";
  EXPECT_EQ(codes_of(json::read<DigestBody>(more)), Codes{"json.unknown_field /values/city/role"});
}

}  // namespace
}  // namespace requests
