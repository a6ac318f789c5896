#include "parties/register_for_tests.h"

using namespace parties;

class CorrectAValue : public Register {
 protected:
  CorrectAValue() { sara = registered("سارة محمد الغامدي", "1500000003", "0512345678"); }
  Result<PersonFile> correct(const auth::Actor& actor, const std::string& field,
                             const CorrectValue& body) {
    const auto call = call_of(actor);
    return write(
        [&](db::Transaction& tx) { return correct_value(tx, call, hooks, sara, field, body); });
  }
  PartyId sara;
};

TEST_F(CorrectAValue, KeepsTheFormerOneWithTheReason) {
  const auto file = correct(officer, "full_name", {"سارة محمد الزهراني", {}, "كما في الهوية"});
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(value_of(file.value(), "full_name"), "سارة محمد الزهراني");
  const auto history =
      read([&](db::Transaction& tx) { return value_history(tx, tenant, sara, "full_name"); });
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].value.value, "سارة محمد الزهراني");
  EXPECT_EQ(history[0].reason, "كما في الهوية");
  EXPECT_EQ(history[0].by, officer.id);
  EXPECT_FALSE(history[0].verified_at);
  EXPECT_EQ(history[1].value.value, "سارة محمد الغامدي");
  EXPECT_TRUE(history[1].verified_at);
  const auto audited_once = audited("party.value_corrected");
  ASSERT_EQ(audited_once.size(), 1u);
  EXPECT_EQ(audited_once[0].entry.detail, R"({"field":"full_name"})");
}

TEST_F(CorrectAValue, ToTheSameChangesNothing) {
  ASSERT_TRUE(correct(officer, "full_name", {"  سارة محمد  الغامدي", {}, {}}).ok());
  EXPECT_EQ(read([&](db::Transaction& tx) {
              return value_history(tx, tenant, sara, "full_name").size();
            }),
            1u);
}

TEST_F(CorrectAValue, TakesADateInItsCalendar) {
  const auto file = correct(officer, "birth_date", {"1420-01-01", "hijri", {}});
  ASSERT_TRUE(file.ok());
  const auto& values = file->values;
  const auto birth = std::ranges::find(values, "birth_date", &ValueView::field);
  ASSERT_NE(birth, values.end());
  EXPECT_EQ(birth->value, "1999-04-17");
  EXPECT_EQ(birth->calendar, "hijri");
  EXPECT_EQ(birth->printed, "1420-01-01");
}

TEST_F(CorrectAValue, RefusesWhatIsNoValueOfAFile) {
  const std::pair<std::string, CorrectValue> cases[] = {
      {"phone",           {"0599999999", {}, {}}},
      {"identity_number", {"1500000011", {}, {}}},
      {"identity_type",   {"IQA", {}, {}}       },
      {"shoe_size",       {"42", {}, {}}        },
      {"",                {"x", {}, {}}         },
  };
  for (const auto& [field, body] : cases) {
    EXPECT_EQ(codes_of(correct(officer, field, body)), Codes{"party.field_unknown /value"})
        << field;
  }
  EXPECT_EQ(codes_of(correct(officer, "city", {"\u2066x", {}, {}})),
            Codes{"party.text_bidi /value"});
  EXPECT_EQ(codes_of(correct(officer, "city", {"الخرج", {}, "\u202e"})),
            Codes{"party.text_control /reason"});
  EXPECT_FALSE(value_of(file_for(officer, sara).value(), "city"));
}

TEST_F(CorrectAValue, IsForTheRolesThatMay) {
  EXPECT_EQ(codes_of(correct(staff(Role::director), "city", {"الخرج", {}, {}})),
            Codes{"rights.role"});
}

class AddAPhone : public CorrectAValue {
 protected:
  Result<PersonFile> add(const PartyId& party, const AddPhone& body) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return add_phone(tx, call, hooks, party, body); });
  }
};

TEST_F(AddAPhone, OpensTheFileFromThenOn) {
  EXPECT_TRUE(opened_by("+966599999999").empty());
  const auto file = add(sara, {"٠٥٩٩٩٩٩٩٩٩", true, "رقم جديد"});
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->phones.size(), 2u);
  EXPECT_EQ(opened_by("+966599999999"), std::vector{sara});
  EXPECT_EQ(opened_by("+966512345678"), std::vector{sara});
  EXPECT_EQ(audited("party.phone_added").size(), 1u);
  ASSERT_TRUE(add(sara, {"0599999999", true, "مرة أخرى"}).ok());
  EXPECT_EQ(file_for(officer, sara)->phones.size(), 2u);
}

TEST_F(AddAPhone, NeedsThePersonAndAReason) {
  EXPECT_EQ(
      codes_of(add(sara, {"0529999999", false, " "})),
      (Codes{"party.phone_form /phone", "phone.in_person /in_person", "phone.reason /reason"}));
  EXPECT_TRUE(opened_by("+966599999999").empty());
}

