#include "platform/db/peers.h"

#include <gtest/gtest.h>

namespace db {
namespace {

using std::chrono::seconds;

TEST(Peers, MissWhoeverFallsSilentOnce) {
  Peers peers;
  const Peers::Time began{};
  peers.heard("a", began);
  peers.heard("b", began);
  EXPECT_FALSE(peers.somebody_is_lost(began + Peers::silent_for));
  peers.heard("b", began + Peers::silent_for);
  EXPECT_TRUE(peers.somebody_is_lost(began + Peers::silent_for + seconds(1)));
  EXPECT_FALSE(peers.somebody_is_lost(began + Peers::silent_for + seconds(2)));
}

TEST(Peers, DoNotMissWhoeverSaidGoodbye) {
  Peers peers;
  const Peers::Time began{};
  peers.heard("a", began);
  peers.left("a");
  EXPECT_FALSE(peers.somebody_is_lost(began + 10 * Peers::silent_for));
}

TEST(Peers, BlameNobodyForASilenceOfOurOwnLine) {
  Peers peers;
  const Peers::Time began{}, later = began + 10 * Peers::silent_for;
  peers.heard("a", began);
  peers.begin_anew(later);
  EXPECT_FALSE(peers.somebody_is_lost(later));
  EXPECT_TRUE(peers.somebody_is_lost(later + 2 * Peers::silent_for));
}

}  // namespace
}  // namespace db
