#include "governance/council_for_tests.h"

namespace governance {
namespace {

using testing::SizeIs;

class Versions : public Council {
 protected:
  VersionList list() {
    return read([&](db::Transaction& tx) { return list_versions(tx, call_as(officer)); }).value();
  }
  Result<VersionView> reads(const std::string& digest) {
    return read([&](db::Transaction& tx) {
      return read_version(tx, call_as(officer, {
                                                   {"digest", digest}
      }));
    });
  }
  Result<Comparison> compares(const std::string& from, const std::string& to,
                              const auth::Actor& who) {
    return read([&](db::Transaction& tx) {
      auto call = call_as(who);
      call.argument = [&](std::string_view name) -> std::optional<std::string> {
        return name == "from" ? from : to;
      };
      return compare_versions(tx, call);
    });
  }
  void write_in() {
    const auto open = write([&](db::Transaction& tx) {
      requests::OpenRequestBody body{.kind = "inquiry", .channel = "phone"};
      body.full_name = "نورة فهد";
      body.phone = "0500000202";
      return requests::take_request(tx, call_as(officer), body);
    });
    ASSERT_TRUE(open.ok()) << testing::PrintToString(codes_of(open));
  }
};

TEST_F(Versions, AreListedWithTheirStateApprovalReadersAndRequests) {
  ASSERT_TRUE(acknowledges(officer, first).ok());
  write_in();
  const auto second = approved();
  ASSERT_TRUE(force(second, today() + 3).ok());
  const auto all = list();
  ASSERT_THAT(all.items, SizeIs(2));
  EXPECT_EQ(all.items[0].digest, second);
  EXPECT_EQ(all.items[0].state, "scheduled");
  EXPECT_EQ(all.items[0].approval->meeting, "12");
  EXPECT_EQ(all.items[0].effective_at, riyadh_midnight(today() + 3));
  EXPECT_EQ(all.items[1].state, "in_force");
  EXPECT_EQ(all.items[1].readers, 4);
  EXPECT_EQ(all.items[1].acknowledged, 1);
  EXPECT_TRUE(all.items[1].acknowledged_by_me);
  EXPECT_EQ(all.items[1].open_requests, 1);
  EXPECT_TRUE(all.items[1].review_due.has_value());
  EXPECT_EQ(all.newest, second);
}

TEST_F(Versions, AreReadWithTheirActsAndClauses) {
  const auto second = approved();
  ASSERT_TRUE(force(second, today() + 3).ok());
  ASSERT_TRUE(cancel(second).ok());
  const auto version = reads(second);
  ASSERT_TRUE(version.ok());
  ASSERT_THAT(version->effects, SizeIs(1));
  EXPECT_EQ(version->effects[0].decided_by, "director");
  EXPECT_TRUE(version->effects[0].cancelled_at.has_value());
  EXPECT_FALSE(version->readable.clauses.empty());
  EXPECT_EQ(reads(first)->effects.at(0).decided_by, "tester");
  EXPECT_THAT(codes_of(reads("nothing")), ElementsAre("policy.unknown"));
}

TEST_F(Versions, DifferInWordsAndOpenRequestsKeepTheOldOne) {
  ASSERT_TRUE(acknowledges(officer, first).ok());
  write_in();
  write_in();
  const auto draft = shorter_study();
  const auto found = compares(first, draft.id.text, quality);
  ASSERT_TRUE(found.ok()) << testing::PrintToString(codes_of(found));
  ASSERT_FALSE(found->lines.empty());
  EXPECT_EQ(found->lines[0].code, "step.at_most.changed");
  EXPECT_NE(found->lines[0].text.at("en").find("21"), std::string::npos);
  EXPECT_FALSE(found->lines[0].text.at("ar").empty());
  ASSERT_THAT(found->kept_by, SizeIs(1));
  EXPECT_EQ(found->kept_by[0].kind, "inquiry");
  EXPECT_EQ(found->kept_by[0].open, 2);
}

TEST_F(Versions, DraftsAreComparedByWhoMayReadThemAndCanBeRead) {
  auto draft = begun();
  EXPECT_THAT(codes_of(compares(first, draft.id.text, officer)), ElementsAre("policy.unknown"));
  ASSERT_TRUE(save(draft.id, {draft.revision, {}, {{"pack.yaml", "id: ["}}}, quality).ok());
  EXPECT_THAT(codes_of(compares(first, draft.id.text, quality)),
              ElementsAre("policy.draft_has_problems"));
}

TEST_F(Versions, TheApprovalOnRecordIsShownBeforeWhatTheFilesState) {
  const auto shown = [&] {
    return read([&](db::Transaction& tx) {
             auto page = organisation::policy_view(tx, *tenant, officer, clock.now());
             complete_policy_view(tx, call_as(officer), page.value());
             return page;
           })
        .value();
  };
  EXPECT_EQ(shown().approval->meeting, "11");
  const auto renewed = write([&](db::Transaction& tx) {
    return approve_version(tx,
                           call_as(director,
                                   {
                                       {"digest", first}
    }),
                           decision());
  });
  ASSERT_TRUE(renewed.ok());
  EXPECT_EQ(shown().approval->meeting, "12");
  EXPECT_EQ(shown().review_due, iso(today() + 365));
}

}  // namespace
}  // namespace governance
