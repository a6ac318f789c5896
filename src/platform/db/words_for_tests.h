#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "platform/db/database_for_tests.h"

namespace db {

inline const Sql insert_word("INSERT INTO words (word) VALUES ($1)");
inline const Sql count_words("SELECT COUNT(*) FROM words");

// A store of words in a folder of its own.
class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    char folder[] = "/tmp/sila-db-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~StoreTest() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/one.db"; }
  std::unique_ptr<Store> open_store() const { return open_for_tests(path(), first, ""); }
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

  static inline const std::vector<Migration> first = {
      {1, "0001_words.sql", "CREATE TABLE words (word TEXT NOT NULL PRIMARY KEY);"}
  };
  std::string folder_;
};

}  // namespace db
