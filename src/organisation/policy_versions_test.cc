#include <fstream>

#include "base/in_source_for_tests.h"
#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

class PolicyVersions : public Town {
 protected:
  policy::Files files = read_pack_folder(in_source("policies/teryaq"));
  policy::Files other = [this] {
    auto changed = files;
    changed.at("pack.yaml") += "\n# the second version\n";
    return changed;
  }();

  PolicyVersion import(api::Tenant& where, const policy::Files& what) {
    auto imported =
        write(where, [&](auto& tx) { return import_policy(tx, where.id, by, what, clock.now()); });
    EXPECT_TRUE(imported.version.has_value());
    return imported.version.value_or(PolicyVersion{});
  }
  Result<PolicyVersion> put(api::Tenant& where, const std::string& digest, Instant from) {
    return write(where,
                 [&](auto& tx) { return put_in_force(tx, where, by, digest, from, clock.now()); });
  }
};

TEST_F(PolicyVersions, NoneMeansThatThisAssociationWaitsAndOthersGoOn) {
  auto& waits = tenant("one");
  auto& goes_on = tenant("two");
  const auto version = import(goes_on, files);
  ASSERT_TRUE(put(goes_on, version.digest, clock.now()).ok());
  EXPECT_EQ(waits.policy_in_force(), nullptr);
  ASSERT_NE(goes_on.policy_in_force(), nullptr);
  EXPECT_EQ(goes_on.policy_in_force()->id, "teryaq");
}

TEST_F(PolicyVersions, DraftIsNotInForce) {
  auto& one = tenant();
  const auto draft = import(one, files);
  EXPECT_FALSE(draft.effective_at.has_value());
  EXPECT_EQ(one.policy_in_force(), nullptr);
  EXPECT_NE(one.policy_version(draft.digest), nullptr);
}

TEST_F(PolicyVersions, AreSwappedWholeAndReadersKeepTheirs) {
  auto& one = tenant();
  const auto first = import(one, files);
  ASSERT_TRUE(put(one, first.digest, clock.now()).ok());
  const auto held = one.policy_in_force();
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->digest, first.digest);
  clock.advance(hour_ms);
  const auto second = import(one, other);
  EXPECT_NE(second.digest, first.digest);
  EXPECT_EQ(one.policy_in_force()->digest, first.digest);
  ASSERT_TRUE(put(one, second.digest, clock.now()).ok());
  EXPECT_EQ(one.policy_in_force()->digest, second.digest);
  EXPECT_EQ(held->digest, first.digest);
  EXPECT_EQ(one.policy_version(first.digest)->digest, first.digest);
}

TEST_F(PolicyVersions, ComeIntoForceAtTheirTimeAndNotBefore) {
  auto& one = tenant();
  const auto first = import(one, files);
  const auto second = import(one, other);
  ASSERT_TRUE(put(one, first.digest, clock.now()).ok());
  const Instant later = clock.now() + 3 * day_ms;
  ASSERT_TRUE(put(one, second.digest, later).ok());
  clock.set(later - 1);
  EXPECT_EQ(one.policy_in_force()->digest, first.digest);
  clock.set(later);
  EXPECT_EQ(one.policy_in_force()->digest, second.digest);
}

TEST_F(PolicyVersions, AnEarlierOneMayComeBack) {
  auto& one = tenant();
  const auto first = import(one, files);
  const auto second = import(one, other);
  for (const auto& digest : {first.digest, second.digest, first.digest}) {
    clock.advance(hour_ms);
    ASSERT_TRUE(put(one, digest, clock.now()).ok());
    EXPECT_EQ(one.policy_in_force()->digest, digest);
  }
}

TEST_F(PolicyVersions, DoNotComeIntoForceInThePast) {
  auto& one = tenant();
  const auto version = import(one, files);
  EXPECT_EQ(code_of(put(one, version.digest, clock.now() - 2 * day_ms)), "policy.backdated");
  EXPECT_EQ(code_of(put(one, std::string(64, '0'), clock.now())), "policy.unknown");
  EXPECT_EQ(one.policy_in_force(), nullptr);
}

TEST_F(PolicyVersions, BrokenPackLeavesTheOneInForce) {
  auto& one = tenant();
  const auto version = import(one, files);
  ASSERT_TRUE(put(one, version.digest, clock.now()).ok());
  auto broken = files;
  broken.at("requests.yaml") += "\nno_such_key: {oops\n";
  const auto imported =
      write(one, [&](auto& tx) { return import_policy(tx, one.id, by, broken, clock.now()); });
  EXPECT_FALSE(imported.version.has_value());
  EXPECT_FALSE(imported.problems.empty());
  EXPECT_EQ(one.policy_in_force()->digest, version.digest);
  EXPECT_EQ(write(one, [&](auto& tx) { return list_policy_versions(tx, one.id).size(); }), 1u);
}

