#include "parties/register_for_tests.h"
#include "saudi/hijri.h"

using namespace parties;

class NoteADeath : public Register {
 protected:
  Result<PersonFile> note(const PartyId& party, const NoteDeath& body) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return note_death(tx, call, hooks, party, body); });
  }
  Result<PersonFile> undo(const PartyId& party, const std::string& reason) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return undo_death(tx, call, hooks, party, {reason}); });
  }
  Result<PersonFile> correct_city(const PartyId& party) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return correct_value(tx, call, hooks, party, "city", {.value = "جدة"});
    });
  }
  static NoteDeath sighted(const std::string& on) { return {.on = on, .sighted = true}; }
  // The thirtieth of a month of 1447 that has none.
  static std::string no_thirtieth() {
    int month = 1;
    while (saudi::hijri_month_days(1447, month) == 30) ++month;
    return saudi::iso({1447, month, 30});
  }
};

TEST_F(NoteADeath, ClosesTheFileAndNoPhoneOpensItAnyMore) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto noura = registered("نورة محمد الغامدي", "1500000011", "0512345678");
  const auto file = note(sara, sighted("2026-11-01"));
  ASSERT_TRUE(file.ok()) << testing::PrintToString(codes_of(file));
  EXPECT_TRUE(file->died);
  EXPECT_EQ(value_of(file.value(), "death_date"), "2026-11-01");
  EXPECT_EQ(opened_by("+966512345678"), std::vector{noura});
  EXPECT_EQ(codes_of(correct_city(sara)), Codes{"party.died"});
  EXPECT_EQ(codes_of(note(sara, sighted("2026-11-02"))), Codes{"party.died"});
  EXPECT_TRUE(file_for(officer, sara)->died);
  EXPECT_EQ(audited("party.death_noted").size(), 1u);
}

TEST_F(NoteADeath, IsUndoneWithAReasonAndTheFileIsOpenAgain) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  EXPECT_EQ(codes_of(undo(sara, "خطأ")), Codes{"death.none"});
  ASSERT_TRUE(note(sara, sighted("2026-11-01")).ok());
  EXPECT_EQ(codes_of(undo(sara, "  ")), Codes{"death.reason /reason"});
  const auto file = undo(sara, "سُجّلت لشخص آخر بالاسم نفسه");
  ASSERT_TRUE(file.ok());
  EXPECT_FALSE(file->died);
  EXPECT_FALSE(value_of(file.value(), "death_date"));
  EXPECT_EQ(opened_by("+966512345678"), std::vector{sara});
  EXPECT_TRUE(correct_city(sara).ok());
  const auto history =
      read([&](db::Transaction& tx) { return value_history(tx, tenant, sara, "death_date"); });
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].reason, "سُجّلت لشخص آخر بالاسم نفسه");
  ASSERT_TRUE(note(sara, sighted("2026-11-05")).ok());
}

TEST_F(NoteADeath, SaysWhatIsWrongWithTheDay) {
  auto body = citizen("سارة محمد الغامدي", "1500000003");
  body.birth_date = "1990-05-01";
  const auto sara = register_as(officer, body)->party;
  const std::vector<std::pair<NoteDeath, Codes>> table = {
      {{.on = "2026-11-01"},                                          {"death.sighted /sighted"}  },
      {sighted("2026-13-01"),                                         {"party.date /on"}          },
      {sighted("2030-01-01"),                                         {"party.date_future /on"}   },
      {sighted("1990-04-20"),                                         {"death.before_birth /on"}  },
      {{.on = no_thirtieth(), .calendar = "hijri", .sighted = true},  {"party.date /on"}          },
      {{.on = "1700-01-01", .calendar = "hijri", .sighted = true},    {"party.date /on"}          },
      {{.on = "2026-11-01", .sighted = true, .note = "\u202Eسطر"}, {"party.text_control /note"}},
  };
  for (const auto& [note_body, codes] : table)
    EXPECT_EQ(codes_of(note(sara, note_body)), codes) << note_body.on;
  EXPECT_FALSE(file_for(officer, sara)->died);
}

TEST_F(NoteADeath, AClaimIsMatchedFirst) {
  const auto claim = claimed("سارة محمد", "+966512345678");
  EXPECT_EQ(codes_of(note(claim, sighted("2026-11-01"))), Codes{"death.claim"});
}

TEST_F(NoteADeath, AFileWithADeathIsNotMergedIntoOneWithout) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  auto body = citizen("ساره محمد الغامدي", "");
  body.identity_type = "PAS";
  body.identity_number = "A1234567";
  const auto again = register_as(officer, body)->party;
  ASSERT_TRUE(note(again, sighted("2026-11-01")).ok());
  const auto merge = [&](const PartyId& kept, const PartyId& merged) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return merge_people(tx, call, hooks, kept, {.merged = merged, .values = {}});
    });
  };
  EXPECT_EQ(codes_of(merge(sara, again)), Codes{"merge.died"});
  EXPECT_TRUE(merge(again, sara).ok());
}
