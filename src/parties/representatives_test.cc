#include "parties/representatives.h"

#include "parties/register_for_tests.h"

using namespace parties;

class ARepresentative : public Register {
 protected:
  ARepresentative() {
    sara = registered("سارة محمد الغامدي", "1500000003");
    noura = registered("نورة محمد الغامدي", "1500000011");
    fahad = registered("فهد سعد القحطاني", "1500000029");
  }
  static AddRepresentative guardian(const PartyId& party) {
    return {.party = party,
            .capacity = "guardian",
            .evidence = "family_register",
            .number = "٤٤١٢٠٩",
            .sighted = true};
  }
  static AddRepresentative agent(const PartyId& party, const std::string& until = "2027-06-01") {
    return {.party = party,
            .capacity = "agent",
            .evidence = "power_of_attorney",
            .number = "47-118-9",
            .valid_until = until,
            .sighted = true};
  }
  Result<Representatives> add(const PartyId& of, const AddRepresentative& body) {
    const auto call = call_of(officer);
    return write(
        [&](db::Transaction& tx) { return add_representative(tx, call, hooks, of, body); });
  }
  Result<Representatives> end(const PartyId& of, const std::string& id) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return end_representative(tx, call, hooks, of, id); });
  }
  Representatives seen(const PartyId& party) {
    const auto call = call_of(officer);
    const auto all =
        read([&](db::Transaction& tx) { return read_representatives(tx, call, hooks, party); });
    EXPECT_TRUE(all.ok());
    return all.ok() ? all.value() : Representatives{};
  }
  static Codes names(const std::vector<Representative>& all) {
    Codes lines;
    for (const auto& one : all) lines.push_back(one.name + ": " + one.capacity);
    return lines;
  }
  PersonFile merge(const PartyId& kept, const PartyId& merged) {
    const auto call = call_of(officer);
    auto file = write([&](db::Transaction& tx) {
      return merge_people(tx, call, hooks, kept, {.merged = merged, .values = {}});
    });
    EXPECT_TRUE(file.ok()) << testing::PrintToString(codes_of(file));
    return file.ok() ? file.value() : PersonFile{};
  }
  PartyId sara, noura, fahad;
};

TEST_F(ARepresentative, StandsOnBothFiles) {
  const auto added = add(sara, guardian(noura));
  ASSERT_TRUE(added.ok()) << testing::PrintToString(codes_of(added));
  EXPECT_EQ(names(added->acting_for_them), Codes{"نورة محمد الغامدي: guardian"});
  EXPECT_EQ(names(seen(noura).they_act_for), Codes{"سارة محمد الغامدي: guardian"});
  EXPECT_EQ(names(seen(noura).acting_for_them), Codes{});
  EXPECT_EQ(audited("party.representative_added").size(), 2u) << "on both";
  EXPECT_EQ(bytes_on_disk().find("٤٤١٢٠٩"), std::string::npos) << "sealed";
}

TEST_F(ARepresentative, TellsEveryFaultOfTheFormAtOnce) {
  EXPECT_EQ(codes_of(add(sara, {.party = noura, .capacity = "friend"})),
            (Codes{"representative.capacity /capacity", "representative.number /number",
                   "representative.sighted /sighted"}));
  auto body = agent(noura, "");
  body.evidence = "family_register";
  body.number = std::string(41, '1');
  EXPECT_EQ(codes_of(add(sara, body)),
            (Codes{"representative.evidence /evidence", "representative.number /number",
                   "representative.until /valid_until"}));
  EXPECT_EQ(codes_of(add(sara, agent(noura, "2026-02-30"))), Codes{"party.date /valid_until"});
  EXPECT_EQ(codes_of(add(sara, agent(noura, "2026-11-17"))),
            Codes{"representative.expired /valid_until"});
  EXPECT_EQ(seen(sara).acting_for_them.size(), 0u);
}

TEST_F(ARepresentative, IsNeverThemselvesNorTwiceNorAWardNorTheirOwnWardsGuardian) {
  EXPECT_EQ(codes_of(add(sara, guardian(sara))), Codes{"representative.self /party"});
  ASSERT_TRUE(add(sara, guardian(noura)).ok());
  EXPECT_EQ(codes_of(add(sara, agent(noura))), Codes{"representative.already /party"});
  EXPECT_EQ(codes_of(add(fahad, agent(sara))), Codes{"representative.ward /party"});
  ASSERT_TRUE(add(noura, agent(fahad)).ok());
  EXPECT_EQ(codes_of(add(fahad, guardian(noura))), Codes{"representative.circular /party"});
  EXPECT_TRUE(add(fahad, agent(noura)).ok()) << "two may be each other's agents";
  EXPECT_EQ(codes_of(add(sara, guardian({"01890000-0000-7000-8000-00000000ffff"}))),
            Codes{"not_found"});
  EXPECT_EQ(codes_of(add(sara, guardian(claimed("ريم خالد", "+966512345678")))),
            Codes{"representative.claim /party"});
}

