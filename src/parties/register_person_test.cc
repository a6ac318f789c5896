#include "parties/register_for_tests.h"

using namespace parties;

class RegisterAPerson : public Register {};

TEST_F(RegisterAPerson, MakesAFileOfWhatTheOfficerSaw) {
  auto body = citizen("عبدالله محمد الغامدي", "١٥٠٠٠٠٠٠٠٣", "٠٥١٢٣٤٥٦٧٨");
  body.birth_date = "1420-01-01";
  body.birth_calendar = "hijri";
  body.gender = "male";
  body.region = "SA-01";
  body.city = "الخرج";
  body.short_address = "raaa2919";
  const auto file = register_as(officer, body);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->kind, "party");
  EXPECT_EQ(file->class_, "ordinary");
  EXPECT_EQ(value_of(file.value(), "full_name"), "عبدالله محمد الغامدي");
  EXPECT_EQ(value_of(file.value(), "birth_date"), "1999-04-17");
  EXPECT_EQ(value_of(file.value(), "short_address"), "RAAA2919");
  ASSERT_EQ(file->identities.size(), 1u);
  EXPECT_EQ(file->identities[0].number, "1500000003");
  EXPECT_EQ(file->identities[0].number_masked, "1••••••003");
  EXPECT_EQ(file->identities[0].expires_on, "2030-01-01");
  EXPECT_TRUE(file->identities[0].sighted_at);
  ASSERT_EQ(file->phones.size(), 1u);
  EXPECT_EQ(file->phones[0].number, "+966512345678");
  EXPECT_TRUE(file->phones[0].verified_at);
  EXPECT_EQ(opened_by("+966512345678"), std::vector{file->party});
  EXPECT_EQ(audited("party.registered").size(), 1u);
}

TEST_F(RegisterAPerson, SaysEverythingThatIsWrongAtOnce) {
  auto body = citizen("س", "1500000004", "0521234567");
  body.identity_expires_on = "2030-02-30";
  body.birth_date = "2099-01-01";
  body.gender = "x";
  body.region = "SA-99";
  body.city = "\u202eالخرج";
  body.short_address = "12";
  EXPECT_EQ(codes_of(register_as(officer, body)),
            (Codes{"party.text_length /full_name", "identity.number /identity_number",
                   "party.date /identity_expires_on", "party.date_future /birth_date",
                   "party.choice /gender", "party.phone_form /phone", "party.region /region",
                   "party.text_bidi /city", "party.short_address_form /short_address"}));
  EXPECT_TRUE(audited("").empty());
}

TEST_F(RegisterAPerson, NeedsANumberForADocumentAndNoneWithout) {
  RegisterPerson body{.full_name = "سارة محمد", .identity_type = "NAT"};
  EXPECT_EQ(codes_of(register_as(officer, body)), Codes{"identity.required /identity_number"});
  body.identity_type = "CRN";
  EXPECT_EQ(codes_of(register_as(officer, body)), Codes{"identity.type /identity_type"});
  body.identity_type = "none";
  const auto file = register_as(officer, body);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->identities.empty());
}

TEST_F(RegisterAPerson, BindsThePhoneOnlyWithAValidDocumentSighted) {
  auto undated = citizen("سارة محمد", "1500000003", "0512345678");
  undated.identity_expires_on.reset();
  const auto stated = register_as(officer, undated);
  ASSERT_TRUE(stated.ok());
  EXPECT_FALSE(stated->identities.at(0).sighted_at);
  EXPECT_FALSE(stated->identities.at(0).expires_on);
  EXPECT_FALSE(stated->phones.at(0).verified_at);
  auto expired = citizen("نورة محمد", "1500000011", "0512345678");
  expired.identity_expires_on = "2026-11-17";
  const auto over = register_as(officer, expired);
  ASSERT_TRUE(over.ok());
  EXPECT_EQ(over->identities.at(0).expires_on, "2026-11-17");
  EXPECT_FALSE(over->identities.at(0).sighted_at);
  EXPECT_TRUE(opened_by("+966512345678").empty());
}

TEST_F(RegisterAPerson, RefusesANumberThatIsRegistered) {
  const auto first = registered("سارة محمد", "1500000003");
  const auto again = register_as(officer, citizen("سارة بنت محمد", "1500000003"));
  EXPECT_EQ(codes_of(again), Codes{"person.exists /identity_number"});
  EXPECT_EQ(again.refusal().kind, RefusalKind::conflict);
  EXPECT_EQ(again.refusal().obstacles[0].parameters.at("party"), first.text);
  EXPECT_EQ(found(officer, "سارة محمد").size(), 1u);
}

TEST_F(RegisterAPerson, DoesNotLeadToAConfidentialPerson) {
  const auto first = registered("سارة محمد", "1500000003");
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, first, Class::confidential);
    return true;
  });
  const auto again = register_as(officer, citizen("سارة محمد", "1500000003"));
  EXPECT_EQ(codes_of(again), Codes{"person.exists /identity_number"});
  EXPECT_TRUE(again.refusal().obstacles[0].parameters.empty());
}

TEST_F(RegisterAPerson, TakesTheSameDigitsAsAnotherKindOfNumber) {
  registered("سارة محمد", "1500000003");
  auto body = citizen("نورة سعد", "1500000003");
  body.identity_type = "GCC";
  EXPECT_TRUE(register_as(officer, body).ok());
}

TEST_F(RegisterAPerson, IsForTheRolesThatMayAndTheBranchesTheyHave) {
  for (const auto role : {Role::secretary, Role::board_member, Role::administrator,
                          Role::committee_member, Role::quality_manager}) {
    EXPECT_EQ(codes_of(register_as(staff(role), citizen("سارة محمد", "1500000003"))),
              Codes{"rights.role"});
  }
  const auto branch = write([&](db::Transaction& tx) {
    return organisation::add_branch(tx, tenant.id,
                                    {
                                        .kind = "system", .id = {}
    },
                                    {{"ar", "فرع الخرج"}, {"en", "Al Kharj"}}, clock.now());
  });
  ASSERT_TRUE(branch.ok());
  const auto delegate = staff(Role::delegate, {branch->id});
  const auto own = register_as(delegate, citizen("سارة محمد", "1500000003"));
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(own->branch, "فرع الخرج");
  auto foreign = citizen("نورة سعد", "1500000011");
  foreign.branch = kernel::new_id<BranchId>(clock.now());
  EXPECT_EQ(codes_of(register_as(delegate, foreign)), Codes{"person.branch_unknown /branch"});
  EXPECT_EQ(codes_of(register_as(officer, foreign)), Codes{"person.branch_unknown /branch"});
}

TEST_F(RegisterAPerson, LeavesNothingReadableOnDisk) {
  registered("ابتسام الوادعي", "1712345675", "0512345678");
  const auto claim = claimed("مشاعل النفيعي", "+966587654321", "2876543212");
  ASSERT_TRUE(match(claim, std::nullopt, "2876543212", "IQA").ok());
  const auto bytes = bytes_on_disk();
  ASSERT_GT(bytes.size(), 10'000u);
  for (const auto text : {"ابتسام", "الوادعي", "1712345675", "512345678", "مشاعل", "النفيعي",
                          "587654321", "2876543212", "2030-01-01"}) {
    EXPECT_EQ(bytes.find(text), bytes.npos) << text;
  }
  // The search would find them: an id is there.
  EXPECT_NE(bytes.find(claim.text), bytes.npos);
}
