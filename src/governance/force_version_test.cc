#include <atomic>
#include <set>
#include <thread>

#include "base/in_source_for_tests.h"
#include "governance/council_for_tests.h"

namespace governance {
namespace {

const db::Sql count_mixed(R"sql(
SELECT COUNT(*) FROM request_events e
  JOIN requests r ON r.association_id = e.association_id AND r.id = e.request_id
 WHERE e.association_id = $1 AND e.policy_version <> r.policy_version)sql");

class ForceVersions : public Council {
 protected:
  // Somebody writes in: an inquiry, which needs no identity.
  Result<requests::OpenRequest> write_in() {
    return write([&](db::Transaction& tx) {
      requests::OpenRequestBody body{.kind = "inquiry", .channel = "phone"};
      body.full_name = "نورة فهد";
      body.phone = "0500000202";
      return requests::take_request(tx, call_as(officer), body);
    });
  }
};

TEST_F(ForceVersions, ComeByTimeAloneAtTheMidnightOfTheirDay) {
  const auto second = approved();
  const Date day = today() + 3;
  ASSERT_TRUE(force(second, day).ok());
  EXPECT_EQ(state(second), VersionState::scheduled);
  clock.set(riyadh_midnight(day) - 1);
  EXPECT_EQ(tenant->policy_in_force()->digest, first);
  clock.set(riyadh_midnight(day));
  EXPECT_EQ(tenant->policy_in_force()->digest, second);
  EXPECT_EQ(state(second), VersionState::in_force);
  EXPECT_EQ(state(first), VersionState::superseded);
}

TEST_F(ForceVersions, MayComeToday) {
  const auto second = approved();
  ASSERT_TRUE(force(second, today()).ok());
  EXPECT_EQ(tenant->policy_in_force()->digest, second);
}

TEST_F(ForceVersions, AreNeverBackdatedNorBeforeTheirApproval) {
  auto given = decision();
  const auto digest = approve(changed(), given, director).value().digest;
  EXPECT_THAT(codes_of(force(digest, today() + -1)),
              UnorderedElementsAre("policy.backdated", "policy.force_before_approval"));
  EXPECT_EQ(state(digest), VersionState::approved);
}

TEST_F(ForceVersions, WaitForAnApprovalThatTheirFilesStateLater) {
  auto files = organisation::read_pack_folder(in_source("policies/teryaq"));
  auto& pack = files.at("pack.yaml");
  const std::string stated = "2025-06-01";
  pack.replace(pack.find(stated), stated.size(), iso(today() + 5));
  const auto digest = write([&](db::Transaction& tx) -> Result<std::string> {
                        const auto imported = organisation::import_policy(tx, tenant->id, founder,
                                                                          files, clock.now());
                        return imported.version.value().digest;
                      }).value();
  EXPECT_THAT(codes_of(force(digest, today() + 4)), ElementsAre("policy.force_before_approval"));
  const auto by_operator = write([&](db::Transaction& tx) {
    return organisation::put_in_force(tx, *tenant, founder, digest, clock.now() + 4 * day_ms,
                                      clock.now());
  });
  EXPECT_THAT(codes_of(by_operator), ElementsAre("policy.force_before_approval"));
  EXPECT_TRUE(force(digest, today() + 5).ok());
}

TEST_F(ForceVersions, NeedAnApproval) {
  const auto files = organisation::read_pack_folder(in_source("policies/quran-education"));
  const auto digest = write([&](db::Transaction& tx) -> Result<std::string> {
                        const auto imported = organisation::import_policy(tx, tenant->id, founder,
                                                                          files, clock.now());
                        return imported.version.value().digest;
                      }).value();
  EXPECT_EQ(state(digest), VersionState::draft);
  EXPECT_THAT(codes_of(force(digest, today())), ElementsAre("policy.not_approved"));
}

TEST_F(ForceVersions, AreCalledOffBeforeTheirDayAndNotAfter) {
  const auto second = approved();
  ASSERT_TRUE(force(second, today() + 2).ok());
  ASSERT_TRUE(cancel(second).ok());
  EXPECT_EQ(state(second), VersionState::approved);
  pass_days(3);
  EXPECT_EQ(tenant->policy_in_force()->digest, first);
  EXPECT_THAT(codes_of(cancel(second)), ElementsAre("policy.not_scheduled"));
  ASSERT_TRUE(force(second, today()).ok());
  EXPECT_THAT(codes_of(cancel(second)), ElementsAre("policy.in_force_stays"));
}

TEST_F(ForceVersions, HaveADayOfTheirOwn) {
  const auto second = approved("second");
  const auto third = approved("third");
  const Date day = today() + 2;
  ASSERT_TRUE(force(second, day).ok());
  EXPECT_THAT(codes_of(force(second, day)), ElementsAre("policy.scheduled_already"));
  EXPECT_THAT(codes_of(force(third, day)), ElementsAre("policy.force_day_taken"));
  EXPECT_TRUE(force(third, day + 1).ok());
  EXPECT_THAT(codes_of(force(first, today())), ElementsAre("policy.in_force_already"));
}

TEST_F(ForceVersions, AnEarlierOneMayComeBack) {
  const auto second = approved();
  ASSERT_TRUE(force(second, today()).ok());
  ASSERT_TRUE(force(first, today()).ok());
  EXPECT_EQ(tenant->policy_in_force()->digest, first);
  EXPECT_EQ(state(second), VersionState::superseded);
  EXPECT_EQ(begun().base, first);
}

// A switch while requests come in: each keeps one version, wholly.
TEST_F(ForceVersions, ComeWhileRequestsAreTakenAndEachKeepsOneVersionWholly) {
  const auto second = approved();
  const Date day = today() + 1;
  ASSERT_TRUE(force(second, day).ok());
  clock.set(riyadh_midnight(day) - 40);
  std::atomic<int> taken = 0;
  std::vector<std::vector<RequestId>> ids(4);
  std::vector<std::thread> threads;
  threads.reserve(ids.size());
  for (auto& mine : ids) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        const auto open = write_in();  // moves the clock on by one millisecond
        if (!open.ok()) continue;
        mine.push_back(open->row.id);
        ++taken;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 100);
  std::map<std::string, int> of_version;
  for (const auto& mine : ids) {
    for (const auto& id : mine) {
      const auto open =
          read([&](db::Transaction& tx) { return requests::open_request(tx, *tenant, id); });
      ASSERT_TRUE(open.ok());
      EXPECT_EQ(open->pack->digest, open->row.policy_version);
      ++of_version[open->row.policy_version];
    }
  }
  EXPECT_EQ(of_version[first] + of_version[second], 100);
  EXPECT_GT(of_version[first], 0);
  EXPECT_GT(of_version[second], 0);
  const auto mixed = read([&](db::Transaction& tx) {
    return tx.one(
        count_mixed, [](const db::Row& row) { return row.integer(0); }, tenant->id);
  });
  EXPECT_EQ(mixed, 0);
}

}  // namespace
}  // namespace governance
