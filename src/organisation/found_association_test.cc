#include "organisation/found_association.h"

#include <gmock/gmock.h>

#include "base/in_source_for_tests.h"
#include "organisation/policy_versions.h"
#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

class FoundAssociation : public Town {
 protected:
  Founding amal() {
    return {
        .slug = "amal",
        .name = {{"ar", "جمعية الأمل"}, {"en", "Amal Association"}},
        .licence = "7777",
        .approval = {                               },
        .policy = read_pack_folder(in_source("policies/teryaq"))
    };
  }
  std::vector<std::string> codes(const Founding& given) {
    std::vector<std::string> found;
    const auto done = found_association(*directory, given, "tester", clock.now());
    if (!done) {
      for (const auto& one : done.refusal().obstacles) found.push_back(one.code);
    }
    return found;
  }
};

TEST_F(FoundAssociation, RunsAtOnceUnderItsOwnNameAndInvitesItsAdministrator) {
  const auto done = found_association(*directory, amal(), "tester", clock.now());
  ASSERT_TRUE(done.ok());
  EXPECT_FALSE(done->setup_token.empty());
  auto* tenant = directory->find("amal");
  ASSERT_NE(tenant, nullptr);
  const auto pack = tenant->policy_in_force();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->id, "amal");
  EXPECT_EQ(pack->name.at("en"), "Amal Association");
  EXPECT_EQ(pack->licence, "7777");
  EXPECT_FALSE(pack->approval.has_value());
}

TEST_F(FoundAssociation, ASlugWithHyphensBecomesAnIdWithout) {
  auto given = amal();
  given.slug = "al-amal";
  ASSERT_TRUE(found_association(*directory, given, "tester", clock.now()).ok());
  EXPECT_EQ(directory->find("al-amal")->policy_in_force()->id, "al_amal");
}

TEST_F(FoundAssociation, SaysEverythingThatIsWrongAndMakesNothing) {
  Founding given = amal();
  given.slug = "desk";
  given.name.erase("en");
  given.licence = " ";
  given.approval = policy::Approval{.body = "board", .date = riyadh_date(clock.now()) + 1};
  given.policy["clauses.yaml"] += "\n  nonsense: true\n";
  const auto found = codes(given);
  for (const char* code : {"slug.reserved", "association.names", "association.licence",
                           "approval.in_future", "policy.template"})
    EXPECT_THAT(found, Contains(code));
  EXPECT_FALSE(directory->association("desk").has_value());
}

TEST_F(FoundAssociation, ATemplateThatNamesPeopleIsRefused) {
  Founding given = amal();
  given.policy["messages.yaml"] += "\n# Sara, 0551234567\n";
  EXPECT_THAT(codes(given), ElementsAre("policy.names_person"));
  EXPECT_FALSE(directory->association("amal").has_value());
}

TEST_F(FoundAssociation, WhatACutOffFoundingLeftIsClearedAway) {
  // The directory cannot be written at the very end: the association stays unopened.
  const auto lost = [](db::Transaction&, const Founded&) { throw std::runtime_error("power cut"); };
  EXPECT_THROW((void)found_association(*directory, amal(), "tester", clock.now(), lost), db::Error);
  EXPECT_EQ(directory->find("amal"), nullptr);
  open();
  auto again = amal();
  again.name["en"] = "Another Amal";
  ASSERT_TRUE(found_association(*directory, again, "tester", clock.now()).ok());
  auto* tenant = directory->find("amal");
  EXPECT_EQ(tenant->policy_in_force()->name.at("en"), "Another Amal");
  tenant->store->read([&](db::Transaction& tx) {
    EXPECT_EQ(list_policy_versions(tx, tenant->id).size(), 1u);
    EXPECT_EQ(auth::list_staff(tx, *tenant->keeper, tenant->id, "", 10).size(), 1u);
  });
}

TEST_F(FoundAssociation, ARefusalAtTheEndLeavesNeitherRowNorFiles) {
  const Making refusing{.begin = [](db::Transaction&, api::Tenant&) -> Result<Done> {
                          return refuse(RefusalKind::invalid, "policy.template");
                        },
                        .note = {}};
  const auto made = directory->create({"amal", amal().name}, "tester", refusing);
  EXPECT_EQ(code_of(made), "policy.template");
  EXPECT_FALSE(directory->association("amal").has_value());
  EXPECT_FALSE(std::filesystem::exists(data + "/keys/amal.key"));
  EXPECT_FALSE(std::filesystem::exists(data + "/associations/amal.db"));
  open();
  EXPECT_FALSE(directory->association("amal").has_value());
}

TEST_F(FoundAssociation, ANameThatIsTakenIsRefused) {
  ASSERT_TRUE(found_association(*directory, amal(), "tester", clock.now()).ok());
  EXPECT_THAT(codes(amal()), ElementsAre("slug.taken"));
}

}  // namespace
}  // namespace organisation
