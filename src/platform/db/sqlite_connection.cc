#include "platform/db/sqlite_connection.h"

#include <sqlite3.h>

#include "platform/db/move_source.h"

namespace db {
namespace {

Error::Kind kind_of(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
    return Error::Kind::unique;
  switch (code & 255) {
    case SQLITE_BUSY:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
      return Error::Kind::retry;
    case SQLITE_CONSTRAINT:
      return Error::Kind::constraint;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Error::Kind::lost;
    default:
      return Error::Kind::other;
  }
}

// `$n` would be bound by order of appearance; `?n` is bound by number, as PostgreSQL does with
// `$n`.
std::string numbered(std::string_view text) {
  std::string rewritten(text);
  for (std::size_t i = 0; i + 1 < rewritten.size(); ++i) {
    if (rewritten[i] == '$' && rewritten[i + 1] >= '1' && rewritten[i + 1] <= '9')
      rewritten[i] = '?';
  }
  return rewritten;
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    const void* data = sqlite3_column_text(statement_, column);
    return {data ? static_cast<const char*>(data) : "", size(column)};
  }
  std::string bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    return data ? std::string(static_cast<const char*>(data), size(column)) : std::string();
  }

 private:
  std::size_t size(int column) const {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  }
  sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  const char* data = value.data.data() ? value.data.data() : "";  // null would bind NULL
  switch (value.kind) {
    case Value::Kind::integer:
      return sqlite3_bind_int64(statement, index, value.integer);
    case Value::Kind::text:
      return sqlite3_bind_text64(statement, index, data, value.data.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    case Value::Kind::bytes:
      return sqlite3_bind_blob64(statement, index, data, value.data.size(), SQLITE_STATIC);
    case Value::Kind::null:
      break;
  }
  return sqlite3_bind_null(statement, index);
}

constexpr std::array<const char*, 7> control_texts = {
    "BEGIN IMMEDIATE",    "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT one_job", "RELEASE one_job",
    "ROLLBACK TO one_job"};

// A column that found no memory says so here, where whoever reads the row left by an exception:
// SQLite then rolls the transaction back by itself.
struct Reset {
  sqlite3_stmt* statement;
  std::optional<Error::Kind>& dead;
  ~Reset() {
    const int code = sqlite3_reset(statement);
    if (code != SQLITE_OK && !dead) dead = kind_of(code);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Access access,
                                   const WriterLimits& limits)
    : access_(access) {
  const bool writes = access != Access::read;
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  if (const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr)) {
    const std::string why = sqlite3_errstr(code);
    sqlite3_close(handle_);
    throw Error(Error::Kind::lost, "the database " + path + " does not open: " + why,
                "db.cannot_open");
  }
  sqlite3_busy_timeout(handle_, limits.busy_ms);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  try {
    // Exactly one connection checkpoints (quality.md fact 1).
    if (access != Access::write)
      sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (access == Access::write_beside) {
      script("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=0");
    } else if (writes) {
      script(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
          "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864; "
          "PRAGMA wal_autocheckpoint=" +
          std::to_string(limits.checkpoint_pages));
    } else {
      script("PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16384");
    }
  } catch (const Error& error) {
    const std::string why = error.what();
    sqlite3_close(handle_);
    throw Error(Error::Kind::lost, "the database " + path + " does not open: " + why,
                "db.cannot_open");
  }
}

SqliteConnection::~SqliteConnection() {
  for (auto* statement : controls_) sqlite3_finalize(statement);
  for (auto* statement : cache_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void SqliteConnection::after_commit(std::function<void()> then) {
  if (access_ == Access::read) throw std::logic_error("a read has no commit to wait for");
  after_commit_.push_back(std::move(then));
}

void SqliteConnection::fail(int code) {
  dead_ = kind_of(code);
  const bool fenced = code == SQLITE_CONSTRAINT_TRIGGER;  // no other trigger refuses anything
  throw Error(*dead_, sqlite3_errmsg(handle_), fenced ? being_moved : "");
}

void SqliteConnection::misused(const Sql& sql) {
  dead_ = Error::Kind::other;
  throw Error(*dead_, "a statement run inside its own visit, or with a wrong number of values: " +
                          std::string(sql.text()));
}

void SqliteConnection::script(const std::string& text) {
  if (const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr)) fail(code);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

sqlite3_stmt* SqliteConnection::prepare(const std::string& text) {
  sqlite3_stmt* statement = nullptr;
  if (const int code = sqlite3_prepare_v3(handle_, text.c_str(), static_cast<int>(text.size()) + 1,
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr)) {
    fail(code);
  }
  return statement;
}

void SqliteConnection::control(Control what) {
  auto*& statement = controls_[static_cast<std::size_t>(what)];
  if (statement == nullptr) statement = prepare(control_texts[static_cast<std::size_t>(what)]);
  const Reset reset{statement, dead_};
  if (const int code = sqlite3_step(statement); code != SQLITE_DONE) fail(code);
}

sqlite3_stmt* SqliteConnection::prepared(const Sql& sql) {
  const auto index = static_cast<std::size_t>(sql.index());
  if (index >= cache_.size()) cache_.resize(index + 1);
  if (cache_[index] == nullptr) cache_[index] = prepare(numbered(sql.text()));
  return cache_[index];
}

std::int64_t SqliteConnection::run(const Sql& sql, const Value* values, std::size_t count,
                                   Visit visit, void* self) {
  if (dead_) throw Error(Error::Kind::other, "a statement after an error in this transaction");
  sqlite3_stmt* statement = prepared(sql);
  if (sqlite3_stmt_busy(statement) ||
      static_cast<int>(count) != sqlite3_bind_parameter_count(statement)) {
    misused(sql);
  }
  const Reset reset{statement, dead_};
  for (std::size_t i = 0; i < count; ++i) {
    if (const int code = bind(statement, static_cast<int>(i) + 1, values[i])) fail(code);
  }
  const SqliteRow row(statement);
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (visit) visit(self, row);
  }
  if (code != SQLITE_DONE) fail(code);
  return sqlite3_changes64(handle_);
}

}  // namespace db
