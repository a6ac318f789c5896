#include "platform/db/postgres_connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <cstring>

#include "platform/db/carry_sql.h"
#include "platform/db/move_source.h"
#include "platform/db/postgres_result.h"

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

constexpr const char* after_error = "a statement after an error in this transaction";

// How many rows a statement changed.
std::int64_t rows_of(const PostgresResult& result) {
  std::int64_t rows = 0;
  const std::string_view told = PQcmdTuples(result.get());
  std::from_chars(told.data(), told.data() + told.size(), rows);
  return rows;
}

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
  return spoilt_ || handle_ == nullptr || PQstatus(handle_) != CONNECTION_OK;
}

void PostgresConnection::begin(Mode mode, const std::string& association) {
  drain();
  if (broken()) reconnect();
  mode_ = mode;
  association_ = association;
  dead_.reset();
  after_commit_.clear();
  told_.clear();
  begun_ = false;
  open_ = true;
  waiting_.clear();
  memo_.clear();
  waiting_.push_back({mode == Mode::write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                          : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                      {}});
  if (asked_ >= plans_until_) {
    plans_until_ *= 2;
    waiting_.push_back({"DISCARD PLANS", {}});
  }
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
  count_sent(sent);
}

// Where libpq has no memory for a command, what was sent is no longer known.
void PostgresConnection::count_sent(int sent) {
  sent == 1 ? ++unread_ : spoilt_ = true;
}

void PostgresConnection::send_waiting() {
  for (const auto& command : waiting_) send(command);
}

void PostgresConnection::send_prepared(const Sql& sql, const Value* values, std::size_t count) {
  const std::string name = "s" + std::to_string(sql.index());
  if (!prepared_.contains(sql.index())) {
    const std::string text(sql.text());
    preparing_ = Preparing{sql.index(), changes_one_row(text), unread_};
    count_sent(PQsendPrepare(handle_, name.c_str(), text.c_str(), 0, nullptr));
  }
  ++asked_;
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
  count_sent(PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(count), data.data(),
                                 lengths.data(), formats.data(), 0));
}

// As PQgetResult, but not forever: where libpq has no memory for the word that ends a turn, it
// notes that and goes on waiting for it. (After an error of the server that cannot be told apart;
// the server hangs up then, as its transaction is idle.)
PostgresResult PostgresConnection::next_result(bool has_failed) {
  while (PQisBusy(handle_) != 0) {
    pollfd line{.fd = PQsocket(handle_), .events = POLLIN, .revents = 0};
    if (!has_failed && *PQerrorMessage(handle_) != '\0') {
      spoilt_ = true;
      return nullptr;
    }
    if (::poll(&line, 1, -1) > 0 && PQconsumeInput(handle_) == 0)
      break;  // what PQgetResult says of it
  }
  return PostgresResult(PQgetResult(handle_));
}

// The result of the last of `unread` commands; the first error of any, and then no other. Where
// there are not as many as commands, or libpq made one up for want of memory, nobody knows which
// answer belongs to which question: the connection is not used again.
PostgresResult PostgresConnection::collect(int unread) {
  PostgresResult last;
  PostgresResult failed;
  int well_done = 0;
  for (int i = 0; i < unread && !broken(); ++i) {
    int results = 0;
    while (PostgresResult result = next_result(failed != nullptr)) {
      ++results;
      const auto status = PQresultStatus(result.get());
      const bool well = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
      if (status == PGRES_FATAL_ERROR && state_of(result.get()).empty()) spoilt_ = true;
      if (well) {
        ++well_done;
        last = std::move(result);
      } else if (!failed) {
        failed = std::move(result);
      }
      if (broken()) break;
    }
    if (results == 0) spoilt_ = true;
  }
  if (!broken()) {
    const PostgresResult sync = next_result(failed != nullptr);
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) spoilt_ = true;
  }
  note_prepared(well_done);
  return failed ? std::move(failed) : std::move(last);
}

// What was prepared stays so, though its transaction fails.
void PostgresConnection::note_prepared(int well_done) noexcept {
  const auto preparing = std::exchange(preparing_, std::nullopt);
  if (!preparing || well_done <= preparing->place) return;
  try {
    prepared_.emplace(preparing->statement, preparing->changes_one);
  } catch (const std::bad_alloc&) {
    spoilt_ = true;
  }
}