TEST_F(ARepresentative, IsNobodyWhoDied) {
  const auto call = call_of(officer);
  const auto died = write([&](db::Transaction& tx) {
    return note_death(tx, call, hooks, fahad, {.on = "2026-11-01", .sighted = true});
  });
  ASSERT_TRUE(died.ok()) << testing::PrintToString(codes_of(died));
  EXPECT_EQ(codes_of(add(sara, guardian(fahad))), Codes{"representative.died /party"});
  EXPECT_EQ(codes_of(add(fahad, guardian(sara))), Codes{"party.died"});
}

TEST_F(ARepresentative, IsNoLongerValidTheDayAfterItsEnd) {
  ASSERT_TRUE(add(sara, agent(noura, "2026-11-20")).ok());
  EXPECT_TRUE(seen(sara).acting_for_them.at(0).is_valid);
  clock.advance(3 * day_ms);
  const auto later = seen(sara).acting_for_them;
  ASSERT_EQ(later.size(), 1u) << "it stays on the file until somebody ends it";
  EXPECT_FALSE(later[0].is_valid);
}

TEST_F(ARepresentative, EndsFromEitherFileAndMayBeAnew) {
  const auto id = add(sara, guardian(noura))->acting_for_them.at(0).id;
  EXPECT_EQ(codes_of(end(fahad, id)), Codes{"representative.unknown"});
  ASSERT_TRUE(end(noura, id).ok());
  EXPECT_EQ(names(seen(sara).acting_for_them), Codes{});
  EXPECT_EQ(codes_of(end(noura, id)), Codes{"representative.unknown"});
  EXPECT_EQ(audited("party.representative_ended").size(), 2u);
  EXPECT_TRUE(add(sara, agent(noura)).ok());
}

TEST_F(ARepresentative, FollowsAMergeAndItsUndoing) {
  auto passport = citizen("ساره محمد الغامدي", "");
  passport.identity_type = "PAS";
  passport.identity_number = "A1234567";
  const auto again = register_as(officer, passport)->party;
  ASSERT_TRUE(add(again, guardian(noura)).ok());
  const auto file = merge(sara, again);
  EXPECT_EQ(names(seen(sara).acting_for_them), Codes{"نورة محمد الغامدي: guardian"});
  EXPECT_EQ(names(seen(noura).they_act_for), Codes{"سارة محمد الغامدي: guardian"});
  EXPECT_EQ(codes_of(add(sara, agent(noura))), Codes{"representative.already /party"});
  const auto call = call_of(officer);
  ASSERT_EQ(file.merges.size(), 1u);
  const auto undone = write([&](db::Transaction& tx) {
    return undo_merge(tx, call, hooks, file.merges[0].id, {"هما شخصان"});
  });
  ASSERT_TRUE(undone.ok());
  EXPECT_EQ(names(seen(sara).acting_for_them), Codes{});
  EXPECT_EQ(names(seen(again).acting_for_them), Codes{"نورة محمد الغامدي: guardian"});
}

TEST_F(ARepresentative, WhomTheReaderMayNotKnowOfIsNotThere) {
  ASSERT_TRUE(add(sara, guardian(noura)).ok());
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, noura, Class::confidential);
    return true;
  });
  EXPECT_EQ(names(seen(sara).acting_for_them), Codes{});
  EXPECT_EQ(codes_of(add(fahad, agent(noura))), Codes{"not_found"});
}

TEST_F(ARepresentative, OfSomebodyWhoIsErasedForgetsThem) {
  ASSERT_TRUE(add(sara, guardian(noura)).ok());
  ASSERT_TRUE(add(fahad, agent(noura)).ok());
  clock.advance(1);
  const auto erased = write([&](db::Transaction& tx) {
    return erase_person(tx, tenant, noura, {.kind = "system"}, clock.now());
  });
  ASSERT_TRUE(erased.ok());
  EXPECT_EQ(names(seen(sara).acting_for_them), Codes{});
  EXPECT_EQ(names(seen(fahad).acting_for_them), Codes{});
}