TEST_F(PolicyVersions, SameBytesAreOneVersion) {
  auto& one = tenant();
  const auto first = import(one, files);
  clock.advance(day_ms);
  EXPECT_EQ(import(one, files).digest, first.digest);
  const auto all = write(one, [&](auto& tx) { return list_policy_versions(tx, one.id); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].imported_at, first.imported_at);
}

TEST_F(PolicyVersions, AreKeptToTheByteOverARestart) {
  const auto version = import(tenant(), files);
  ASSERT_TRUE(put(tenant(), version.digest, clock.now()).ok());
  open();
  auto& one = tenant();
  ASSERT_NE(one.policy_in_force(), nullptr);
  EXPECT_EQ(one.policy_in_force()->digest, digest_of(encode_files(files)));
  EXPECT_EQ(decode_files(encode_files(files)), files);
}

TEST_F(PolicyVersions, OfAnotherAssociationAreUnknown) {
  const auto version = import(tenant("one"), files);
  EXPECT_EQ(tenant("two").policy_version(version.digest), nullptr);
  EXPECT_EQ(code_of(put(tenant("two"), version.digest, clock.now())), "policy.unknown");
}

TEST_F(PolicyVersions, AreAcknowledgedOneByOneUntilANewOneComes) {
  auto& one = tenant();
  const auto first = import(one, files);
  ASSERT_TRUE(put(one, first.digest, clock.now()).ok());
  auth::Actor actor;
  actor.kind = auth::Actor::Kind::staff;
  actor.id = "s1";
  actor.roles = {Role::officer};
  const auto acknowledges = [&](const std::string& digest) {
    return write(one, [&](auto& tx) { return acknowledge(tx, one, actor, digest, clock.now()); });
  };
  const auto has = [&](const std::string& digest) {
    return write(one, [&](auto& tx) { return has_acknowledged(tx, one.id, {"s1"}, digest); });
  };
  EXPECT_FALSE(has(first.digest));
  EXPECT_TRUE(acknowledges(first.digest).ok());
  EXPECT_TRUE(acknowledges(first.digest).ok());  // again does no harm
  EXPECT_TRUE(has(first.digest));
  clock.advance(hour_ms);
  const auto second = import(one, other);
  EXPECT_EQ(code_of(acknowledges(second.digest)), "policy.not_in_force");
  ASSERT_TRUE(put(one, second.digest, clock.now()).ok());
  EXPECT_FALSE(has(second.digest));
  EXPECT_EQ(code_of(acknowledges(first.digest)), "policy.not_in_force");
}

TEST(PackFolder, ReadsThePackAndTheCommonParts) {
  const auto files = read_pack_folder(in_source("policies/teryaq/"));
  EXPECT_TRUE(files.contains("pack.yaml"));
  bool has_common = false;
  for (const auto& [name, bytes] : files) has_common |= name.starts_with("common/");
  EXPECT_TRUE(has_common);
  EXPECT_THROW((void)read_pack_folder(in_source("policies/nowhere")), std::runtime_error);
}

TEST(PackFolder, TakesTheCommonPartsOfTheInstallationWhereNoneStandBesideThePack) {
  const std::string lending = in_source("docs/how-to/lending");
  const std::string part = "common/inquiry/requests.yaml";
  EXPECT_TRUE(read_pack_folder(lending, in_source("policies")).contains(part));
  EXPECT_FALSE(read_pack_folder(lending, in_source("nowhere")).contains(part));
  EXPECT_TRUE(read_pack_folder(in_source("policies/teryaq"), in_source("nowhere")).contains(part))
      << "what stands beside the pack comes first";
}

TEST(PackFolder, EncodedFilesAreBoundToTheirNames) {
  const policy::Files one = {
      {"a", "bc"},
      {"d", ""  }
  };
  EXPECT_EQ(decode_files(encode_files(one)), one);
  EXPECT_NE(encode_files(one), encode_files({
                                   {"ab", "c"},
                                   {"d",  "" }
  }));
  const auto encoded = encode_files(one);
  EXPECT_THROW((void)decode_files(encoded.substr(0, encoded.size() - 1)), std::runtime_error);
}

}  // namespace
}  // namespace organisation
