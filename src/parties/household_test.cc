#include "parties/party_rows.h"
#include "parties/register_for_tests.h"

using namespace parties;

class AHousehold : public Register {
 protected:
  AHousehold() {
    sara = registered("سارة محمد الغامدي", "1500000003");
    noura = registered("نورة محمد الغامدي", "1500000011");
    fahad = registered("فهد سعد القحطاني", "1500000029");
  }
  Result<Household> add(const PartyId& of, const PartyId& party, const std::string& relation) {
    return add_as(officer, of, party, relation);
  }
  Result<Household> add_as(const auth::Actor& actor, const PartyId& of, const PartyId& party,
                           const std::string& relation) {
    const auto call = call_of(actor);
    return write([&](db::Transaction& tx) {
      return add_member(tx, call, hooks, of, {party, relation});
    });
  }
  Result<Household> relate(const PartyId& party, const std::string& relation) {
    const auto call = call_of(officer);
    return write(
        [&](db::Transaction& tx) { return change_relation(tx, call, hooks, party, {relation}); });
  }
  Result<Household> leave(const PartyId& party) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return leave_household(tx, call, hooks, party, {}); });
  }
  Codes members(const PartyId& party, const auth::Actor& actor) {
    const auto call = call_of(actor);
    const auto home =
        read([&](db::Transaction& tx) { return read_household(tx, call, hooks, party); });
    EXPECT_TRUE(home.ok());
    Codes lines;
    if (home.ok())
      for (const auto& one : home->members) lines.push_back(one.name + ": " + one.relation);
    return lines;
  }
  Codes members(const PartyId& party) { return members(party, officer); }
  PersonFile merge(const PartyId& kept, const PartyId& merged) {
    const auto call = call_of(officer);
    auto file = write([&](db::Transaction& tx) {
      return merge_people(tx, call, hooks, kept, {.merged = merged, .values = {}});
    });
    EXPECT_TRUE(file.ok()) << testing::PrintToString(codes_of(file));
    return file.ok() ? file.value() : PersonFile{};
  }
  PartyId with_passport(const std::string& name) {
    auto body = citizen(name, "");
    body.identity_type = "PAS";
    body.identity_number = "A1234567";
    return register_as(officer, body)->party;
  }
  PartyId sara, noura, fahad;
};

TEST_F(AHousehold, IsReadAlikeFromEveryMemberTheHeadFirst) {
  EXPECT_EQ(members(sara), Codes{});
  ASSERT_TRUE(add(sara, noura, "sibling").ok());
  ASSERT_TRUE(add(noura, fahad, "relative").ok());
  const Codes all = {"سارة محمد الغامدي: head", "نورة محمد الغامدي: sibling",
                     "فهد سعد القحطاني: relative"};
  for (const auto& one : {sara, noura, fahad}) EXPECT_EQ(members(one), all);
  EXPECT_EQ(audited("party.household_changed").size(), 3u);
}

TEST_F(AHousehold, NeverHoldsItselfNorAnybodyTwiceNorAMemberOfAnother) {
  EXPECT_EQ(codes_of(add(sara, sara, "sibling")), Codes{"household.self /party"});
  ASSERT_TRUE(add(sara, noura, "sibling").ok());
  EXPECT_EQ(codes_of(add(sara, noura, "child")), Codes{"household.already /party"});
  EXPECT_EQ(codes_of(add(noura, sara, "child")), Codes{"household.already /party"});
  EXPECT_EQ(codes_of(add(fahad, noura, "spouse")), Codes{"household.elsewhere /party"});
  EXPECT_EQ(codes_of(add(sara, fahad, "head")), Codes{"household.relation /relation"});
  EXPECT_EQ(codes_of(add(sara, fahad, "x")), Codes{"household.relation /relation"});
  EXPECT_EQ(codes_of(add(sara, {"01890000-0000-7000-8000-00000000ffff"}, "child")),
            Codes{"not_found"});
  const auto claim = claimed("ريم خالد", "+966512345678");
  EXPECT_EQ(codes_of(add(sara, claim, "child")), Codes{"household.claim /party"});
  EXPECT_EQ(codes_of(add(claim, fahad, "child")), Codes{"household.claim"});
  EXPECT_EQ(members(fahad), Codes{});
}

