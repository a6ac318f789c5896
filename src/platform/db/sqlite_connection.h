#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/db/db.h"

struct sqlite3;
struct sqlite3_stmt;

namespace db {

enum class Access : std::uint8_t { write, read };

// One connection, used by one thread at a time, with its cache of prepared statements.
class SqliteConnection final : public Transaction {
 public:
  SqliteConnection(const std::string& path, Access access, int checkpoint_pages);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection();

  void serialize(std::int64_t) override {}  // writes are serial already
  void after_commit(std::function<void()> then) override {
    after_commit_.push_back(std::move(then));
  }
  std::vector<std::function<void()>> take_after_commit() { return std::move(after_commit_); }

  void script(const std::string& text);  // several statements, without parameters
  bool in_transaction() const;
  bool dead() const { return dead_; }
  void revive() { dead_ = false; }  // after the savepoint or transaction was rolled back

 protected:
  std::int64_t run(const Sql& sql, const Value* values, std::size_t count, Visit visit,
                   void* self) override;

 private:
  sqlite3_stmt* prepared(const Sql& sql);
  [[noreturn]] void fail(int code);

  sqlite3* handle_ = nullptr;
  std::vector<sqlite3_stmt*> cache_;
  std::vector<std::function<void()>> after_commit_;
  bool dead_ = false;
};

}  // namespace db
