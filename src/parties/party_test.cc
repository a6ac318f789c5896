#include "parties/register_for_tests.h"

using namespace parties;

class GiveAPartyARole : public Register {};

TEST_F(GiveAPartyARole, OfTheClosedSetAndOnce) {
  const auto sara = registered("سارة محمد", "1500000003");
  const auto give = [&](const PartyId& party, const std::string& role) {
    return codes_of(write(
        [&](db::Transaction& tx) { return give_role(tx, tenant.id, party, role, clock.now()); }));
  };
  EXPECT_EQ(give(sara, "beneficiary"), Codes{});
  EXPECT_EQ(give(sara, "volunteer"), Codes{});
  EXPECT_EQ(give(sara, "beneficiary"), Codes{});
  EXPECT_EQ(give(sara, "king"), Codes{"party.role /role"});
  EXPECT_EQ(give(PartyId{"x"}, "beneficiary"), Codes{"not_found"});
  EXPECT_EQ(file_for(officer, sara)->roles, (std::vector<std::string>{"beneficiary", "volunteer"}));
}

class ShowNames : public Register {};

const db::Sql join_claim(R"sql(
UPDATE parties SET joined_to = $3 WHERE association_id = $1 AND id = $2)sql");

TEST_F(ShowNames, OfAListAsOneByOne) {
  std::vector<PartyId> people;
  for (int i = 0; i < 61; ++i)
    people.push_back(claimed("سارة محمد " + std::string(i % 2 == 0 ? "الغامدي" : "الحربي"),
                             "+966530000" + std::to_string(100 + i)));
  ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<Done> {
                tx.execute(join_claim, tenant.id, people[3], people[4]);
                tenant.keeper->erase_party_key(tx, people[5], clock.now());
                return Done{};
              }).ok());
  people.push_back(people[7]);
  people.emplace_back(PartyId{"nobody"});
  std::map<PartyId, std::string> one_by_one;
  const auto listed = read([&](db::Transaction& tx) {
    for (const auto& id : people) {
      if (const auto name = display_name(tx, tenant, id); !name.empty()) one_by_one[id] = name;
    }
    return display_names(tx, tenant, people);
  });
  EXPECT_EQ(listed, one_by_one);
  EXPECT_EQ(listed.size(), 60u) << "who was erased has none";
  EXPECT_EQ(listed.at(people[3]), listed.at(people[4])) << "a claim shows whom it was joined to";
}

TEST_F(ShowNames, OfNobody) {
  EXPECT_TRUE(read([&](db::Transaction& tx) { return display_names(tx, tenant, {}); }).empty());
}

class KeepAValue : public Register {};

TEST_F(KeepAValue, FromARequestBesideItsVerification) {
  const auto sara = registered("سارة محمد", "1500000003");
  const auto put = [&](Given given) {
    clock.advance(minute_ms);
    return write(
        [&](db::Transaction& tx) { return put_value(tx, tenant, sara, given, clock.now()); });
  };
  ASSERT_TRUE(put({
                      "city", {"الخرج", {}, {}},
                       Source::request, ""
  })
                  .ok());
  const auto stored = [&] {
    return read([&](db::Transaction& tx) { return current_values(tx, tenant, sara).at("city"); });
  };
  EXPECT_EQ(stored().source, "request");
  EXPECT_FALSE(stored().verified_at);
  const auto at = stored().at;
  ASSERT_TRUE(put({
                      "city", {"الخرج", {}, {}},
                       Source::request, officer.id, clock.now()
  })
                  .ok());
  EXPECT_TRUE(stored().verified_at);
  EXPECT_EQ(stored().at, at) << "the same value is verified, not given again";
  ASSERT_TRUE(put({
                      "city", {"الدلم", {}, {}},
                       Source::request, ""
  })
                  .ok());
  EXPECT_FALSE(stored().verified_at) << "a new value is not verified by the old one's check";
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return put_value(tx, tenant,
                               PartyId{
                                   "x"
              },
                               {"city", {"x", {}, {}}}, clock.now());
            })),
            Codes{"not_found"});
}

class OpenAFile : public Register {};

TEST_F(OpenAFile, ShowsWhoGaveEachValueByName) {
  const auto invited = write([&](db::Transaction& tx) {
    return auth::invite_staff(tx, *tenant.keeper, tenant.id, {.kind = "system", .id = {}},
                              clock.now(), {"منى الاختبار", "a@example.org", {Role::officer}, {}});
  });
  ASSERT_TRUE(invited.ok());
  officer.id = invited->member.id.text;
  const auto sara = registered("سارة محمد", "1500000003");
  const auto file = file_for(officer, sara);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->values.at(0).by, "منى الاختبار");
  EXPECT_EQ(file->values.at(0).source, "document");
  EXPECT_EQ(file->identities.at(0).sighted_by, "منى الاختبار");
}

TEST_F(OpenAFile, ListsTheRequestsThatTheHookGives) {
  const auto sara = registered("سارة محمد", "1500000003");
  hooks.requests_of = [&](db::Transaction&, const api::Call&, const PartyId& party) {
    return std::vector{
        PersonRequest{.id = party.text, .reference = "48-000123-1"}
    };
  };
  const auto file = file_for(officer, sara);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->requests.size(), 1u);
  EXPECT_EQ(file->requests[0].id, sara.text);
}

TEST_F(OpenAFile, IsForTheRolesThatMay) {
  const auto sara = registered("سارة محمد", "1500000003");
  for (const auto role : {Role::secretary, Role::board_member, Role::administrator}) {
    EXPECT_EQ(codes_of(file_for(staff(role), sara)), Codes{"rights.role"});
    EXPECT_EQ(codes_of(file_for(staff(role), PartyId{"x"})), Codes{"rights.role"});
  }
  EXPECT_TRUE(file_for(staff(Role::director), sara).ok());
}