TEST_F(AHousehold, TakesNobodyBeyondItsLimit) {
  for (std::int64_t i = 1; i < household_members_max; ++i) {
    const auto member = write([&](db::Transaction& tx) {
      return rows::insert_party(tx, tenant, PartyKind::party, Class::ordinary, {}, clock.now());
    });
    ASSERT_TRUE(add(sara, member, "relative").ok());
  }
  EXPECT_EQ(codes_of(add(sara, noura, "sibling")), Codes{"household.full /party"});
}

TEST_F(AHousehold, ANewHeadTurnsTheFormerOnesRelationRound) {
  ASSERT_TRUE(add(sara, noura, "child").ok());
  ASSERT_TRUE(add(sara, fahad, "spouse").ok());
  EXPECT_EQ(codes_of(relate(sara, "parent")), Codes{"household.head_stays /relation"});
  ASSERT_TRUE(relate(noura, "head").ok());
  EXPECT_EQ(members(sara), (Codes{"نورة محمد الغامدي: head", "سارة محمد الغامدي: parent",
                                  "فهد سعد القحطاني: relative"}));
  ASSERT_TRUE(relate(fahad, "parent").ok());
  EXPECT_EQ(members(fahad).back(), "فهد سعد القحطاني: parent");
}

TEST_F(AHousehold, EndsWithTheLastButOneAndItsHeadLeavesOnlyThen) {
  ASSERT_TRUE(add(sara, noura, "sibling").ok());
  ASSERT_TRUE(add(sara, fahad, "spouse").ok());
  EXPECT_EQ(codes_of(leave(sara)), Codes{"household.head_leaves"});
  ASSERT_TRUE(leave(noura).ok());
  EXPECT_EQ(codes_of(leave(noura)), Codes{"household.none"});
  ASSERT_TRUE(leave(sara).ok());
  for (const auto& one : {sara, noura, fahad}) EXPECT_EQ(members(one), Codes{});
  EXPECT_EQ(audited("party.household_left").size(), 3u);
  EXPECT_TRUE(add(fahad, noura, "child").ok());
}

TEST_F(AHousehold, AMergedPersonStandsThereOnceAndLeavesAltogether) {
  const auto again = with_passport("ساره محمد الغامدي");
  ASSERT_TRUE(add(noura, sara, "sibling").ok());
  ASSERT_TRUE(add(noura, again, "relative").ok());
  ASSERT_TRUE(add(noura, fahad, "relative").ok());
  merge(sara, again);
  const Codes once = {"نورة محمد الغامدي: head", "سارة محمد الغامدي: sibling",
                      "فهد سعد القحطاني: relative"};
  EXPECT_EQ(members(noura), once);
  ASSERT_TRUE(leave(sara).ok());
  EXPECT_EQ(members(sara), Codes{});
  EXPECT_EQ(members(noura).size(), 2u);
}

TEST_F(AHousehold, WhoTheReaderMayNotKnowOfIsNotThere) {
  ASSERT_TRUE(add(sara, noura, "sibling").ok());
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, noura, Class::confidential);
    return true;
  });
  EXPECT_EQ(members(sara), Codes{"سارة محمد الغامدي: head"});
  EXPECT_EQ(codes_of(add(fahad, noura, "child")), Codes{"not_found"});
  hooks.works_for = [](db::Transaction&, const api::Call&, const PartyId&) { return true; };
  EXPECT_EQ(members(sara).size(), 2u);
}

TEST_F(AHousehold, OfSomebodyWhoIsErasedForgetsThem) {
  ASSERT_TRUE(add(sara, noura, "sibling").ok());
  ASSERT_TRUE(add(sara, fahad, "spouse").ok());
  clock.advance(1);
  const auto erased = write([&](db::Transaction& tx) {
    return erase_person(tx, tenant, noura, {.kind = "system"}, clock.now());
  });
  ASSERT_TRUE(erased.ok());
  EXPECT_EQ(members(sara), (Codes{"سارة محمد الغامدي: head", "فهد سعد القحطاني: spouse"}));
}
