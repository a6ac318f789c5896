#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "platform/db/db.h"

struct sqlite3;
struct sqlite3_stmt;

namespace db {

enum class Access : std::uint8_t { write, write_beside, read };

// What moves a transaction; these statements are not the rooms' and not in Sql::all().
enum class Control : std::uint8_t {
  begin_write,
  begin_read,
  commit,
  roll_back,
  save_point,
  release_point,
  undo_to_point
};

// One connection, used by one thread at a time, with its cache of prepared statements.
class SqliteConnection final : public Transaction {
 public:
  SqliteConnection(const std::string& path, Access access, const WriterLimits& limits);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection();

  using Transaction::serialize;
  void serialize(std::int64_t) override {}  // writes are serial already
  void after_commit(std::function<void()> then) override;
  bool alone() override { return true; }
  std::optional<std::int64_t> next_number() override { return std::nullopt; }
  bool numbers_have_gaps() const override { return false; }
  void tell(std::string_view news) override { told_.emplace_back(news); }
  // What the work just run has left to do once it is durable; forgotten by the connection.
  std::vector<std::function<void()>> take_after_commit() {
    return std::exchange(after_commit_, {});
  }
  std::vector<std::string> take_told() { return std::exchange(told_, {}); }

  void control(Control what);
  void script(const std::string& text);  // several statements, without parameters
  bool in_transaction() const;
  // What killed the transaction, if anything did: `retry` (no space, no memory, busy) and `lost`
  // (I/O, corruption) take the whole transaction with them, the others only one closure's part.
  std::optional<Error::Kind> dead() const { return dead_; }
  void revive() { dead_.reset(); }  // after the savepoint or transaction was rolled back

 protected:
  std::int64_t run(const Sql& sql, const Value* values, std::size_t count, Visit visit,
                   void* self) override;

 private:
  sqlite3_stmt* prepared(const Sql& sql);
  sqlite3_stmt* prepare(const std::string& text);
  [[noreturn]] void fail(int code);
  [[noreturn]] void misused(const Sql& sql);

  const Access access_;
  sqlite3* handle_ = nullptr;
  std::array<sqlite3_stmt*, 7> controls_{};
  std::vector<sqlite3_stmt*> cache_;
  std::vector<std::function<void()>> after_commit_;
  std::vector<std::string> told_;
  std::optional<Error::Kind> dead_;
};

}  // namespace db
