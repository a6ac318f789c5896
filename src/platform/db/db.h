#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "platform/db/figures.h"

// What the rooms see of a database: no SQLite or libpq here. One Store per association (and one for
// the directory). SQL is one text for SQLite and PostgreSQL: types TEXT, BIGINT, BYTEA; booleans
// 0/1; `$1, $2 …`; no STRICT, no FOR UPDATE, no RETURNING-free tricks; sorting is by bytes.
// tools/check_sql holds the subset.
namespace db {

// A statement, declared once at namespace scope above the one function that runs it:
//   const db::Sql insert_note(R"sql(INSERT INTO …)sql");
class Sql {
 public:
  explicit Sql(std::string_view text);
  std::string_view text() const { return text_; }
  int index() const { return index_; }  // dense, for the per-connection statement cache
  static std::vector<std::string_view>
  all();  // every statement of the program, for the parity test

 private:
  std::string_view text_;
  int index_;
};

struct Bytes {  // bind as BYTEA
  std::string_view data;
};

class Value {
 public:
  enum class Kind : std::uint8_t { null, integer, text, bytes };
  // NOLINTBEGIN(google-explicit-constructor): execute(sql, a, b) binds what it is handed
  Value(std::nullptr_t) {}
  Value(std::integral auto value)
      : kind(Kind::integer), integer(static_cast<std::int64_t>(value)) {}
  Value(std::string_view value) : kind(Kind::text), data(value) {}
  Value(const std::string& value) : kind(Kind::text), data(value) {}
  Value(const char* value) : kind(Kind::text), data(value) {}
  Value(Bytes value) : kind(Kind::bytes), data(value.data) {}
  Value(Instant value) : kind(Kind::integer), integer(value.ms) {}
  template <class Tag>
  Value(const Id<Tag>& id) : kind(Kind::text), data(id.text) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) *this = Value(*value);
  }
  // NOLINTEND(google-explicit-constructor)

  Kind kind = Kind::null;
  std::int64_t integer = 0;
  std::string_view data;  // not owned: lives as long as the argument of the call
};

class Row {  // valid only during the callback; columns are counted from 0
 public:
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string bytes(int column) const = 0;
  std::string string(int column) const { return std::string(text(column)); }
  std::optional<std::string> optional_string(int column) const {
    return null(column) ? std::nullopt : std::optional(string(column));
  }
  std::optional<std::int64_t> optional_integer(int column) const {
    return null(column) ? std::nullopt : std::optional(integer(column));
  }
  Instant instant(int column) const { return {integer(column)}; }

 protected:
  ~Row() = default;
};

class Error : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t { unique, constraint, retry, lost, other };
  Error(Kind which, const std::string& what, std::string_view why = {})
      : std::runtime_error(what), kind(which), code(why) {}
  Kind kind;
  // Of `lost` when a file does not open: db.in_use, db.newer_schema, db.changed_migration,
  // db.migration_failed, db.cannot_open. Texts stand in texts/refusals/db.json.
  std::string_view code;
};

class Transaction;

// How many rows a statement changed: asked for at once or never, since on PostgreSQL the answer has
// to be waited for.
class Changed {
 public:
  Changed(Transaction& tx, std::optional<std::int64_t> rows) : tx_(tx), rows_(rows) {}
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;
  ~Changed() = default;
  operator std::int64_t() &&;  // NOLINT(google-explicit-constructor)

 private:
  Transaction& tx_;
  const std::optional<std::int64_t> rows_;
};

