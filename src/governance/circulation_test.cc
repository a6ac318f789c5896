#include "governance/council_for_tests.h"

namespace governance {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class Circulations : public Council {
 protected:
  Result<DuePolicy> due(const auth::Actor& who) {
    return read([&](db::Transaction& tx) { return due_policy(tx, call_as(who)); });
  }
  Result<DuePolicy> volunteer_acknowledges(const auth::Actor& who, const std::string& digest) {
    return write(
        [&](db::Transaction& tx) { return acknowledge_due_policy(tx, call_as(who), {digest}); });
  }
  Result<Readers> reminds(const std::string& digest) {
    return write([&](db::Transaction& tx) {
      return remind_readers(tx,
                            call_as(director,
                                    {
                                        {"digest", digest}
      }),
                            {});
    });
  }
  int inbox(const auth::Actor& who) {
    int count = 0;
    tenant->store->read([&](db::Transaction& tx) {
      count = static_cast<int>(
          messages::list_inbox(tx, *tenant, who.acting_for, {}, "https://x").items.size());
    });
    return count;
  }
};

TEST_F(Circulations, TellStaffVolunteersAndContractorsOnceEach) {
  const auto sara = volunteer();
  contractor();
  contractor({"ورشة", "صيانة", {}, "0512345678"});
  const auto before = sent("mail").size();
  ASSERT_TRUE(circulates(first).ok());
  EXPECT_EQ(sent("mail").size() - before, 5u);  // four of the staff, one contractor
  EXPECT_THAT(sent("sms"), SizeIs(1));
  EXPECT_EQ(inbox(sara), 1);
  EXPECT_THAT(codes_of(circulates(first)), ElementsAre("policy.circulated_already"));
  EXPECT_EQ(audited("policy.circulated").size(), 1u);
}

TEST_F(Circulations, AreOfAnApprovedVersionAlone) {
  const auto second = approved();
  EXPECT_TRUE(circulates(second).ok());
  ASSERT_TRUE(force(second, today()).ok());
  EXPECT_THAT(codes_of(circulates(first)), ElementsAre("policy.not_to_circulate"));
  EXPECT_THAT(codes_of(circulates(std::string(64, '0'))), ElementsAre("policy.unknown"));
}

TEST_F(Circulations, StaffAcknowledgeAnApprovedVersionBeforeItIsInForce) {
  const auto second = approved();
  ASSERT_TRUE(acknowledges(officer, second).ok());
  const auto has = read([&](db::Transaction& tx) {
    return organisation::has_acknowledged(tx, tenant->id, {officer.id}, second);
  });
  EXPECT_TRUE(has);
  ASSERT_TRUE(force(second, today()).ok());
  EXPECT_THAT(codes_of(acknowledges(officer, first)), ElementsAre("policy.not_to_acknowledge"));
}

TEST_F(Circulations, VolunteersAcknowledgeInThePortalAndANewVersionAsksAgain) {
  const auto sara = volunteer();
  EXPECT_FALSE(due(sara)->version.has_value());
  ASSERT_TRUE(circulates(first).ok());
  ASSERT_TRUE(due(sara)->version.has_value());
  EXPECT_FALSE(due(sara)->version->clauses.empty());
  ASSERT_TRUE(volunteer_acknowledges(sara, first).ok());
  EXPECT_TRUE(due(sara)->acknowledged_at.has_value());
  const auto second = approved();
  EXPECT_THAT(codes_of(volunteer_acknowledges(sara, second)), ElementsAre("policy.not_circulated"));
  ASSERT_TRUE(circulates(second).ok());
  EXPECT_EQ(due(sara)->version->digest, second);
  EXPECT_FALSE(due(sara)->acknowledged_at.has_value());
}

TEST_F(Circulations, AskNothingOfApplicantsWhoAreNoVolunteers) {
  auto stranger = volunteer();
  stranger.acting_for = PartyId{"0192f000-0000-7000-8000-000000000009"};
  ASSERT_TRUE(circulates(first).ok());
  EXPECT_FALSE(due(stranger)->version.has_value());
  EXPECT_THAT(codes_of(volunteer_acknowledges(stranger, first)),
              ElementsAre("policy.not_circulated"));
}

TEST_F(Circulations, ListWhoHasAcknowledgedAndWhoHasNotByGroup) {
  const auto sara = volunteer();
  volunteer("+966500000102");
  contractor();
  ASSERT_TRUE(circulates(first).ok());
  ASSERT_TRUE(acknowledges(officer, first).ok());
  ASSERT_TRUE(volunteer_acknowledges(sara, first).ok());
  const auto listed = readers(first);
  EXPECT_EQ(group(listed, "staff").total, 4);
  EXPECT_EQ(group(listed, "staff").acknowledged, 1);
  EXPECT_EQ(group(listed, "staff").readers.back().name, "officer");
  EXPECT_EQ(group(listed, "volunteers").total, 2);
  EXPECT_EQ(group(listed, "volunteers").acknowledged, 1);
  EXPECT_EQ(group(listed, "contractors").total, 1);
  EXPECT_EQ(group(listed, "contractors").acknowledged, 0);
  EXPECT_EQ(listed.circulated_by, "director");
}

TEST_F(Circulations, RemindThoseWhoHaveNotOnceADay) {
  const auto sara = volunteer();
  EXPECT_THAT(codes_of(reminds(first)), ElementsAre("policy.not_circulated"));
  ASSERT_TRUE(circulates(first).ok());
  const auto before = sent("mail").size();
  ASSERT_TRUE(acknowledges(officer, first).ok());
  ASSERT_TRUE(volunteer_acknowledges(sara, first).ok());
  ASSERT_TRUE(reminds(first).ok());
  EXPECT_EQ(sent("mail").size() - before, 3u);  // the officer has
  EXPECT_EQ(inbox(sara), 1);
  EXPECT_THAT(codes_of(reminds(first)), ElementsAre("policy.reminded_today"));
  pass_days(1);
  EXPECT_TRUE(reminds(first).ok());
  EXPECT_EQ(readers(first).reminded_at.size(), 2u);
}

TEST_F(Circulations, NameNobodyWhoIsConfidentiallyKnownHere) {
  const auto sara = volunteer();
  const auto named = group(readers(first), "volunteers").readers.at(0).name;
  EXPECT_FALSE(named.empty());
  const auto done = write([&](db::Transaction& tx) -> Result<Done> {
    parties::set_class(tx, tenant->id, sara.acting_for, Class::confidential);
    return Done{};
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(group(readers(first), "volunteers").readers.at(0).name, "");
}

}  // namespace
}  // namespace governance
