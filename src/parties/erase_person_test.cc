#include "parties/register_for_tests.h"

using namespace parties;

class EraseAPerson : public Register {
 protected:
  Result<Done> erase(const PartyId& party) {
    return write([&](db::Transaction& tx) {
      return erase_person(tx, tenant, party, {.kind = "staff", .id = officer.id}, clock.now());
    });
  }
  std::string display_name_of(const PartyId& party) {
    return read([&](db::Transaction& tx) { return display_name(tx, tenant, party); });
  }
};

TEST_F(EraseAPerson, LeavesNothingThatCanBeReadOrFound) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto noura = registered("نورة محمد الغامدي", "1500000011", "0512345678");
  ASSERT_TRUE(erase(sara).ok());
  EXPECT_EQ(codes_of(file_for(officer, sara)), Codes{"not_found"});
  for (const auto typed : {"1500000003", "سارة", "سارة محمد الغامدي"}) {
    for (const auto& hit : found(officer, typed)) EXPECT_NE(hit.party, sara) << typed;
  }
  EXPECT_EQ(opened_by("+966512345678"), std::vector{noura});
  read([&](db::Transaction& tx) {
    EXPECT_EQ(display_name(tx, tenant, sara), "");
    EXPECT_EQ(phone_of(tx, tenant, sara), "");
    EXPECT_EQ(email_of(tx, tenant, sara), "");
    EXPECT_EQ(masked_identity_of(tx, tenant, sara), "");
    EXPECT_TRUE(current_values(tx, tenant, sara).empty());
    EXPECT_TRUE(value_history(tx, tenant, sara, "full_name").empty());
    return true;
  });
  EXPECT_EQ(codes_of(erase(sara)), Codes{"not_found"});
  EXPECT_EQ(audited("party.erased").size(), 1u);
  EXPECT_EQ(display_name_of(noura), "نورة محمد الغامدي");
}

TEST_F(EraseAPerson, TakesTheClaimsThatWereJoinedAlong) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto claim = claimed("ساره الغامدي", "+966512345678", "1500000003");
  ASSERT_TRUE(match(claim, sara, "1500000003").ok());
  ASSERT_TRUE(erase(claim).ok());  // the claim is the person by now
  read([&](db::Transaction& tx) {
    EXPECT_FALSE(tenant.keeper->party_key(tx, sara));
    EXPECT_FALSE(tenant.keeper->party_key(tx, claim));
    return true;
  });
  EXPECT_TRUE(opened_by("+966512345678").empty());
}

TEST_F(EraseAPerson, IsNotBroughtBackByARestart) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(erase(sara).ok());
  reopen();
  EXPECT_TRUE(found(officer, "سارة محمد الغامدي").empty());
}

TEST_F(EraseAPerson, FreesTheNumber) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  ASSERT_TRUE(erase(sara).ok());
  EXPECT_TRUE(register_as(officer, citizen("سارة محمد الغامدي", "1500000003")).ok());
}

TEST_F(EraseAPerson, TakesAWaitingClaimOffTheList) {
  const auto claim = claimed("سارة محمد", "+966512345678");
  ASSERT_EQ(claims(officer).size(), 1u);
  ASSERT_TRUE(erase(claim).ok());
  EXPECT_TRUE(claims(officer).empty());
}
