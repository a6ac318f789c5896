#include "parties/import_people.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "parties/register_for_tests.h"

namespace parties {
namespace {

using testing::ElementsAre;

class ImportPeople : public Register {
 protected:
  static ImportedRow row(const std::string& name, const std::string& number = "",
                         const std::string& phone = "") {
    ImportedRow row;
    row.typed["full_name"] = name;
    row.typed["identity_number"] = number;
    row.typed["phone"] = phone;
    return row;
  }
  std::vector<Imported> import(const std::vector<ImportedRow>& rows) {
    std::vector<ReadImported> people;
    for (const auto& one : rows) {
      auto read = read_imported(*tenant.keeper, one, riyadh_date(clock.now()));
      EXPECT_TRUE(read.ok());
      if (read) people.push_back(std::move(read).value());
    }
    clock.advance(1);
    const Importing importing{
        .by = officer.id,
        .who = {.kind = "staff",     .id = officer.id},
        .branch = {                   },
        .import = "list"
    };
    std::vector<Imported> made;
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      made = import_people(tx, tenant, importing, known, people, clock.now());
      return true;
    });
    return made;
  }
  Codes refusals(const ImportedRow& typed) {
    return codes_of(read_imported(*tenant.keeper, typed, riyadh_date(clock.now())));
  }
  std::vector<PartyId> withdrawn(const std::vector<PartyId>& people,
                                 const PartyId& used_above = {}) {
    std::vector<PartyId> stay;
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      stay = withdraw_people(
          tx, tenant, {.kind = "staff", .id = officer.id}, people,
          [&](db::Transaction&, const PartyId& id) { return id == used_above; }, clock.now());
      return true;
    });
    return stay;
  }

  KnownNumbers known;
};

TEST_F(ImportPeople, TheyAreFoundLikeWhoeverIsRegistered) {
  auto full = row("سعد عبدالله القحطاني", "1500000003", "0512345678");
  full.typed["birth_date"] = "1405-01-30";
  full.typed["gender"] = "male";
  const auto made = import({full, row("نورة محمد")});
  ASSERT_EQ(made.size(), 2u);
  EXPECT_FALSE(made[0].was_known);
  for (const auto* typed : {"سعد القحطاني", "1500000003", "0512345678"}) {
    const auto hits = found(officer, typed);
    ASSERT_EQ(hits.size(), 1u) << typed;
    EXPECT_EQ(hits[0].party, made[0].party) << typed;
  }
  const auto file = file_for(officer, made[0].party);
  ASSERT_TRUE(file.ok());
  for (const auto& value : file->values) {
    EXPECT_EQ(value.source, "import");
    EXPECT_FALSE(value.verified_at) << "nobody sighted a document";
  }
  EXPECT_EQ(opened_by("+966512345678"), std::vector<PartyId>{})
      << "an unproved phone opens nothing";
  const auto entries = audited("people.imported");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].entry.detail, R"({"made":2,"known":0})");
}

TEST_F(ImportPeople, ANumberThatIsKnownMakesNobody) {
  const auto registered_before = registered("سعد عبدالله", "1500000003");
  auto made =
      import({row("سعد", "1500000003"), row("هند علي", "1500000011"), row("هند", "1500000011")});
  EXPECT_TRUE(made[0].was_known);
  EXPECT_EQ(made[0].party, registered_before);
  EXPECT_FALSE(made[1].was_known);
  EXPECT_TRUE(made[2].was_known);
  EXPECT_EQ(made[2].party, made[1].party);
  const auto later = registered("ريم صالح", "1500000029");  // while the list comes in
  made = import({row("ريم", "1500000029"), row("هند", "1500000011")});
  EXPECT_EQ(made[0].party, later);
  EXPECT_TRUE(made[0].was_known);
  EXPECT_TRUE(made[1].was_known) << "by a batch before this";
  EXPECT_EQ(codes_of(register_as(officer, citizen("هند علي", "1500000011"))),
            Codes{"person.exists /identity_number"});
}

// More than one statement asks for at once; some have their slow index, some not yet.
TEST_F(ImportPeople, OfManyNumbersEachIsFoundByItsOwner) {
  std::vector<ImportedRow> rows;
  for (int serial = 1000; rows.size() < 120; ++serial) {
    const auto number = std::to_string(1500000000 + serial);
    if (saudi::read_identity(number)) rows.push_back(row("سعد عبدالله", number));
  }
  const auto known_rows = std::vector(rows.begin(), rows.begin() + 70);
  const auto made = import(known_rows);
  EXPECT_EQ(slow_identities(tenant, 3), 3);
  std::ranges::reverse(rows);
  const auto again = import(rows);
  ASSERT_EQ(again.size(), 120u);
  for (std::size_t i = 0; i < again.size(); ++i) {
    const auto before = again.size() - 1 - i;
    EXPECT_EQ(again[i].was_known, before < made.size()) << i;
    if (again[i].was_known) {
      EXPECT_EQ(again[i].party, made.at(before).party) << i;
    }
  }
}