// One open transaction. After any Error it is dead: later statements throw and the work is rolled
// back. On PostgreSQL the error of what nobody reads or counts may be known at the next look only,
// or at the end.
class Transaction {
 public:
  // Rows changed.
  template <class... Args>
  Changed execute(const Sql& sql, const Args&... args) {
    if constexpr (sizeof...(args) == 0) {
      return {*this, change(sql, nullptr, 0)};
    } else {
      const Value values[] = {Value(args)...};
      return {*this, change(sql, values, sizeof...(args))};
    }
  }
  // Calls visit(row) for each row; returns how many there were. The visit may run other statements,
  // but not the same one.
  template <class Visit, class... Args>
  std::int64_t each(const Sql& sql, Visit&& visit, const Args&... args) {
    std::int64_t rows = 0;
    auto step = [&](const Row& row) {
      ++rows;
      visit(row);
    };
    go(
        sql, [](void* self, const Row& row) { (*static_cast<decltype(step)*>(self))(row); }, &step,
        args...);
    return rows;
  }
  // The same for a statement whose number of values is known at run time only.
  Changed execute_with(const Sql& sql, std::span<const Value> values) {
    return {*this, change(sql, values.data(), values.size())};
  }
  std::int64_t each_with(const Sql& sql, const std::function<void(const Row&)>& visit,
                         std::span<const Value> values) {
    std::int64_t rows = 0;
    auto step = [&](const Row& row) {
      ++rows;
      visit(row);
    };
    run(
        sql, values.data(), values.size(),
        [](void* self, const Row& row) { (*static_cast<decltype(step)*>(self))(row); }, &step);
    return rows;
  }
  // The first row mapped, or nothing.
  template <class Map, class... Args>
  auto one(const Sql& sql, Map&& map, const Args&... args) {
    std::optional<std::decay_t<decltype(map(std::declval<const Row&>()))>> found;
    each(
        sql,
        [&](const Row& row) {
          if (!found) found = map(row);
        },
        args...);
    return found;
  }
  // Of the association's writes that name this key, one at a time from here to its end. On SQLite
  // writes are serial already.
  virtual void serialize(std::int64_t key) = 0;
  void serialize(std::string_view what);
  // Waits until no other write of the association runs; none begins before this one ends. False, at
  // once, while another write is alone or waits to be.
  virtual bool alone() = 0;
  // The next of the association's numbers where writes run side by side: what was undone leaves a
  // gap, and a smaller one may be seen after a greater. Nothing where writes are serial: the caller
  // counts its rows, without gaps.
  virtual std::optional<std::int64_t> next_number() = 0;
  virtual bool numbers_have_gaps() const = 0;
  // How far the database's log is durable, where standbys may be read (Store::read_list); nothing
  // elsewhere. Whatever was committed before, by any program, lies before it.
  virtual std::optional<std::string> log_position() { return std::nullopt; }
  // Calls `then` after this transaction has become durable (never if it is refused or lost); short,
  // must not throw.
  virtual void after_commit(std::function<void()> then) = 0;
  // The store's listeners, in every program on this database, hear of this once it is durable.
  // `news`: at most 200 bytes, no personal value; the same news of many writes is told once. It may
  // be lost when a program dies or a line breaks, so nothing may rest on it alone.
  virtual void tell(std::string_view news) = 0;
  // Asked by Changed alone: how many rows the last statement changed, where change() did not say.
  virtual std::int64_t changed() { throw std::logic_error("no statement waits for its count"); }

 protected:
  using Visit = void (*)(void*, const Row&);
  virtual std::int64_t run(const Sql& sql, const Value* values, std::size_t count, Visit visit,
                           void* self) = 0;
  // Without a look at rows: how many it changed, or nothing where only changed() knows.
  virtual std::optional<std::int64_t> change(const Sql& sql, const Value* values,
                                             std::size_t count) {
    return run(sql, values, count, nullptr, nullptr);
  }
  ~Transaction() = default;

 private:
  template <class... Args>
  std::int64_t go(const Sql& sql, Visit visit, void* self, const Args&... args) {
    if constexpr (sizeof...(args) == 0) {
      return run(sql, nullptr, 0, visit, self);
    } else {
      const Value values[] = {Value(args)...};
      return run(sql, values, sizeof...(args), visit, self);
    }
  }
};

inline Changed::operator std::int64_t() && {
  return rows_ ? *rows_ : tx_.changed();
}

// How a write ended.
enum class End : std::uint8_t {
  committed,  // durable
  refused,    // the closure returned false: its writes are undone, what it read is durable
  error,      // the closure threw: its writes are undone
  full,       // never ran, or undone: no room in the queue, the server
              // or on its disk, or the file is locked by another  -> 503, retry
  failed,     // ran, but the commit failed: outcome unknown       -> 503, retry with the same
              // idempotency key
  stopped     // never ran: writes are stopped or the store closes -> 503
};

struct Job {
  virtual ~Job() = default;
  virtual bool run(Transaction& tx) = 0;
  virtual void done(
      End end) noexcept = 0;  // exactly once, on a store thread (or the caller's, if never queued)
};

struct News {
  std::string_view text;  // as it was told; `missed` stands for any: some may have been lost
  bool here = true;       // told by this program
};
inline constexpr std::string_view missed = "*";

