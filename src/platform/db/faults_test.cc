// What the store does when the disk fails, fills up or the program dies at any write to it.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <thread>

#include "platform/db/db.h"

namespace db {
namespace {

const Sql insert_word("INSERT INTO words (word) VALUES ($1)");
const Sql count_words("SELECT COUNT(*) FROM words");

const std::vector<Migration> migrations = {
    {1, "0001_words.sql", "CREATE TABLE words (word TEXT NOT NULL PRIMARY KEY);" },
    {2, "0002_more.sql",
     "CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY); CREATE TABLE others (id TEXT NOT NULL);"
     "CREATE INDEX others_by_id ON others (id); INSERT INTO more VALUES ('one');"}
};

// The system's file layer, with faults that a test sets.
struct Disk {
  std::atomic<bool> syncs_fail = false;
  std::atomic<bool> full = false;
  long dies_at = 0;  // the operation before which the process ends; 0: never
  std::atomic<long> operations = 0;
};
Disk disk;
// The system's tables of methods (databases and logs have different ones) and ours beside each;
// reads and writes are the same functions in all.
std::map<const sqlite3_io_methods*, sqlite3_io_methods> faulty_methods;
const sqlite3_io_methods* real_methods = nullptr;
sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs faulty_vfs;

void count_operation() {
  if (++disk.operations == disk.dies_at) _exit(9);
}
int faulty_write(sqlite3_file* file, const void* data, int count, sqlite3_int64 offset) {
  count_operation();
  return disk.full ? SQLITE_FULL : real_methods->xWrite(file, data, count, offset);
}
int faulty_sync(sqlite3_file* file, int flags) {
  count_operation();
  return disk.syncs_fail ? SQLITE_IOERR_FSYNC : real_methods->xSync(file, flags);
}
int faulty_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
  const int code = real_vfs->xOpen(real_vfs, name, file, flags, opened);
  if (code != SQLITE_OK || file->pMethods == nullptr) return code;
  if (real_methods == nullptr) real_methods = file->pMethods;
  auto& methods = faulty_methods.try_emplace(file->pMethods, *file->pMethods).first->second;
  methods.xWrite = faulty_write;
  methods.xSync = faulty_sync;
  file->pMethods = &methods;
  return code;
}

// SQLite's memory, of which this thread gets none while it says so; set before SQLite runs.
thread_local bool no_memory = false;
sqlite3_mem_methods real_memory;
void* faulty_malloc(int size) {
  return no_memory ? nullptr : real_memory.xMalloc(size);
}
void* faulty_realloc(void* old, int size) {
  return no_memory ? nullptr : real_memory.xRealloc(old, size);
}
const int configured_memory = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
  sqlite3_mem_methods faulty = real_memory;
  faulty.xMalloc = faulty_malloc;
  faulty.xRealloc = faulty_realloc;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &faulty);
}();

