#include "parties/register_for_tests.h"
#include "saudi/hijri.h"

using namespace parties;

class FileOfAPerson : public Register {
 protected:
  Result<PersonFile> put(const PartyId& party, const std::string& field, const std::string& value) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return correct_value(tx, call, hooks, party, field, {.value = value});
    });
  }
  Result<PersonFile> verify(const PartyId& party, std::vector<std::string> fields,
                            const std::string& how = "visit") {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return verify_values(tx, call, hooks, party, {std::move(fields), how});
    });
  }
  Result<AssessmentList> assess(const PartyId& party, const AssessNeeds& body) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return assess_needs(tx, call, hooks, party, body); });
  }
  static AssessNeeds assessment(const std::string& on = "2026-11-10") {
    return {
        .on = on,
        .how = "visit",
        .members = 4,
        .income_halalas = 400'000,
        .obligations_halalas = 150'000,
        .needs = {{"food", "urgent", "لا ثلاجة"}, {"health", "normal", {}}},
        .summary = "أسرة في شقة مستأجرة"
    };
  }
  DueVerifications due(const auth::Actor& actor, const std::string& after = "", int limit = 50) {
    const auto call = call_of(actor);
    const auto page = read([&](db::Transaction& tx) {
      return list_due_verifications(tx, call, hooks, {after, limit});
    });
    EXPECT_TRUE(page.ok());
    return page.ok() ? page.value() : DueVerifications{};
  }
  const ValueView* shown(const PersonFile& file, std::string_view field) {
    for (const auto& value : file.values)
      if (value.field == field) return &value;
    return nullptr;
  }
  void pass_days(int days) { clock.advance(days * day_ms); }
};

TEST_F(FileOfAPerson, HoldsCircumstancesAndTheNationalAddressInTheirStoredForm) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const std::vector<std::array<std::string, 3>> table = {
      {"building_number",   "٢٩١٩",               "2919"                 },
      {"postal_code",       " 12345 ",                "12345"                },
      {"unit_number",       "7",                      "7"                    },
      {"additional_number", "6543",                   "6543"                 },
      {"distance_km",       "١٢٠",                 "120"                  },
      {"disability",        "sight",                  "sight"                },
      {"literacy",          "cannot",                 "cannot"               },
      {"housing",           "rented",                 "rented"               },
      {"obligations",       "150000",                 "150000"               },
      {"street",            "شارع  الأمير", "شارع الأمير"},
  };
  for (const auto& [field, typed, stored] : table) {
    const auto file = put(sara, field, typed);
    ASSERT_TRUE(file.ok()) << field << testing::PrintToString(codes_of(file));
    EXPECT_EQ(value_of(file.value(), field), stored);
  }
}

TEST_F(FileOfAPerson, RefusesWhatIsNoValueOfItsKind) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const std::vector<std::array<std::string, 3>> table = {
      {"building_number", "291",        "party.digits_form /value"     },
      {"building_number", "29191",      "party.digits_form /value"     },
      {"postal_code",     "1234",       "party.postal_code_form /value"},
      {"postal_code",     "91234",      "party.postal_code_form /value"},
      {"distance_km",     "far",        "party.number_form /value"     },
      {"disability",      "some",       "party.choice /value"          },
      {"literacy",        "",           "party.choice /value"          },
      {"obligations",     "-5",         "party.number_form /value"     },
      {"death_date",      "2026-01-01", "party.field_unknown /value"   },
      {"shoe_size",       "42",         "party.field_unknown /value"   },
  };
  for (const auto& [field, typed, code] : table)
    EXPECT_EQ(codes_of(put(sara, field, typed)), Codes{code}) << field << " " << typed;
}

TEST_F(FileOfAPerson, WhatChangesIsVerifiedAgainAHijriYearLater) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(put(sara, "city", "جدة").ok());
  EXPECT_FALSE(shown(file_for(officer, sara).value(), "city")->again_on);
  const auto file = verify(sara, {"city"});
  ASSERT_TRUE(file.ok());
  const auto* city = shown(file.value(), "city");
  const auto today = *saudi::to_hijri(riyadh_date(clock.now()));
  const auto again = *saudi::to_hijri(city->again_on.value());
  EXPECT_EQ(again, (saudi::HijriDate{today.year + 1, today.month, today.day}));
  EXPECT_FALSE(city->due);
  EXPECT_TRUE(due(officer).items.empty());
  EXPECT_FALSE(shown(file.value(), "full_name")->again_on);
  pass_days(355);
  EXPECT_TRUE(shown(file_for(officer, sara).value(), "city")->due);
  ASSERT_EQ(due(officer).items.size(), 1u);
  EXPECT_EQ(due(officer).items[0].fields, std::vector<std::string>{"city"});
  ASSERT_TRUE(verify(sara, {"city"}, "phone").ok());
  EXPECT_TRUE(due(officer).items.empty());
  // Who gave it and from where is as before.
  EXPECT_EQ(shown(file_for(officer, sara).value(), "city")->source, "desk");
  EXPECT_EQ(audited("party.values_verified").size(), 2u);
}

TEST_F(FileOfAPerson, OnTheDayItselfItIsDueAndNotTheDayBefore) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(put(sara, "city", "جدة").ok());
  const auto again = *shown(verify(sara, {"city"}).value(), "city")->again_on;
  pass_days(again - riyadh_date(clock.now()) - 1);
  EXPECT_TRUE(due(officer).items.empty());
  EXPECT_FALSE(shown(file_for(officer, sara).value(), "city")->due);
  pass_days(1);
  EXPECT_EQ(due(officer).items.size(), 1u);
  EXPECT_TRUE(shown(file_for(officer, sara).value(), "city")->due);
}

