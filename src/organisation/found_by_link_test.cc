#include "organisation/found_by_link.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "base/in_source_for_tests.h"
#include "organisation/founding_links.h"
#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class FoundByLink : public Town {
 protected:
  FoundByLink() { token = invite(); }

  std::string invite() {
    std::string made;
    directory->store().write_and_wait([&](db::Transaction& tx) {
      made = invite_to_found(tx, "tester", clock.now()).token;
      return true;
    });
    return made;
  }
  FoundingByLink& wizard() {
    if (!wizard_)
      wizard_ = std::make_unique<FoundingByLink>(*directory, templates, "https://sila.example.org");
    return *wizard_;
  }
  static constexpr const char* first_key = "018f3b1a-0000-7000-8000-000000000001";
  api::HouseCall call(const std::string& key = first_key,
                      const std::string& digest = "of the body") {
    return {.now = clock.now(), .idempotency_key = key, .request_digest = digest};
  }
  static FoundingDraft amal() {
    FoundingDraft draft;
    draft.slug = "amal";
    draft.name = GivenName{"جمعية الأمل", "Amal Association"};
    draft.licence = "7777";
    draft.policy = PolicySource{PolicyOrigin::shipped, "teryaq"};
    draft.approval = GivenApproval{"3", "4", parse_date("2026-01-31")};
    draft.administrator = GivenAdministrator{"ريم", "reem@amal.example"};
    return draft;
  }
  std::vector<std::string> codes(const FoundingDraft& draft) {
    std::vector<std::string> found;
    const auto checked = wizard().check(call(), {token, draft});
    EXPECT_TRUE(checked.ok());
    if (checked.ok()) {
      for (const auto& one : checked->obstacles) found.push_back(one.code + " " + one.field);
    }
    return found;
  }
  // A folder of templates with one that the test spoils.
  void spoil(const std::string& line) {
    namespace fs = std::filesystem;
    templates = data + "/templates";
    fs::copy(in_source("policies"), templates, fs::copy_options::recursive);
    std::ofstream(templates + "/teryaq/messages.yaml", std::ios::app) << line;
  }

  std::string templates = in_source("policies");
  std::string token;

 private:
  std::unique_ptr<FoundingByLink> wizard_;
};

TEST_F(FoundByLink, OffersTheTemplatesAndWhatOtherAssociationsPublish) {
  ASSERT_TRUE(wizard().found(call(), {token, amal()}).ok());
  ASSERT_TRUE(create("empty").ok());  // no policy in force: its portal shows none
  const auto start = wizard().start(call(), {invite()});
  ASSERT_TRUE(start.ok());
  std::vector<std::string> offered;
  for (const auto& one : start->policies) {
    offered.push_back(one.source.name);
    EXPECT_GT(one.kinds, 0) << one.source.name;
    EXPECT_GT(one.clauses, 0) << one.source.name;
    EXPECT_FALSE(one.document.at("ar").empty());
  }
  EXPECT_THAT(offered, ElementsAre("aoun", "deem", "quran-education", "tawazun", "teryaq", "amal"));
  EXPECT_EQ(start->policies.back().title.at("en"), "Amal Association");
}

TEST_F(FoundByLink, MakesAnAssociationThatRunsAtOnceAndInvitesItsAdministratorByName) {
  const auto made = wizard().found(call(), {token, amal()});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->portal, "https://sila.example.org/amal/");
  const std::string before = "https://sila.example.org/desk/amal/setup#";
  ASSERT_TRUE(made->setup_link.starts_with(before)) << made->setup_link;
  auto* found = directory->find("amal");
  ASSERT_NE(found, nullptr);
  const auto pack = found->policy_in_force();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->approval->term, "4");
  const auto setup = write(*found, [&](db::Transaction& tx) {
    return auth::find_setup(tx, *found->keeper, found->id, made->setup_link.substr(before.size()),
                            "192.0.2.7", clock.now());
  });
  EXPECT_TRUE(setup.ok());
  found->store->read([&](db::Transaction& tx) {
    const auto staff = auth::list_staff(tx, *found->keeper, found->id, "", 10);
    ASSERT_EQ(staff.size(), 1u);
    EXPECT_EQ(staff[0].name, "ريم");
    EXPECT_EQ(staff[0].email, "reem@amal.example");
    EXPECT_THAT(staff[0].roles, ElementsAre(Role::administrator));
  });
}

TEST_F(FoundByLink, TheSameRequestAgainIsAnsweredTheSame) {
  const auto first = wizard().found(call(), {token, amal()});
  ASSERT_TRUE(first.ok());
  const auto again = wizard().found(call(), {token, amal()});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->setup_link, first->setup_link);
  EXPECT_EQ(directory->list().size(), 1u);
}

TEST_F(FoundByLink, AUsedLinkMakesNothingElse) {
  ASSERT_TRUE(wizard().found(call(), {token, amal()}).ok());
  auto other = amal();
  other.slug = "ufuq";
  const auto again = [&](const api::HouseCall& asked) {
    return code_of(wizard().found(asked, {token, other}));
  };
  EXPECT_EQ(again(call("")), "idempotency.key_missing");
  EXPECT_EQ(again(call(first_key, "of another body")), "idempotency.key_reused");
  EXPECT_EQ(again(call("018f3b1a-0000-7000-8000-000000000002")), "founding.link_invalid");
  EXPECT_EQ(directory->list().size(), 1u);
}

