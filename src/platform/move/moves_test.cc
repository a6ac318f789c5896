#include "platform/move/moves.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "platform/db/carry_changes.h"
#include "platform/db/database_for_tests.h"

namespace move {
namespace {

const AssociationId ours{"ours"};
const AssociationId theirs{"theirs"};

TEST(PassNumbers, MakesRoomAfterWhatCameAlong) {
  char folder[] = "/tmp/sila-move-XXXXXX";
  const std::string made = mkdtemp(folder);
  {
    const auto url =
        db::TestServer::get().url_of(made + "/there", db::association_migrations(), "sila");
    const auto store = db::open({url, ours.text}, db::association_migrations());
    std::int64_t next = 0;
    store->write_and_wait([&](db::Transaction& tx) {
      db::pass_numbers(tx, 12'345);
      next = tx.next_number().value();
      return true;
    });
    EXPECT_EQ(next, 12'346);
    store->write_and_wait([&](db::Transaction& tx) {
      db::pass_numbers(tx, 5);
      next = tx.next_number().value();
      return true;
    });
    EXPECT_LT(next, 12'350) << "no number is taken for nothing";
    store->close();
  }
  std::filesystem::remove_all(made);
}

TEST(AskedMoves, StandInTheDirectoryUntilTheyEnd) {
  char folder[] = "/tmp/sila-move-XXXXXX";
  const std::string made = mkdtemp(folder);
  {
    const auto store = db::open_for_tests(made + "/directory.db", db::directory_migrations(), "");
    store->write_and_wait([&](db::Transaction& tx) {
      ask(tx, ours, "associations/ours.db", "postgresql://x/y", Instant{5});
      tell(tx, ours, {.phase = "copying", .rows = 3, .rows_there = 9}, Instant{6});
      return true;
    });
    store->read([&](db::Transaction& tx) {
      const auto all = under_way(tx);
      ASSERT_EQ(all.size(), 1u);
      EXPECT_EQ(all[0].state, "moving");
      EXPECT_EQ(all[0].progress.rows, 3);
      EXPECT_EQ(all[0].to, "postgresql://x/y");
      EXPECT_FALSE(find(tx, theirs));
    });
    store->write_and_wait([&](db::Transaction& tx) {
      set_state(tx, ours, "failed", "move.differs", "table=tasks ", Instant{7});
      tell(tx, ours, {.phase = "copying", .rows = 4, .rows_there = 9}, Instant{8});
      return true;
    });
    store->read([&](db::Transaction& tx) {
      EXPECT_TRUE(under_way(tx).empty());
      EXPECT_EQ(find(tx, ours).value().state, "failed");
    });
  }
  std::filesystem::remove_all(made);
}

}  // namespace
}  // namespace move