TEST_F(AddAPhone, WaitsForTheMatchOfAClaim) {
  const auto claim = claimed("نورة سعد", "+966587654321");
  EXPECT_EQ(codes_of(add(claim, {"0599999999", true, "رقم جديد"})), Codes{"phone.claim /phone"});
}

TEST_F(AddAPhone, MakesANotedPhoneOpenTheFile) {
  auto undated = citizen("نورة سعد", "1500000011", "0587654321");
  undated.identity_expires_on.reset();
  const auto noura = register_as(officer, undated);
  ASSERT_TRUE(noura.ok());
  EXPECT_TRUE(opened_by("+966587654321").empty());
  ASSERT_TRUE(add(noura->party, {"0587654321", true, "حضرت"}).ok());
  EXPECT_EQ(opened_by("+966587654321"), std::vector{noura->party});
}

class ProveAPhone : public AddAPhone {
 protected:
  ProveAPhone() {
    auto undated = citizen("نورة سعد", "1500000011", "0587654321");
    undated.identity_expires_on.reset();
    noura = register_as(officer, undated)->party;
  }
  Result<PhoneCode> ask(const PartyId& party, const std::string& phone) {
    const auto call = call_of(officer);
    return write(
        [&](db::Transaction& tx) { return send_phone_code(tx, call, hooks, party, {phone}); });
  }
  Result<PersonFile> prove(const PartyId& party, const std::string& challenge,
                           const std::string& code, bool in_person = true) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return prove_phone(tx, call, hooks, party, {challenge, code, in_person});
    });
  }
  std::string code_of(const std::string& challenge) {
    const auto code = read([&](db::Transaction& tx) {
      return auth::open_code(tx, *tenant.keeper, tenant.id, challenge, clock.now());
    });
    return code ? code->code : "";
  }
  PartyId noura;
};

TEST_F(ProveAPhone, TheCodeReadOutMakesANotedPhoneOpenTheFile) {
  const auto sent = ask(noura, "0587654321");
  ASSERT_TRUE(sent.ok()) << testing::PrintToString(codes_of(sent));
  EXPECT_EQ(sent->phone, "•••• 4321");
  EXPECT_TRUE(opened_by("+966587654321").empty());
  const auto code = code_of(sent->challenge);
  EXPECT_EQ(codes_of(prove(noura, sent->challenge, code, false)),
            Codes{"phone.in_person /in_person"});
  ASSERT_TRUE(prove(noura, sent->challenge, code).ok());
  EXPECT_EQ(opened_by("+966587654321"), std::vector{noura});
  EXPECT_EQ(audited("party.phone_code_sent").size(), 1u);
  EXPECT_EQ(audited("party.phone_proved").size(), 1u);
  EXPECT_EQ(codes_of(ask(noura, "0587654321")), Codes{"phone.verified_already"});
}

TEST_F(ProveAPhone, AWrongCodeIsCountedAndOpensNothing) {
  const auto sent = ask(noura, "0587654321");
  const auto right = code_of(sent->challenge);
  const std::string wrong = right == "111111" ? "222222" : "111111";
  for (int guess = 0; guess < 5; ++guess)
    EXPECT_EQ(codes_of(prove(noura, sent->challenge, wrong)).at(0).substr(0, 11), "codes.wrong");
  EXPECT_FALSE(prove(noura, sent->challenge, right).ok()) << "five guesses are all there are";
  EXPECT_TRUE(opened_by("+966587654321").empty());
}

TEST_F(ProveAPhone, OnlyAPhoneThatTheFileNotesIsAskedAndProved) {
  EXPECT_EQ(codes_of(ask(noura, "0599999999")), Codes{"phone.not_noted /phone"});
  EXPECT_EQ(codes_of(ask(noura, "1")), Codes{"party.phone_form /phone"});
  EXPECT_EQ(codes_of(ask(claimed("ريم علي", "+966587654322"), "0587654322")),
            Codes{"phone.claim /phone"});
  const auto sent = ask(noura, "0587654321");
  EXPECT_EQ(codes_of(prove(sara, sent->challenge, code_of(sent->challenge))),
            Codes{"phone.not_noted /phone"})
      << "a code for one file proves nothing on another";
}

TEST_F(ProveAPhone, ACodeToSignInProvesNothingHere) {
  const auto sent = write([&](db::Transaction& tx) {
    return auth::request_code(tx, *tenant.keeper, tenant.id, clock.now(), "+966587654321",
                              auth::CodePurpose::sign_in, "192.0.2.7");
  });
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(codes_of(prove(noura, sent->challenge, code_of(sent->challenge))),
            Codes{"codes.wrong /code"});
}