TEST_F(FoundByLink, TwoAtOnceByOneLinkMakeOneAssociation) {
  auto& one = wizard();
  std::atomic<int> made = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      auto draft = amal();
      draft.slug += std::to_string(i);
      const auto key = "018f3b1a-0000-7000-8000-00000000000" + std::to_string(i);
      (one.found(call(key), {token, draft}).ok() ? made : refused)++;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(directory->list().size(), 1u);
}

TEST_F(FoundByLink, ARefusalSpendsNoLinkAndLeavesNothing) {
  auto wrong = amal();
  wrong.administrator->email = "reem";
  EXPECT_EQ(code_of(wizard().found(call(), {token, wrong})), "staff.email_form");
  EXPECT_TRUE(directory->list().empty());
  EXPECT_TRUE(wizard().found(call(), {token, amal()}).ok());
}

TEST_F(FoundByLink, EachStepIsCheckedByWhatTheMakingWouldRefuse) {
  EXPECT_THAT(codes(amal()), IsEmpty());
  FoundingDraft draft{
      .slug = "desk", .name = {"", "Amal"},
           .licence = ""
  };
  EXPECT_THAT(codes(draft),
              UnorderedElementsAre("slug.reserved /slug", "association.names /name/ar",
                                   "association.licence /licence"));
  draft = amal();
  draft.approval->date = riyadh_date(clock.now()) + 1;
  draft.approval->term = std::string(61, 'x');
  draft.administrator->name = "";
  draft.policy->name = "../teryaq";
  EXPECT_THAT(codes(draft), ElementsAre("founding.policy_unknown /policy"));
  draft.policy.reset();
  EXPECT_THAT(codes(draft), UnorderedElementsAre("approval.line /approval/term",
                                                 "approval.in_future /approval/date",
                                                 "staff.name_form /administrator/name"));
}

TEST_F(FoundByLink, APolicyAndAnAdministratorAreNeeded) {
  auto draft = amal();
  draft.policy.reset();
  draft.administrator.reset();
  draft.slug = "a";
  const auto made = wizard().found(call(), {token, draft});
  ASSERT_FALSE(made.ok());
  std::vector<std::string> found;
  for (const auto& one : made.refusal().obstacles) found.push_back(one.code);
  EXPECT_THAT(
      found, ElementsAre("founding.policy_missing", "founding.administrator_missing", "slug.form"));
}

TEST_F(FoundByLink, ShowsThePolicyAsItWillReadUnderTheNewName) {
  const auto reading = wizard().read_policy(call(), {token, "en", amal()});
  ASSERT_TRUE(reading.ok());
  EXPECT_THAT(reading->obstacles, IsEmpty());
  ASSERT_TRUE(reading->outline.has_value());
  EXPECT_NE(json::write(*reading->outline).find("Amal Association"), std::string::npos);
}

TEST_F(FoundByLink, ATemplateThatNamesPeopleIsRefusedWithItsPlaceInBothLanguages) {
  spoil("\n# Sara, 0551234567\n");
  const auto reading = wizard().read_policy(call(), {token, "ar", amal()});
  ASSERT_TRUE(reading.ok());
  ASSERT_EQ(reading->obstacles.size(), 1u);
  const auto& told = reading->obstacles[0];
  EXPECT_EQ(told.code, "policy.names_person");
  EXPECT_TRUE(told.parameters.at("place").starts_with("messages.yaml:"));
  EXPECT_NE(told.parameters.at("why_ar"), told.parameters.at("why_en"));
  EXPECT_EQ(code_of(wizard().found(call(), {token, amal()})), "policy.names_person");
  EXPECT_TRUE(directory->list().empty());
}

TEST_F(FoundByLink, ATemplateWithAFaultIsOfferedByNameAndRefusedWithItsPlace) {
  spoil("\nnonsense: [\n");
  const auto start = wizard().start(call(), {token});
  ASSERT_TRUE(start.ok());
  EXPECT_EQ(start->policies[4].source.name, "teryaq");
  EXPECT_TRUE(start->policies[4].title.empty());
  const auto reading = wizard().read_policy(call(), {token, "ar", amal()});
  ASSERT_TRUE(reading.ok());
  EXPECT_FALSE(reading->outline.has_value());
  EXPECT_EQ(reading->obstacles.at(0).code, "policy.template");
}

TEST_F(FoundByLink, NothingIsToldToWhoHoldsNoLink) {
  const std::string none = seal::random_token();
  EXPECT_EQ(code_of(wizard().start(call(), {none})), "founding.link_invalid");
  EXPECT_EQ(code_of(wizard().check(call(), {none, amal()})), "founding.link_invalid");
  EXPECT_EQ(code_of(wizard().read_policy(call(), {none, "ar", amal()})), "founding.link_invalid");
  EXPECT_EQ(code_of(wizard().found(call(), {none, amal()})), "founding.link_invalid");
}

}  // namespace
}  // namespace organisation