class Faults : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    real_vfs = sqlite3_vfs_find(nullptr);
    faulty_vfs = *real_vfs;
    faulty_vfs.zName = "faulty";
    faulty_vfs.xOpen = faulty_open;
    sqlite3_vfs_register(&faulty_vfs, 1);
  }
  static void TearDownTestSuite() {
    sqlite3_vfs_register(real_vfs, 1);
    sqlite3_vfs_unregister(&faulty_vfs);
  }
  void SetUp() override { new_folder(); }
  void TearDown() override {
    disk.syncs_fail = disk.full = false;
    std::filesystem::remove_all(folder_);
  }
  void new_folder() {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    char folder[] = "/tmp/sila-db-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  std::string path() const { return folder_ + "/one.db"; }
  static std::int64_t count(Store& store) {
    std::int64_t words = -1;
    store.read([&](Transaction& tx) {
      words = tx.one(count_words, [](const Row& row) { return row.integer(0); }).value();
    });
    return words;
  }
  static End add(Store& store, const std::string& word) {
    return store.write_and_wait(
        [&](Transaction& tx) { return tx.execute(insert_word, word) == 1; });
  }
  std::int64_t raw(const std::string& query) const {
    sqlite3* file = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::int64_t value = 0;
    sqlite3_open_v2(path().c_str(), &file, SQLITE_OPEN_READWRITE, nullptr);
    if (sqlite3_prepare_v2(file, query.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
      value = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    sqlite3_close(file);
    return value;
  }
  // Runs `work` in a process of its own that dies at its n-th write or sync; whether it died.
  template <class Work>
  static bool dies_at(long operation, Work work) {
    const pid_t child = fork();
    if (child == 0) {
      disk.operations = 0;
      disk.dies_at = operation;
      work();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9));
    return WEXITSTATUS(status) == 9;
  }
  std::string folder_;
};

TEST_F(Faults, AFailedSyncStopsWritingUntilTheFileIsOpenedAgain) {
  auto store = open_sqlite(path(), migrations);
  EXPECT_EQ(add(*store, "kept"), End::committed);
  disk.syncs_fail = true;
  EXPECT_EQ(add(*store, "unknown"), End::failed);
  disk.syncs_fail = false;
  EXPECT_EQ(add(*store, "never"), End::stopped);
  EXPECT_FALSE(store->accepts_writes());
  EXPECT_GE(count(*store), 1);
  store.reset();
  store = open_sqlite(path(), migrations);
  EXPECT_EQ(add(*store, "again"), End::committed);
  EXPECT_GE(count(*store), 2);
}

TEST_F(Faults, OfACommitReachEveryClosureOfItsBatchAndNothingIsCalledAfterIt) {
  auto store = open_sqlite(path(), migrations);
  std::atomic<int> failed = 0;
  std::atomic<int> called = 0;
  std::atomic<bool> go_on = false;
  store->listen([&](const News&) { ++called; });
  for (int i = 0; i < 5; ++i) {
    store->write<char>(
        [&, i](Transaction& tx, char&) {
          while (!go_on) std::this_thread::yield();
          disk.syncs_fail = true;
          tx.after_commit([&] { ++called; });
          tx.tell("jobs");
          return tx.execute(insert_word, std::to_string(i)) == 1;
        },
        [&](End end, char&) { failed += end == End::failed; });
  }
  go_on = true;
  store->close();
  EXPECT_EQ(failed, 5);
  EXPECT_EQ(called, 0);
}

// SQLite makes text of what a function computed when it is asked for, in memory of its own; where
// there is none it rolls everything back as soon as the statement ends.
TEST_F(Faults, WithoutMemoryForAColumnWhoseReaderThrowsTheWriteIsUndoneAndTheNextIsTaken) {
  static const Sql long_text("SELECT substr(zeroblob(5000) || word, 1, 5000) FROM words");
  ASSERT_EQ(configured_memory, SQLITE_OK);
  auto store = open_sqlite(path(), migrations);
  ASSERT_EQ(add(*store, "kept"), End::committed);
  bool found_none = false;
  const auto end = store->write_and_wait([&](Transaction& tx) {
    tx.execute(insert_word, "undone");
    try {
      tx.each(long_text, [&](const Row& row) {
        no_memory = true;
        found_none = row.text(0).empty();
        no_memory = false;
        throw std::invalid_argument("no text");
      });
    } catch (const std::invalid_argument&) {
      tx.execute(insert_word, "outside of any transaction");
    }
    return true;
  });
  EXPECT_TRUE(found_none);
  EXPECT_EQ(end, End::failed);
  EXPECT_TRUE(store->accepts_writes());
  EXPECT_EQ(add(*store, "next"), End::committed);
  EXPECT_EQ(count(*store), 2);
}

TEST_F(Faults, AFullDiskRefusesUntilThereIsSpaceAgain) {
  auto store = open_sqlite(path(), migrations);
  disk.full = true;
  EXPECT_EQ(add(*store, "no space"), End::failed);
  EXPECT_TRUE(store->accepts_writes());
  EXPECT_EQ(count(*store), 0);
  disk.full = false;
  EXPECT_EQ(add(*store, "space"), End::committed);
  EXPECT_EQ(count(*store), 1);
}

TEST_F(Faults, AFileLockedByAnotherProgramTurnsWritesAwayAndServesReads) {
  auto store = open_sqlite(path(), migrations, {.busy_ms = 1});
  sqlite3* other = nullptr;
  sqlite3_open_v2(path().c_str(), &other, SQLITE_OPEN_READWRITE, nullptr);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(add(*store, "locked"), End::full);
  EXPECT_EQ(count(*store), 0);
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_EQ(add(*store, "free"), End::committed);
}

TEST_F(Faults, AMigrationKilledAtAnyWriteIsThereWholeOrNotAtAll) {
  long operation = 1;
  for (;; ++operation) {
    new_folder();
    if (!dies_at(operation, [&] { open_sqlite(path(), migrations)->close(); })) break;
    const auto applied = raw("SELECT COUNT(*) FROM schema_migrations WHERE number = 2");
    EXPECT_EQ(raw("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('more', 'others', "
                  "'others_by_id')"),
              applied * 3)
        << operation;
    EXPECT_EQ(raw("SELECT COUNT(*) FROM more"), applied);
    EXPECT_EQ(add(*open_sqlite(path(), migrations), "after"), End::committed);
  }
  EXPECT_GT(operation, 10);
}

TEST_F(Faults, AProgramKilledAtAnyWriteLosesNothingThatItAcknowledged) {
  constexpr std::int64_t words = 12;
  long operation = 1;
  for (;; ++operation) {
    new_folder();
    open_sqlite(path(), migrations)->close();
    int acknowledged[2];
    ASSERT_EQ(pipe(acknowledged), 0);
    const bool died = dies_at(operation, [&] {
      const auto store = open_sqlite(path(), migrations, {.checkpoint_pages = 4});
      for (std::int64_t i = 0; i < words; ++i) {
        if (add(*store, std::to_string(i)) == End::committed &&
            ::write(acknowledged[1], "+", 1) != 1)
          _exit(1);
      }
    });
    ::close(acknowledged[1]);
    char marks[words];
    const std::int64_t known = std::max<ssize_t>(::read(acknowledged[0], marks, words), 0);
    ::close(acknowledged[0]);
    const auto there = count(*open_sqlite(path(), migrations));
    EXPECT_TRUE(there == known || there == known + 1) << operation;
    if (!died) break;
  }
  EXPECT_GT(operation, words);
}

}  // namespace
}  // namespace db
