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
  const auto refused = [&](const std::string& item, const ItemValue& value, std::string code,
                           const std::string& deeper = {}) {
    code += " /values/" + item + deeper;
    EXPECT_EQ(codes_of(read_one(item, value)), Codes{code});
  };
  const std::string sighted = "/sighted/";
  refused("identity_document", document("1500000004", "2030-01-01"), "value.identity_number",
          sighted + "number");
  refused("identity_document", document("1500000003", "2030-02-30"), "value.date",
          sighted + "expires_on");
  refused("identity_document", text("1500000003"), "value.wrong_shape");
  refused("phone", text("0111"), "value.phone");
  refused("region", text("SA-99"), "value.region");
  refused("need", text("money"), "value.choice");
  refused("insured", text("maybe"), "value.choice");
  refused("household_size", text("0"), "value.out_of_range");
  refused("household_size", text("four"), "value.number");
  refused("income", text("99999999999999999999"), "value.number");
  refused("birth_date", {.date = "1448-02-30"}, "value.date");
  refused("description", text("قصير"), "value.too_short");
  refused("city", text(std::string(81, 'a')), "value.too_long");
  refused("full_name", text("نورة\xE2\x80\xAE فهد"), "text.bidi_control");
  refused("full_name", text("نورة\x01 فهد"), "text.control_character");
  refused("short_address", text("RAAA29"), "value.short_address");
  refused("favourite_colour", text("blue"), "value.unknown_item");
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