TEST_F(ImportPeople, NumbersGetTheirSlowIndexLater) {
  const auto made = import({row("سعد عبدالله", "1500000003"), row("هند علي", "1500000011")});
  const auto claim = claimed("هند علي", "+966500000001", "1500000011");
  const auto candidates = claims(officer);
  ASSERT_EQ(candidates.size(), 1u);
  EXPECT_EQ(candidates[0].party, claim);
  ASSERT_FALSE(candidates[0].candidates.empty());
  EXPECT_EQ(candidates[0].candidates[0].matched_by, "identity") << "under the fast index too";
  EXPECT_EQ(slow_identities(tenant, 1), 1);
  EXPECT_EQ(slow_identities(tenant, 8), 1);
  EXPECT_EQ(slow_identities(tenant, 8), 0);
  for (const auto* number : {"1500000003", "1500000011"})
    EXPECT_EQ(found(officer, number).size(), 1u) << number;
  EXPECT_TRUE(import({row("سعد", "1500000003")})[0].was_known);
  const auto matched = match(claim, made[1].party, "1500000011");
  EXPECT_TRUE(matched.ok());
}

TEST_F(ImportPeople, ANumberThatIsSightedMeanwhileStandsOnce) {
  const auto made = import({row("هند علي", "1500000011")});
  const auto claim = claimed("هند علي", "+966500000001", "1500000011");
  ASSERT_TRUE(match(claim, made[0].party, "1500000011").ok());
  EXPECT_EQ(slow_identities(tenant, 8), 0);
  EXPECT_EQ(found(officer, "1500000011").size(), 1u);
}

TEST_F(ImportPeople, RowsAreRefusedWithEveryReason) {
  const auto with = [](const std::string& field, const std::string& text,
                       const std::string& calendar = "") {
    auto typed = row("سعد عبدالله");
    typed.typed[field] = text;
    typed.birth_calendar = calendar;
    return typed;
  };
  std::string long_name;
  for (int i = 0; i < 201; ++i) long_name += "س";
  const auto expect = [&](const ImportedRow& typed, const Codes& codes) {
    EXPECT_EQ(refusals(typed), codes);
  };
  expect(row(""), {"party.text_length /full_name"});
  expect(row("س"), {"party.text_length /full_name"});
  expect(row(long_name), {"party.text_length /full_name"});
  expect(row("سعد\xE2\x80\xAEعلي"), {"party.text_bidi /full_name"});
  expect(row("سعد\x01علي"), {"party.text_control /full_name"});
  expect(row("سعد علي", "1500000004"), {"identity.number /identity_number"});
  expect(row("سعد علي", "", "0212"), {"party.phone_form /phone"});
  expect(row("", "15", "5"), {"party.text_length /full_name", "identity.number /identity_number",
                              "party.phone_form /phone"});
  expect(with("identity_type", "XYZ"), {});  // of no number
  expect(with("birth_date", "1985-02-30"), {"party.date /birth_date"});
  expect(with("birth_date", "2031-01-01"), {"party.date_future /birth_date"});
  expect(with("birth_date", "1299-01-01", "hijri"), {"party.date /birth_date"});
  expect(with("birth_date", "1405-02-30"), {"party.date /birth_date"});
  expect(with("birth_date", "1405-01-30"), {});
  expect(with("gender", "ذكر"), {"party.choice /gender"});
  expect(with("shoe_size", "44"), {"party.field_unknown /shoe_size"});
}

TEST_F(ImportPeople, ANumberThatWasMergedWhileItsIndexWasFastGoesBackWithTheMerge) {
  const auto made = import({row("سعد عبدالله", "1500000003"), row("هند علي")});
  const auto call = call_of(officer);
  const auto merged = write([&](db::Transaction& tx) {
    return merge_people(tx, call, hooks, made[1].party, {made[0].party, {}});
  });
  ASSERT_TRUE(merged.ok());
  ASSERT_EQ(slow_identities(tenant, 8), 1);
  const auto undone = write([&](db::Transaction& tx) {
    return undo_merge(tx, call, hooks, merged->merges.at(0).id, {.reason = "خطأ"});
  });
  ASSERT_TRUE(undone.ok());
  EXPECT_EQ(found(officer, "1500000003").at(0).party, made[0].party);
}

TEST_F(ImportPeople, WhatNobodyUsedIsTakenBack) {
  const auto made = import({row("سعد عبدالله", "1500000003"), row("هند علي", "1500000011"),
                            row("ريم صالح"), row("منى فهد")});
  std::vector<PartyId> all;
  for (const auto& one : made) all.push_back(one.party);
  const auto claim = claimed("هند علي", "+966500000001", "1500000011");
  ASSERT_TRUE(match(claim, made[1].party, "1500000011").ok());
  EXPECT_THAT(withdrawn(all, all[3]), ElementsAre(all[1], all[3]));
  EXPECT_TRUE(found(officer, "سعد عبدالله").empty());
  EXPECT_TRUE(found(officer, "1500000003").empty());
  EXPECT_FALSE(found(officer, "هند علي").empty());
  EXPECT_THAT(withdrawn(all, all[3]), ElementsAre(all[1], all[3])) << "twice is once";
  EXPECT_EQ(audited("party.erased").size(), 2u);
  EXPECT_FALSE(import({row("سعد عبدالله", "1500000003")})[0].was_known);
}

TEST_F(ImportPeople, NothingIsReadableOnTheDisk) {
  import({row("سعدالدين المختبر", "1500000003", "0512345678")});
  const auto bytes = bytes_on_disk();
  for (const auto* secret : {"سعدالدين", "1500000003", "512345678"})
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace parties
