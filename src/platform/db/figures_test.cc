#include "platform/db/figures.h"

#include "platform/db/words_for_tests.h"

namespace db {
namespace {

using Watching = StoreTest;

TEST_F(Watching, CountsCommitsTheirWritesAndReads) {
  auto store = open_sqlite(path(), first);
  add(*store, "one");
  add(*store, "two", false);
  count(*store);
  const auto figures = store->figures();
  EXPECT_EQ(figures.batches.sum, 2U);
  EXPECT_EQ(figures.batches.counts[0], 2U) << "each alone in its commit";
  EXPECT_GT(figures.commits_us.sum, 0U);
  EXPECT_EQ(figures.reads, 1U);
  EXPECT_EQ(figures.turned_away, 0U);
}

TEST(Spread, PutsEachValueUnderTheFirstBoundThatHoldsIt) {
  CountedSpread<batch_bounds.size()> spread(batch_bounds);
  for (const std::uint64_t value : {1, 2, 3, 512, 513}) spread.count(value);
  const auto now = spread.now();
  EXPECT_EQ(now.counts, (std::array<std::uint64_t, 9>{1, 1, 1, 0, 0, 0, 0, 1, 1}));
  EXPECT_EQ(now.sum, 1031U);
}

}  // namespace
}  // namespace db