TEST_F(FileOfAPerson, WhereTheAssociationChoseTheGregorianYearThatIsCounted) {
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                organisation::Calendar calendar;
                calendar.years_by = saudi::YearsBy::gregorian;
                return organisation::save_calendar(tx, tenant.id, {.kind = "staff"}, calendar,
                                                   clock.now());
              }).ok());
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(put(sara, "city", "جدة").ok());
  EXPECT_EQ(iso(*shown(verify(sara, {"city"}).value(), "city")->again_on), "2027-11-18");
}

TEST_F(FileOfAPerson, SaysWhatCannotBeVerified) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(put(sara, "city", "جدة").ok());
  EXPECT_EQ(codes_of(verify(sara, {})), Codes{"verification.nothing /fields"});
  EXPECT_EQ(codes_of(verify(sara, {"city"}, "guess")), Codes{"verification.how /how"});
  EXPECT_EQ(codes_of(verify(sara, {"city", "district"})), Codes{"verification.field /fields/1"});
  EXPECT_EQ(codes_of(verify(sara, {"full_name"})), Codes{"verification.field /fields/0"});
  EXPECT_FALSE(shown(file_for(officer, sara).value(), "city")->verified_at);
}

TEST_F(FileOfAPerson, ThoseDueComePageByPageTheLongestAgoFirst) {
  const std::vector<std::pair<std::string, std::string>> people = {
      {"سارة محمد الغامدي", "1500000003"},
      {"هند خالد الحربي",     "1500000011"},
      {"ريم صالح الشمري",     "1500000029"},
  };
  std::vector<PartyId> parties;
  for (const auto& [name, number] : people) {
    parties.push_back(registered(name, number));
    ASSERT_TRUE(put(parties.back(), "city", "جدة").ok());
    ASSERT_TRUE(put(parties.back(), "district", "الروضة").ok());
    ASSERT_TRUE(verify(parties.back(), {"city", "district"}).ok());
    pass_days(1);
  }
  pass_days(360);
  std::vector<PartyId> seen;
  std::string after;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = due(officer, after, 1);
    for (const auto& one : page.items) {
      seen.push_back(one.party);
      EXPECT_EQ(one.fields.size(), 2u);
    }
    if (!page.next) break;
    after = *page.next;
  }
  EXPECT_EQ(seen, parties);
}

TEST_F(FileOfAPerson, AnAssessmentIsKeptWithItsHistoryAndItsFiguresComeOntoTheFile) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(assess(sara, assessment("2026-10-01")).ok());
  auto later = assessment("2026-11-10");
  later.income_halalas = 100'000;
  const auto list = assess(sara, later);
  ASSERT_TRUE(list.ok()) << testing::PrintToString(codes_of(list));
  ASSERT_EQ(list->items.size(), 2u);
  EXPECT_EQ(list->items[0].assessment.on, "2026-11-10");
  EXPECT_EQ(list->items[0].left_per_head_halalas, -12'500);
  EXPECT_EQ(list->items[1].left_per_head_halalas, 62'500);
  EXPECT_EQ(list->items[1].assessment.needs.at(0).note, "لا ثلاجة");
  const auto file = file_for(officer, sara);
  EXPECT_EQ(value_of(file.value(), "income"), "100000");
  EXPECT_EQ(value_of(file.value(), "obligations"), "150000");
  EXPECT_EQ(value_of(file.value(), "household_size"), "4");
  EXPECT_TRUE(shown(file.value(), "income")->verified_at);
  EXPECT_EQ(audited("party.needs_assessed").size(), 2u);
  EXPECT_EQ(bytes_on_disk().find("لا ثلاجة"), std::string::npos);
}

TEST_F(FileOfAPerson, AnAssessmentSaysEverythingThatIsWrongWithIt) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const AssessNeeds body{
      .on = "2030-01-01",
      .how = "guess",
      .members = 0,
      .income_halalas = -1,
      .needs = {{"food", "soon", {}}, {"food", "high", {}}, {"yacht", "high", {}}},
      .summary = "\u202E"
  };
  EXPECT_EQ(codes_of(assess(sara, body)),
            (Codes{"assessment.date /on", "assessment.how /how", "assessment.members /members",
                   "assessment.amount /income_halalas", "assessment.priority /needs/0/priority",
                   "assessment.twice /needs/1/need", "assessment.need /needs/2/need",
                   "assessment.text /summary"}));
  const auto call = call_of(officer);
  EXPECT_TRUE(read([&](db::Transaction& tx) {
                return list_assessments(tx, call, hooks, sara);
              })->items.empty());
}

TEST_F(FileOfAPerson, WhatIsLeftForEachIsRoundedDown) {
  EXPECT_EQ(left_per_head(1'000, 0, 3), 333);
  EXPECT_EQ(left_per_head(0, 1'000, 3), -334);
  EXPECT_EQ(left_per_head(500, 500, 60), 0);
}

TEST_F(FileOfAPerson, AfterAnErasureNoAssessmentCanBeRead) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(assess(sara, assessment()).ok());
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return erase_person(tx, tenant, sara, {.kind = "staff", .id = officer.id},
                                    clock.now());
              }).ok());
  EXPECT_TRUE(read([&](db::Transaction& tx) {
                return assessments_of(tx, tenant, sara, clock.now());
              }).empty());
}
