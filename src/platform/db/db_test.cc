#include "platform/db/db.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/db/read_beside.h"

namespace db {
namespace {

const Sql insert_word("INSERT INTO words (word) VALUES ($1)");
const Sql count_words("SELECT COUNT(*) FROM words");
const Sql find_word("SELECT word FROM words WHERE word = $2 AND $1 = 1");

const std::vector<Migration> first = {
    {1, "0001_words.sql", "CREATE TABLE words (word TEXT NOT NULL PRIMARY KEY);"}
};

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    char folder[] = "/tmp/sila-db-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~StoreTest() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/one.db"; }
  static std::int64_t count(Store& store) {
    std::int64_t words = -1;
    store.read([&](Transaction& tx) {
      words = tx.one(count_words, [](const Row& row) { return row.integer(0); }).value();
    });
    return words;
  }
  static End add(Store& store, const std::string& word, bool keep = true) {
    return store.write_and_wait([&](Transaction& tx) {
      tx.execute(insert_word, word);
      return keep;
    });
  }
  std::string folder_;
};

using Write = StoreTest;

TEST_F(Write, IsThereAfterItWasAcknowledged) {
  auto store = open_sqlite(path(), first);
  EXPECT_EQ(add(*store, "صلة"), End::committed);
  EXPECT_EQ(count(*store), 1);
}

TEST_F(Write, ThatIsRefusedLeavesNothing) {
  auto store = open_sqlite(path(), first);
  EXPECT_EQ(add(*store, "no", false), End::refused);
  EXPECT_EQ(count(*store), 0);
}

TEST_F(Write, ThatThrowsDoesNotHarmItsNeighboursInTheBatch) {
  auto store = open_sqlite(path(), first);
  std::atomic<int> ended = 0;
  std::atomic<int> errors = 0;
  for (int i = 0; i < 20; ++i) {
    store->write<char>(
        [i](Transaction& tx, char&) {
          tx.execute(insert_word, std::to_string(i));
          if (i % 5 == 0) tx.execute(insert_word, std::to_string(i));  // a double: unique
          return true;
        },
        [&](End end, char&) {
          errors += end == End::error;
          ++ended;
        });
  }
  store->close();
  EXPECT_EQ(ended, 20);
  EXPECT_EQ(errors, 4);
  store.reset();
  store = open_sqlite(path(), first);
  EXPECT_EQ(count(*store), 16);
}

TEST_F(Write, CallsAfterCommitOnlyWhenItWasKept) {
  auto store = open_sqlite(path(), first);
  int called = 0;
  for (const bool keep : {true, false}) {
    store->write_and_wait([&](Transaction& tx) {
      tx.after_commit([&] { ++called; });
      return keep;
    });
  }
  store->close();
  EXPECT_EQ(called, 1);
}

TEST_F(Write, IsAnnouncedToListenersOnlyWhenItWasKept) {
  auto store = open_sqlite(path(), first);
  std::atomic<int> heard = 0;
  const int listener = store->listen([&] { ++heard; });
  const auto announce = [&](bool keep) {
    store->write_and_wait([&](Transaction& tx) {
      tx.announce();
      return keep;
    });
  };
  announce(false);
  announce(true);
  announce(false);  // the one before has been heard by now
  EXPECT_EQ(heard, 1);
  store->forget(listener);
  announce(true);
  store->close();
  EXPECT_EQ(heard, 1);
}

TEST_F(Write, ManyTogetherShareOneCommit) {
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

TEST_F(Write, AfterAnErrorInItsClosureRunsNothingMore) {
  auto store = open_sqlite(path(), first);
  const auto end = store->write_and_wait([](Transaction& tx) {
    tx.execute(insert_word, "one");
    EXPECT_THROW(tx.execute(insert_word, "one"), Error);
    EXPECT_THROW(tx.execute(insert_word, "two"), Error);
    return true;  // a closure that swallows the error is undone all the same
  });
  EXPECT_EQ(end, End::error);
  EXPECT_EQ(count(*store), 0);
}

TEST_F(Write, TellsADoubleFromOtherErrors) {
  auto store = open_sqlite(path(), first);
  add(*store, "one");
  auto kind = Error::Kind::other;
  store->write_and_wait([&](Transaction& tx) {
    try {
      tx.execute(insert_word, "one");
    } catch (const Error& error) {
      kind = error.kind;
    }
    return false;
  });
  EXPECT_EQ(kind, Error::Kind::unique);
}

TEST_F(Write, WithAWrongNumberOfValuesIsAnError) {
  auto store = open_sqlite(path(), first);
  EXPECT_EQ(store->write_and_wait([](Transaction& tx) { return tx.execute(insert_word) == 1; }),
            End::error);
}

TEST_F(Write, IsTurnedAwayWhenTheQueueIsFull) {
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

TEST_F(Write, AfterClosingIsStopped) {
  auto store = open_sqlite(path(), first);
  store->close();
  EXPECT_EQ(add(*store, "late"), End::stopped);
}

using Read = StoreTest;

TEST_F(Read, SeesOneMomentThroughoutItsTransaction) {
  auto store = open_sqlite(path(), first);
  add(*store, "one");
  store->read([&](Transaction& tx) {
    const auto words = [&] {
      return tx.one(count_words, [](const Row& row) { return row.integer(0); }).value();
    };
    EXPECT_EQ(words(), 1);
    EXPECT_EQ(add(*store, "two"), End::committed);
    EXPECT_EQ(words(), 1);
  });
  EXPECT_EQ(count(*store), 2);
}

TEST_F(Read, CannotWrite) {
  auto store = open_sqlite(path(), first);
  store->read([&](Transaction& tx) { EXPECT_THROW(tx.execute(insert_word, "x"), Error); });
  EXPECT_EQ(count(*store), 0);
}

TEST_F(Read, BindsParametersByTheirNumber) {
  auto store = open_sqlite(path(), first);
  add(*store, "word");
  store->read([&](Transaction& tx) {
    EXPECT_EQ(tx.one(
                  find_word, [](const Row& row) { return row.string(0); }, 1, "word"),
              "word");
  });
}

TEST_F(Read, OfAClosedStoreIsAnError) {
  auto store = open_sqlite(path(), first);
  store->close();
  EXPECT_THROW(count(*store), Error);
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
