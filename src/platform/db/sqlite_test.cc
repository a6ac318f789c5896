// What only files do.
#include <atomic>
#include <fstream>
#include <thread>

#include "platform/db/read_beside.h"
#include "platform/db/words_for_tests.h"

namespace db {
namespace {

using Batch = StoreTest;

TEST_F(Batch, SharesOneCommit) {
  auto store = open_sqlite(path(), first);
  std::atomic<bool> go_on = false;
  std::atomic<int> ended = 0;
  std::atomic<int> ended_when_second_ran = -1;
  store->write<char>(
      [&](Transaction&, char&) {
        while (!go_on) std::this_thread::yield();
        return true;
      },
      [&](End, char&) { ++ended; });
  for (int i = 0; i < 3; ++i) {
    store->write<char>(
        [&, i](Transaction& tx, char&) {
          ended_when_second_ran = ended.load();
          return tx.execute(insert_word, std::to_string(i)) == 1;
        },
        [&](End, char&) { ++ended; });
  }
  go_on = true;
  store->close();
  EXPECT_EQ(ended, 4);
  EXPECT_EQ(ended_when_second_ran, 0);  // nobody is answered before all of the batch are durable
}

TEST_F(Batch, TurnsAwayWhatTheQueueHasNoRoomFor) {
  auto store = open_sqlite(path(), first, {.queue = 1});
  std::atomic<bool> go_on = false;
  std::atomic<bool> full = false;
  store->write<char>(
      [&](Transaction&, char&) {
        while (!go_on) std::this_thread::yield();
        return true;
      },
      [](End, char&) {});
  store->write<char>([](Transaction&, char&) { return true; },
                     [&](End end, char&) { full = end == End::full; });
  EXPECT_TRUE(full);
  go_on = true;
  store->close();
}

using Opening = StoreTest;

// Which code the store gives when it does not open; empty when it does.
std::string_view code_of(const std::string& path, const std::vector<Migration>& migrations) {
  try {
    open_sqlite(path, migrations);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, Error::Kind::lost);
    return error.code;
  }
  return {};
}

TEST_F(Opening, IsRefusedToASecondHolderOfTheFile) {
  auto store = open_sqlite(path(), first);
  EXPECT_EQ(code_of(path(), first), "db.in_use");
  store->close();
  EXPECT_EQ(code_of(path(), first), "");
}

TEST_F(Opening, MakesAFileThatOnlyItsOwnerReads) {
  auto store = open_sqlite(path(), first);
  const auto allowed = std::filesystem::status(path()).permissions();
  EXPECT_EQ(allowed, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Opening, RefusesASchemaThatIsNewerThanTheProgram) {
  auto newer = first;
  newer.push_back({2, "0002_more.sql", "CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY);"});
  open_sqlite(path(), newer)->close();
  EXPECT_EQ(code_of(path(), first), "db.newer_schema");
}

TEST_F(Opening, RefusesAFileThatIsNoDatabase) {
  std::ofstream(path()) << "this is a text and not a database, and it is long enough to be read so";
  EXPECT_EQ(code_of(path(), first), "db.cannot_open");
}

TEST_F(Opening, RefusesAFolderThatIsNotThere) {
  EXPECT_EQ(code_of(folder_ + "/none/one.db", first), "db.cannot_open");
}

TEST_F(Opening, RefusesAMigrationWhoseTextChanged) {
  open_sqlite(path(), first)->close();
  auto other = first;
  other[0].text += " -- changed";
  EXPECT_EQ(code_of(path(), other), "db.changed_migration");
}

TEST_F(Opening, LeavesNothingOfAMigrationThatFails) {
  open_sqlite(path(), first)->close();
  auto broken = first;
  broken.push_back(
      {2, "0002_bad.sql", "CREATE TABLE half (id TEXT); CREATE TABLE words (id TEXT);"});
  EXPECT_EQ(code_of(path(), broken), "db.migration_failed");
  broken[1].text = "CREATE TABLE half (id TEXT);";
  EXPECT_NO_THROW(open_sqlite(path(), broken));
}

using WriteBeside = StoreTest;

TEST_F(WriteBeside, IsSeenByTheProcessThatHoldsTheFile) {
  auto store = open_sqlite(path(), first);
  add(*store, "one");
  write_beside(path(), 1'000, [](Transaction& tx) { tx.execute(insert_word, "two"); });
  EXPECT_EQ(count(*store), 2);
  EXPECT_EQ(add(*store, "three"), End::committed);
  EXPECT_EQ(count(*store), 3);
}

TEST_F(WriteBeside, ThatThrowsLeavesNothing) {
  auto store = open_sqlite(path(), first);
  EXPECT_THROW(write_beside(path(), 1'000,
                            [](Transaction& tx) {
                              tx.execute(insert_word, "one");
                              throw std::runtime_error("no");
                            }),
               std::runtime_error);
  EXPECT_EQ(count(*store), 0);
}

TEST_F(WriteBeside, MakesNoFile) {
  EXPECT_THROW(write_beside(path(), 1'000, [](Transaction&) {}), Error);
  EXPECT_FALSE(std::filesystem::exists(path()));
}

}  // namespace
}  // namespace db
