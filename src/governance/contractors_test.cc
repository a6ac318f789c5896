#include <boost/json.hpp>

#include "governance/council_for_tests.h"

namespace governance {
namespace {

class Contractors : public Council {
 protected:
  Result<LinkReading> opens(const std::string& token) {
    return read([&](db::Transaction& tx) { return read_by_link(tx, call_as({}), {token}); });
  }
  Result<LinkReading> signs(const std::string& token, const std::string& name) {
    return write([&](db::Transaction& tx) {
      return acknowledge_by_link(tx, call_as({}), {token, name});
    });
  }
  Result<NewLink> renews(const ContractorId& id) {
    return write([&](db::Transaction& tx) {
      return renew_link(tx,
                        call_as(quality,
                                {
                                    {"id", id.text}
      }),
                        {first}, "https://sila.example.org");
    });
  }
  static std::string token_in(const std::string& text) {
    const std::string page = "/acknowledgement#";
    const auto at = text.find(page);
    return at == std::string::npos ? "" : text.substr(at + page.size(), 26);
  }
  Result<ContractorView> changes(const ContractorId& id, const ContractorChange& body) {
    return write([&](db::Transaction& tx) {
      return change_contractor(tx,
                               call_as(quality,
                                       {
                                           {"id", id.text}
      }),
                               body);
    });
  }
  Result<ContractorView> ends(const ContractorView& one) {
    ContractorChange body;
    static_cast<ContractorBody&>(body) = {one.name, one.purpose, one.email, one.phone};
    body.state = "ended";
    return changes(one.id, body);
  }
};

TEST_F(Contractors, ReadThePolicyByTheirLinkAndAcknowledgeItByName) {
  const auto driver = contractor();
  ASSERT_TRUE(circulates(first).ok());
  std::string token;
  for (const auto& line : sent("mail"))
    if (line.find("driver@example.org") != std::string::npos) token = token_in(line);
  ASSERT_EQ(token.size(), 26u);
  const auto reading = opens(token);
  ASSERT_TRUE(reading.ok());
  EXPECT_FALSE(reading->version.clauses.empty());
  EXPECT_FALSE(reading->acknowledged_at.has_value());
  EXPECT_THAT(codes_of(signs(token, " ")), ElementsAre("text.missing"));
  ASSERT_TRUE(signs(token, "خالد سالم").ok());
  EXPECT_TRUE(opens(token)->acknowledged_at.has_value());
  const auto listed = group(readers(first), "contractors");
  EXPECT_EQ(listed.acknowledged, 1);
  EXPECT_EQ(listed.readers.at(0).signed_as, "خالد سالم");
}

TEST_F(Contractors, LinksEndWhenTheyAreRenewedOrExpireOrTheContractEnds) {
  const auto driver = contractor();
  EXPECT_THAT(codes_of(renews(driver.id)), ElementsAre("policy.not_circulated"));
  ASSERT_TRUE(circulates(first).ok());
  const auto older = token_in(renews(driver.id)->link);
  const auto newer = token_in(renews(driver.id)->link);
  EXPECT_THAT(codes_of(opens(older)), ElementsAre("policy.link_ended"));
  EXPECT_TRUE(opens(newer).ok());
  EXPECT_THAT(codes_of(opens("nonsense")), ElementsAre("policy.link_ended"));
  ASSERT_TRUE(ends(driver).ok());
  EXPECT_THAT(codes_of(opens(newer)), ElementsAre("policy.link_ended"));
  EXPECT_THAT(codes_of(renews(driver.id)), ElementsAre("contractor.ended"));
  const auto other = contractor();
  const auto expiring = token_in(renews(other.id)->link);
  pass_days(30);
  EXPECT_THAT(codes_of(opens(expiring)), ElementsAre("policy.link_ended"));
}

TEST_F(Contractors, AreKeptSealedAndTheirLinksHashed) {
  const auto driver = contractor({"مؤسسة النقل", "نقل", "secret@example.org", "0512345678"});
  ASSERT_TRUE(circulates(first).ok());
  const auto token = token_in(renews(driver.id)->link);
  const auto bytes = db::stored_bytes(folder);
  for (const auto& secret : {std::string("secret@example.org"), std::string("+966512345678"),
                             std::string("مؤسسة النقل"), token})
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

TEST_F(Contractors, NeedAWayToReachThem) {
  const auto adds = [&](const ContractorBody& body) {
    return codes_of(
        write([&](db::Transaction& tx) { return add_contractor(tx, call_as(quality), body); }));
  };
  EXPECT_THAT(adds({"اسم", "عمل", {}, {}}), ElementsAre("contractor.no_address"));
  EXPECT_THAT(adds({"اسم", "عمل", "nowhere", {}}), ElementsAre("contractor.email_form"));
  EXPECT_THAT(adds({"اسم", "عمل", {}, "12"}), ElementsAre("contractor.phone_form"));
  EXPECT_THAT(adds({"", "عمل", {}, "0512345678"}), ElementsAre("text.missing"));
}

TEST_F(Contractors, WhoseContractEndedStayListedAndAreAskedNoMore) {
  const auto driver = contractor();
  ASSERT_TRUE(ends(driver).ok());
  ASSERT_TRUE(circulates(first).ok());
  for (const auto& line : sent("mail"))
    EXPECT_EQ(line.find("driver@example.org"), std::string::npos);
  EXPECT_EQ(group(readers(first), "contractors").total, 0);
  const auto all =
      read([&](db::Transaction& tx) { return list_contractors(tx, call_as(quality)); });
  ASSERT_EQ(all->items.size(), 1u);
  EXPECT_EQ(all->items[0].state, "ended");
}

}  // namespace
}  // namespace governance
