#include "organisation/founding_links.h"

#include <fstream>

#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

class FoundingLinks : public Town {
 protected:
  NewFoundingLink invite() {
    NewFoundingLink link;
    directory->store().write_and_wait([&](db::Transaction& tx) {
      link = invite_to_found(tx, "tester", clock.now());
      return true;
    });
    return link;
  }
  Result<FoundingLink> find(const std::string& token) {
    std::optional<Result<FoundingLink>> found;
    directory->store().read(
        [&](db::Transaction& tx) { found = find_open_link(tx, token, clock.now()); });
    return *std::move(found);
  }
  void spend(const std::string& token) {
    directory->store().write_and_wait([&](db::Transaction& tx) {
      spend_founding_link(tx, token, "amal", {"key", "digest", "SECRET answer"}, clock.now());
      return true;
    });
  }
};

TEST_F(FoundingLinks, OpenForSeventyTwoHoursAndNameWhoInvited) {
  const auto link = invite();
  EXPECT_EQ(link.expires_at, clock.now() + 72 * hour_ms);
  const auto found = find(link.token);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->invited_by, "tester");
  clock.advance(72 * hour_ms - 1);
  EXPECT_TRUE(find(link.token).ok());
}

TEST_F(FoundingLinks, AreRefusedAlikeWhetherExpiredUsedUnknownOrMalformed) {
  const auto expired = invite();
  clock.advance(72 * hour_ms);
  const auto used = invite();
  spend(used.token);
  const auto whole = invite();
  ASSERT_TRUE(find(whole.token).ok());
  const auto refusal = find(expired.token).refusal();
  EXPECT_EQ(refusal.kind, RefusalKind::not_found);
  EXPECT_EQ(refusal.obstacles, (std::vector<Obstacle>{{.code = "founding.link_invalid"}}));
  for (const std::string& token :
       {used.token, seal::random_token(), std::string(), whole.token + "a", whole.token.substr(1),
        std::string("../../x"), std::string(100'000, 'a')}) {
    EXPECT_EQ(find(token).refusal().kind, refusal.kind);
    EXPECT_EQ(find(token).refusal().obstacles, refusal.obstacles);
  }
}

TEST_F(FoundingLinks, AreUsedOnce) {
  const auto link = invite();
  spend(link.token);
  const auto again = directory->store().write_and_wait([&](db::Transaction& tx) {
    spend_founding_link(tx, link.token, "ufuq", {"other", "digest", "answer"}, clock.now());
    return true;
  });
  EXPECT_EQ(again, db::End::error);
  directory->store().read([&](db::Transaction& tx) {
    const auto found = find_founding_link(tx, link.token, clock.now());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->used->answer, "SECRET answer");
  });
}

TEST_F(FoundingLinks, AreKeptWithoutTheirTokenOrAnswer) {
  const auto link = invite();
  spend(link.token);
  directory->close();
  std::string kept;
  for (const auto* part : {"", "-wal"}) {
    std::ifstream file(data + "/directory.db" + part, std::ios::binary);
    kept.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_NE(kept.find("digest"), std::string::npos);
  EXPECT_EQ(kept.find(link.token), std::string::npos);
  EXPECT_EQ(kept.find("SECRET"), std::string::npos);
}

}  // namespace
}  // namespace organisation