class Store {
 public:
  virtual ~Store() = default;
  // bool work(Transaction&, R& result): true keeps, false undoes. May run more than once: no effect
  // but tx and result. void on_done(End, R& result): quick, must not throw; nothing of the result
  // may leave before it is called.
  template <class R, class Work, class OnDone>
  void write(Work work, OnDone on_done) {
    struct Closure final : Job {
      Work work;
      OnDone on_done;
      R result{};
      Closure(Work&& w, OnDone&& d) : work(std::move(w)), on_done(std::move(d)) {}
      bool run(Transaction& tx) override {
        result = R{};
        return work(tx, result);
      }
      // Without memory for an answer the asker is left without one; the neighbours get theirs.
      // NOLINTNEXTLINE(bugprone-exception-escape): if it throws anything else, the program ends
      void done(End end) noexcept override {
        try {
          on_done(end, result);
        } catch (const std::bad_alloc&) {
          return;
        }
      }
    };
    submit(std::make_unique<Closure>(std::move(work), std::move(on_done)));
  }
  // Runs the write and waits for it to be durable (commands, jobs, tests; never a request's
  // worker).
  template <class Work>
  End write_and_wait(Work work) {
    return run_write([](void* self, Transaction& tx) { return (*static_cast<Work*>(self))(tx); },
                     &work);
  }
  // One read transaction on the calling thread.
  template <class Read>
  void read(Read&& read) {
    using Use = std::remove_reference_t<Read>;
    run_read([](void* self, Transaction& tx) { (*static_cast<Use*>(self))(tx); },
             const_cast<void*>(static_cast<const void*>(std::addressof(read))));
  }
  // The same for a list or a report, on a standby that has all up to `position`; where none has it
  // soon, or it breaks, as read() does. `read` may run twice: no effect but its result.
  template <class Read>
  void read_list(const std::string& position, Read&& read) {
    using Use = std::remove_reference_t<Read>;
    run_read_list(
        position, [](void* self, Transaction& tx) { (*static_cast<Use*>(self))(tx); },
        const_cast<void*>(static_cast<const void*>(std::addressof(read))));
  }
  // Calls `hear` on a store thread for what was told after a commit, here or in another program;
  // quick, must not throw. Returns the listener's number; after forget() returns it is never called
  // again.
  virtual int listen(std::function<void(const News&)> hear) = 0;
  virtual void forget(int listener) = 0;
  virtual bool accepts_writes() const = 0;  // false after a failed sync, until the process restarts
  virtual Figures figures() const { return {}; }  // from any thread
  // Finishes the queue and lets the file go; afterwards every write is `stopped` and a read throws.
  // No read may be running.
  virtual void close() = 0;

 protected:
  virtual void submit(std::unique_ptr<Job> job) = 0;
  virtual void run_read(void (*call)(void*, Transaction&), void* self) = 0;
  virtual void run_read_list(const std::string&, void (*call)(void*, Transaction&), void* self) {
    run_read(call, self);
  }
  virtual End run_write(bool (*call)(void*, Transaction&), void* self) = 0;
};

struct WriterLimits {
  std::size_t queue = 4096;      // pending closures, the running batch included
  std::size_t batch = 512;       // closures per commit
  int batch_us = 50'000;         // no new closure joins a batch older than this
  int checkpoint_pages = 4'000;  // 16 MiB of log: a batch of submissions writes some 1,000
  int busy_ms = 5'000;  // what waits is turned away when another process holds the file so long, or
                        // the server cannot be reached
  int connections = 8;  // that write at once (PostgreSQL)
};

struct Migration {
  int number;        // 1, 2, …
  std::string name;  // "0001_directory.sql"
  std::string text;
};

// Opens (and creates, mode 0600) an SQLite file and brings it to the newest migration: each in one
// transaction, its checksum kept. Throws Error{lost} when the file's schema is newer than the
// program, a checksum differs, or another process holds the file.
std::unique_ptr<Store> open_sqlite(const std::string& path,
                                   const std::vector<Migration>& migrations, WriterLimits = {});

// Where a store lives.
struct Place {
  std::string database;     // path of a file, or "postgresql://…"
  std::string association;  // whose rows it sees; empty: the directory
};
bool is_postgres(std::string_view database);
// SQLite: as open_sqlite. PostgreSQL: stores of one address share its connections; the schema is
// there already (prepare_postgres). An address of several hosts is the primary's and its standbys'.
// Throws Error{lost}: db.unreachable, db.wrong_password, db.wrong_version, db.strong_role,
// db.not_prepared, db.newer_schema, db.not_isolated, db.no_standby.
std::unique_ptr<Store> open(const Place& place, const std::vector<Migration>& migrations,
                            WriterLimits = {});

// Takes away what a creation that was cut off left of an association that was never open: its file,
// or its rows.
void clear(const Place& place);

// The migrations built into the program: of the directory, and of an association.
const std::vector<Migration>& directory_migrations();
const std::vector<Migration>& association_migrations();

}  // namespace db
