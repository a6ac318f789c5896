#include "platform/db/postgres_connection.h"

#include <libpq-fe.h>

#include <charconv>
#include <cstring>

#include "platform/db/carry_sql.h"
#include "platform/db/move_source.h"
#include "platform/db/postgres_result.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

constexpr std::string_view fenced = "SI001";  // as postgres_move_source.cc raises it
// Of what was sent and is not read yet: neither side is to wait for the other to read.
constexpr int unread_max = 64;

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}
constexpr std::uint64_t hash_begin = 14695981039346656037ULL;

// Of the two-number form of advisory locks, which no key of serialize() can meet.
constexpr std::int32_t gate_class = 0x73696c61;  // held by every write, wholly by who is alone
constexpr std::int32_t turnstile_class = gate_class + 1;  // held by who wants to be alone
std::int32_t number_of(const std::string& association) {
  return static_cast<std::int32_t>(mixed(hash_begin, association));
}

}  // namespace

void ClearResult::operator()(pg_result* result) const {
  PQclear(result);
}

PostgresConnection::PostgresConnection(PostgresAddress address, Host host)
    : address_(std::move(address)), host_(host), has_standbys_(db::has_standbys(address_.url)) {
  connect();
}

PostgresConnection::~PostgresConnection() {
  PQfinish(handle_);
}

bool PostgresConnection::broken() const {
  return handle_ == nullptr || PQstatus(handle_) != CONNECTION_OK;
}

void PostgresConnection::connect() {
  handle_ = dial(address_.url, host_);
  if (PQstatus(handle_) != CONNECTION_OK) {
    const std::string why = PQerrorMessage(handle_);
    const bool password = PQconnectionNeedsPassword(handle_) != 0 ||
                          PQconnectionUsedPassword(handle_) != 0 ||
                          why.find("authentication failed") != why.npos;
    PQfinish(handle_);
    handle_ = nullptr;
    throw Error(Error::Kind::lost, "the database does not answer: " + why,
                password ? "db.wrong_password" : "db.unreachable");
  }
  PQsetErrorVerbosity(handle_, PQERRORS_TERSE);  // details would bring values into the log
  PQsetNoticeReceiver(
      handle_,
      [](void* self, const pg_result* notice) {
        const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        if (severity == nullptr || std::strcmp(severity, "WARNING") != 0) return;
        static_cast<PostgresConnection*>(self)->warned_ = true;
        kernel::log::warning("db.warned", {
                                              {"detail", PQresultErrorMessage(notice)}
        });
      },
      this);
  // A transaction that nobody ends, or a statement that does not, holds locks for everybody else.
  const std::string settings = "SET search_path = " + address_.schema +
                               "; SET lock_timeout = '5s'; SET statement_timeout = '60s'; "
                               "SET idle_in_transaction_session_timeout = '60s'; "
                               "PREPARE begin_read (text) AS "
                               "SELECT set_config('app.association', $1, true); "
                               "PREPARE begin_write (text, integer, integer) AS "
                               "SELECT set_config('app.association', $1, true), "
                               "pg_advisory_xact_lock_shared($2, $3); "
                               "PREPARE take_lock (bigint) AS SELECT pg_advisory_xact_lock($1); "
                               "SELECT set_config('synchronous_commit', 'on', false) "
                               "WHERE current_setting('synchronous_commit') IN ('off', 'local')";
  const PostgresResult set(PQexec(handle_, settings.c_str()));
  if (PQresultStatus(set.get()) != PGRES_TUPLES_OK || PQenterPipelineMode(handle_) != 1) {
    const std::string why = PQerrorMessage(handle_);
    PQfinish(handle_);
    handle_ = nullptr;
    throw Error(Error::Kind::lost, "the database does not take its settings: " + why,
                "db.unreachable");
  }
}

void PostgresConnection::reconnect() {
  PQfinish(handle_);
  handle_ = nullptr;
  prepared_.clear();
  preparing_.reset();
  unread_ = 0;
  owed_ = false;
  connect();
}

void PostgresConnection::begin(Mode mode, const std::string& association) {
  if (broken()) reconnect();
  drain();
  mode_ = mode;
  association_ = association;
  dead_.reset();
  after_commit_.clear();
  told_.clear();
  begun_ = false;
  open_ = true;
  waiting_.clear();
  waiting_.push_back({mode == Mode::write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                          : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                      {}});
  if (association.empty()) return;
  if (mode == Mode::read) {
    waiting_.push_back({"begin_read", {association}, true});
  } else {
    waiting_.push_back({
        "begin_write",
        {association, std::to_string(gate_class), std::to_string(number_of(association))},
        true
    });
  }
}

