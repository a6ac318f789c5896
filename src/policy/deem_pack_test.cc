#include <gtest/gtest.h>

#include <algorithm>

#include "policy/test_files.h"

// What deem's policy asks for that no other does: eligibility, referral, entitlement, justice.
namespace policy {
namespace {

class Deem : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(parsed_.pack); }

  const Pack& pack() const { return *parsed_.pack; }
  const RequestKind& kind(const char* id) const { return *pack().kind(id); }
  static const Step& step(const RequestKind& kind, std::string_view id) {
    return kind.steps.at(static_cast<std::size_t>(kind.step_index(id)));
  }
  static std::vector<std::string> after(const RequestKind& kind, std::string_view id) {
    std::vector<std::string> ids;
    for (const int before : step(kind, id).after)
      ids.push_back(kind.steps.at(static_cast<std::size_t>(before)).id);
    return ids;
  }

 private:
  Parsed parsed_ = parse(testing::shipped_pack("deem"));
};

TEST_F(Deem, SaysItsOfficialFacts) {
  EXPECT_EQ(pack().approval->meeting, "24");
  EXPECT_EQ(pack().approval->term, "1");
  EXPECT_EQ(pack().approval->date, parse_date("2024-12-09"));
  EXPECT_EQ(pack().legal_references.size(), 4);
  EXPECT_EQ(pack().channels, (std::vector<std::string>{"interview", "phone", "letter",
                                                       "social_media", "website", "email"}));
  EXPECT_EQ(pack().terms.size(), term_names().size()) << "F2: all its sections";
}

TEST_F(Deem, VerifiesTheFourDataThatEligibilityRestsOn) {
  for (const char* id : {"service", "referral"}) {
    for (const char* item : {"full_name", "identity_document", "phone", "region", "city"}) {
      EXPECT_FALSE(kind(id).item(item)->checks.empty()) << id << '/' << item;
      EXPECT_TRUE(kind(id).item(item)->required) << id << '/' << item;
    }
    EXPECT_EQ(kind(id).item("identity_document")->kind, ItemKind::sighted) << "never copied";
  }
}

TEST_F(Deem, LetsReviewInterviewAndVisitStandSideBySideBeforeTheDecision) {
  const RequestKind& service = kind("service");
  for (const char* id : {"review", "interview", "visit"}) {
    EXPECT_EQ(after(service, id), std::vector<std::string>{"verify"}) << id;
    EXPECT_EQ(step(service, id).optional, id == std::string_view("visit")) << id;
    EXPECT_FALSE(step(service, id).record.empty()) << id;
  }
  EXPECT_EQ(after(service, "study"),
            (std::vector<std::string>{"tell_study_period", "review", "interview", "visit"}));
  EXPECT_FALSE(step(service, "study").at_least) << "no two weeks in its text";
  EXPECT_TRUE(step(service, "study").at_most->chosen) << "the policy is silent";
}

TEST_F(Deem, GoesTheEightStepsOfAReferral) {
  std::vector<StepKind> order;
  for (const Step& one : kind("referral").steps)
    if (one.id != "tell_none") order.push_back(one.kind);
  using enum StepKind;
  EXPECT_EQ(order, (std::vector{receive, complete, declare, verify, assess, refer, inform, arrive,
                                evaluate, close}));
}

TEST_F(Deem, HandsOverTheEntitysDataAndSharesNothingWithoutConsent) {
  const Step& refer = step(kind("referral"), "refer");
  for (const char* field : {"entity", "place", "map_link", "phone", "hours", "person"})
    EXPECT_TRUE(refer.recorded(field)->shown) << field;
  EXPECT_FALSE(refer.recorded("shared")->shown);
  EXPECT_EQ(refer.consent, "share_with_entity");
  EXPECT_TRUE(step(kind("referral"), "arrive").repeat) << "followed up until it arrives";
}

}  // namespace
}  // namespace policy