void PostgresConnection::drain() noexcept {
  if (!owed_ || broken()) return;
  collect(std::exchange(unread_, 0));
  owed_ = false;
}

// Of everything that was sent.
PostgresResult PostgresConnection::answer() {
  if (broken()) return nullptr;
  if (PQpipelineSync(handle_) == 1) return collect(std::exchange(unread_, 0));
  spoilt_ = true;
  return nullptr;
}

// Sends what waits and one command more, and gives that one's result. A line found broken before
// the transaction began anything on the server is mended and all is sent anew.
PostgresResult PostgresConnection::exchange(const std::function<void()>& send_last) {
  drain();
  for (bool anew = false;; anew = true) {
    warned_ = false;
    if (!broken()) send_waiting();
    if (!broken()) send_last();
    PostgresResult result = answer();
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
  return begun_ && mode_ == Mode::write && unread_ < unread_max && prepared_.contains(sql.index());
}

std::int64_t PostgresConnection::run(const Sql& sql, const Value* values, std::size_t count,
                                     Visit visit, void* self) {
  if (dead_) throw Error(Error::Kind::other, after_error);
  if (only_asks(sql.text())) return show(answer_to(sql, values, count), visit, self);
  memo_.wrote(sql.text());
  return show(exchange([&] { send_prepared(sql, values, count); }), visit, self);
}

std::optional<std::int64_t> PostgresConnection::change(const Sql& sql, const Value* values,
                                                       std::size_t count) {
  if (dead_) throw Error(Error::Kind::other, after_error);
  memo_.wrote(sql.text());
  if (!can_wait(sql)) return rows_of(exchange([&] { send_prepared(sql, values, count); }));
  send_waiting();
  waiting_.clear();
  send_prepared(sql, values, count);
  if (broken()) fail(nullptr);
  return prepared_.at(sql.index()) ? std::optional<std::int64_t>(1) : std::nullopt;
}

std::int64_t PostgresConnection::changed() {
  return rows_of(exchange([] {}));
}

ReadMemo::Answer PostgresConnection::answer_to(const Sql& sql, const Value* values,
                                               std::size_t count) {
  if (auto known = memo_.find(sql, values, count)) return known;
  ReadMemo::Answer answer = exchange([&] { send_prepared(sql, values, count); });
  memo_.keep(sql, values, count, answer, PQresultMemorySize(answer.get()));
  return answer;
}

std::int64_t PostgresConnection::show(const ReadMemo::Answer& answer, Visit visit, void* self) {
  const int rows = PQntuples(answer.get());
  for (int i = 0; i < rows; ++i) visit(self, PostgresRow(answer.get(), i));
  return rows;
}

PostgresResult PostgresConnection::ask(const std::string& text,
                                       const std::vector<std::string>& values) {
  if (dead_) throw Error(Error::Kind::other, after_error);
  memo_.clear();
  return exchange([&] { send({text, values}); });
}

bool PostgresConnection::commit() {
  open_ = false;
  memo_.clear();
  if (dead_) throw Error(*dead_, "the transaction had an error");
  if (!begun_) {  // nothing was asked of the server
    waiting_.clear();
    return true;
  }
  send_waiting();
  waiting_.clear();
  if (broken()) fail(nullptr);  // never a COMMIT of a part
  warned_ = false;
  send({"COMMIT", {}});
  const PostgresResult result = answer();
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
  memo_.clear();
  waiting_.clear();
  if (broken() || !(begun_ || dead_ || unread_ > 0)) return;
  // What was sent and failed takes everything up to the next sync with it.
  if (unread_ > 0) answer();
  if (broken()) return;
  send({"ROLLBACK", {}});
  owed_ = PQpipelineSync(handle_) == 1;
  spoilt_ = spoilt_ || !owed_;
}

void PostgresConnection::end_read() noexcept {
  roll_back();
}

std::int64_t PostgresConnection::lock_of(std::int64_t key) const {
  const std::string text = address_.schema + "/" + association_ + "/" + std::to_string(key);
  return static_cast<std::int64_t>(mixed(hash_begin, text));
}

void PostgresConnection::serialize(std::int64_t key) {
  memo_.clear();
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
  drain();
  if (broken()) reconnect();
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