void PostgresConnection::send(const Command& command) {
  std::vector<const char*> values;
  values.reserve(command.values.size());
  for (const auto& value : command.values) values.push_back(value.c_str());
  const auto count = static_cast<int>(values.size());
  const int sent = command.is_prepared
                       ? PQsendQueryPrepared(handle_, command.text.c_str(), count, values.data(),
                                             nullptr, nullptr, 0)
                       : PQsendQueryParams(handle_, command.text.c_str(), count, nullptr,
                                           values.data(), nullptr, nullptr, 0);
  if (sent == 1) ++unread_;
}

void PostgresConnection::send_waiting() {
  for (const auto& command : waiting_) send(command);
}

void PostgresConnection::send_prepared(const Sql& sql, const Value* values, std::size_t count) {
  const std::string name = "s" + std::to_string(sql.index());
  if (!prepared_.contains(sql.index())) {
    const std::string text(sql.text());
    preparing_ = Preparing{sql.index(), changes_one_row(text), unread_};
    if (PQsendPrepare(handle_, name.c_str(), text.c_str(), 0, nullptr) == 1) ++unread_;
  }
  std::vector<std::string> numbers(count);
  std::vector<const char*> data(count);
  std::vector<int> lengths(count);
  std::vector<int> formats(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Value& value = values[i];
    if (value.kind == Value::Kind::integer) {
      numbers[i] = std::to_string(value.integer);
      data[i] = numbers[i].c_str();
    } else if (value.kind != Value::Kind::null) {
      data[i] = value.data.data() ? value.data.data() : "";
      lengths[i] = static_cast<int>(value.data.size());
      formats[i] = 1;  // as they are: neither ended by a zero nor escaped
    }
  }
  if (PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(count), data.data(),
                          lengths.data(), formats.data(), 0) == 1)
    ++unread_;
}

// The result of the last of `unread` commands; the first error of any, and then no other.
PostgresResult PostgresConnection::collect(int unread) {
  PostgresResult last;
  PostgresResult failed;
  int well_done = 0;
  for (int i = 0; i < unread && !broken(); ++i) {
    while (pg_result* result = PQgetResult(handle_)) {
      const auto status = PQresultStatus(result);
      const bool well = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
      if (well) {
        ++well_done;
        last.reset(result);
      } else if (!failed) {
        failed.reset(result);
      } else {
        PQclear(result);
      }
      if (broken()) break;
    }
  }
  if (!broken()) PQclear(PQgetResult(handle_));  // the sync
  // What was prepared stays so, though its transaction fails.
  if (preparing_ && well_done > preparing_->place)
    prepared_.emplace(preparing_->statement, preparing_->changes_one);
  preparing_.reset();
  return failed ? std::move(failed) : std::move(last);
}

void PostgresConnection::drain() noexcept {
  if (!owed_ || broken()) return;
  collect(std::exchange(unread_, 0));
  owed_ = false;
}

// Sends what waits and one command more, and gives that one's result. A line found broken before
// the transaction began anything on the server is mended and all is sent anew.
PostgresResult PostgresConnection::exchange(const std::function<void()>& send_last) {
  drain();
  for (bool anew = false;; anew = true) {
    warned_ = false;
    send_waiting();
    send_last();
    PostgresResult result;
    if (PQpipelineSync(handle_) == 1) result = collect(std::exchange(unread_, 0));
    const bool lost = broken() || kind_of(state_of(result.get())) == Error::Kind::lost;
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      waiting_.clear();
      begun_ = true;
      return result;
    }
    if (!lost || begun_ || anew) fail(result.get());
    try {
      reconnect();
    } catch (const Error&) {
      dead_ = Error::Kind::lost;
      throw;
    }
  }
}

void PostgresConnection::fail(const pg_result* result) {
  dead_ = broken() ? Error::Kind::lost : kind_of(state_of(result));
  const std::string_view code = *dead_ == Error::Kind::lost  ? "db.unreachable"
                                : state_of(result) == fenced ? being_moved
                                                             : "";
  throw Error(*dead_, result ? PQresultErrorMessage(result) : PQerrorMessage(handle_), code);
}

// Only once the server has answered in this transaction: until then all of it may have to be sent
// anew.
bool PostgresConnection::can_wait(const Sql& sql) const {
  if (!begun_ || mode_ != Mode::write || unread_ >= unread_max) return false;
  const auto known = prepared_.find(sql.index());
  return known != prepared_.end() && known->second;
}

std::int64_t PostgresConnection::run(const Sql& sql, const Value* values, std::size_t count,
                                     Visit visit, void* self) {
  if (dead_) throw Error(Error::Kind::other, "a statement after an error in this transaction");
  if (!visit && can_wait(sql)) {
    send_waiting();
    waiting_.clear();
    send_prepared(sql, values, count);
    return 1;
  }
  const PostgresResult result = exchange([&] { send_prepared(sql, values, count); });
  const int rows = PQntuples(result.get());
  if (visit) {
    for (int i = 0; i < rows; ++i) visit(self, PostgresRow(result.get(), i));
    return rows;
  }
  std::int64_t changed = 0;
  const std::string_view told = PQcmdTuples(result.get());
  std::from_chars(told.data(), told.data() + told.size(), changed);
  return changed;
}

PostgresResult PostgresConnection::ask(const std::string& text,
                                       const std::vector<std::string>& values) {
  if (dead_) throw Error(Error::Kind::other, "a statement after an error in this transaction");
  return exchange([&] { send({text, values}); });
}

void PostgresConnection::script(const std::string& text) {
  drain();
  PQexitPipelineMode(handle_);
  const PostgresResult result(PQexec(handle_, text.c_str()));
  const auto status = PQresultStatus(result.get());
  const std::string why = PQresultErrorMessage(result.get());
  PQenterPipelineMode(handle_);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw Error(Error::Kind::other, why);
}

bool PostgresConnection::commit() {
  open_ = false;
  if (dead_) throw Error(*dead_, "the transaction had an error");
  if (!begun_) {  // nothing was asked of the server
    waiting_.clear();
    return true;
  }
  send_waiting();
  waiting_.clear();
  warned_ = false;
  send({"COMMIT", {}});
  PostgresResult result;
  if (PQpipelineSync(handle_) == 1) result = collect(std::exchange(unread_, 0));
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK) {
    if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") == 0) return !warned_;
    throw Error(Error::Kind::other, "the transaction was rolled back at its end");
  }
  if (broken() || state_of(result.get()).empty()) return false;
  fail(result.get());
}

void PostgresConnection::roll_back() noexcept {
  open_ = false;
  waiting_.clear();
  if (broken() || !(begun_ || dead_)) return;
  // What was sent and failed takes everything up to the next sync with it.
  if (unread_ > 0 && PQpipelineSync(handle_) == 1) collect(std::exchange(unread_, 0));
  if (broken()) return;
  send({"ROLLBACK", {}});
  if (PQpipelineSync(handle_) == 1) owed_ = true;
}

void PostgresConnection::end_read() noexcept {
  roll_back();
}

std::int64_t PostgresConnection::lock_of(std::int64_t key) const {
  const std::string text = address_.schema + "/" + association_ + "/" + std::to_string(key);
  return static_cast<std::int64_t>(mixed(hash_begin, text));
}

void PostgresConnection::serialize(std::int64_t key) {
  waiting_.push_back({"take_lock", {std::to_string(lock_of(key))}, true});
}

// One at a time wants to be alone: two that hold the gate and wait for each other would never get
// it.
bool PostgresConnection::alone() {
  const std::string own = std::to_string(number_of(association_));
  const auto entered = ask("SELECT pg_try_advisory_xact_lock($1::integer, $2::integer)::integer",
                           {std::to_string(turnstile_class), own});
  if (PostgresRow(entered.get(), 0).integer(0) == 0) return false;
  waiting_.push_back({
      "SELECT pg_advisory_xact_lock($1::integer, $2::integer)", {std::to_string(gate_class), own}
  });
  return true;
}

std::optional<std::int64_t> PostgresConnection::next_number() {
  const auto& take = carrying::statement("SELECT nextval('numbers')");
  return one(take, [](const Row& row) { return row.integer(0); });
}

std::optional<std::string> PostgresConnection::log_position() {
  if (!has_standbys_) return std::nullopt;
  return std::string(PostgresRow(ask("SELECT pg_current_wal_flush_lsn()").get(), 0).text(0));
}

PostgresConnection::Shown PostgresConnection::shows(const std::string& position) {
  if (broken()) reconnect();
  drain();
  dead_.reset();
  waiting_.clear();
  begun_ = false;
  const auto found =
      ask("SELECT pg_is_in_recovery()::integer, (NOT pg_is_in_recovery() OR "
          "pg_last_wal_replay_lsn() >= $1::pg_lsn)::integer",
          {position});
  begun_ = false;
  const PostgresRow row(found.get(), 0);
  return {.all = row.integer(1) == 1, .standby = row.integer(0) == 1};
}

void PostgresConnection::after_commit(std::function<void()> then) {
  if (mode_ == Mode::read) throw std::logic_error("a read has no commit to wait for");
  after_commit_.push_back(std::move(then));
}

}  // namespace db
