#include <pthread.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "platform/db/file_lock.h"
#include "platform/db/listeners.h"
#include "platform/db/migrate.h"
#include "platform/db/move_source.h"
#include "platform/db/sqlite_connection.h"
#include "platform/db/wait_for_write.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

using Steady = std::chrono::steady_clock;
using Jobs = std::deque<std::unique_ptr<Job>>;

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, const std::vector<Migration>& migrations,
              const WriterLimits& limits)
      : path_(path), limits_(limits), lock_(std::make_unique<FileLock>(path)) {
    create_private_file(path);
    writer_ = std::make_unique<SqliteConnection>(path, Access::write, limits);
    migrate(*writer_, migrations, path);
    // Made here: the thread begins where nobody could be told that there is no memory for them.
    Jobs waiting;
    std::vector<Item> batch;
    batch.reserve(limits_.batch);
    thread_ = std::thread([this, waiting = std::move(waiting), batch = std::move(batch)]() mutable {
      write_loop(waiting, batch);
    });
  }
  ~SqliteStore() override { close(); }

  bool accepts_writes() const override { return !stopped_; }
  Figures figures() const override;
  int listen(std::function<void(const News&)> hear) override {
    return listeners_.add(std::move(hear));
  }
  void forget(int listener) override { listeners_.remove(listener); }
  void close() override;

 protected:
  void submit(std::unique_ptr<Job> job) override;
  void run_read(void (*call)(void*, Transaction&), void* self) override;
  End run_write(bool (*call)(void*, Transaction&), void* self) override;

 private:
  struct Item {
    std::unique_ptr<Job> job;
    End end = End::failed;
    std::vector<std::function<void()>> after_commit = {};
    std::vector<std::string> told = {};
  };
  enum class Ended : std::uint8_t { committed, busy, undone, broken };

  void write_loop(Jobs& waiting, std::vector<Item>& batch);
  bool take_more(Jobs& waiting);
  Ended run_batch(Jobs& waiting, std::vector<Item>& batch);
  Ended undo_batch();
  void run_one(Item& item);
  void complete(std::vector<Item>& batch);
  void turn_away(Jobs& waiting, End end);
  void stop_writing(Jobs& waiting);
  std::unique_ptr<SqliteConnection> take_reader();
  void give_back(std::unique_ptr<SqliteConnection> connection);

  const std::string path_;
  const WriterLimits limits_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<SqliteConnection> writer_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  Jobs inbox_;
  bool closing_ = false;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::size_t> pending_ = 0;
  std::atomic<std::uint64_t> turned_away_ = 0, failed_ = 0, reads_ = 0;
  CountedSpread<batch_bounds.size()> batches_{batch_bounds};
  CountedSpread<commit_bounds_us.size()> commits_us_{commit_bounds_us};
  std::mutex readers_mutex_;
  bool closed_ = false;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;  // idle ones
  Listeners listeners_;
  std::thread thread_;
};

Figures SqliteStore::figures() const {
  return {.waiting = pending_,
          .turned_away = turned_away_,
          .failed = failed_,
          .reads = reads_,
          .batches = batches_.now(),
          .commits_us = commits_us_.now()};
}

void SqliteStore::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
  {
    const std::lock_guard lock(readers_mutex_);
    closed_ = true;
    readers_.clear();
  }
  writer_.reset();
  lock_.reset();
}

void SqliteStore::submit(std::unique_ptr<Job> job) {
  if (pending_.fetch_add(1) >= limits_.queue) {
    --pending_;
    ++turned_away_;
    return job->done(End::full);
  }
  bool first = false;
  {
    std::unique_lock lock(mutex_);
    if (closing_ || stopped_) {
      lock.unlock();
      --pending_;
      return job->done(End::stopped);
    }
    first = inbox_.empty();
    try {
      inbox_.push_back(std::move(job));
    } catch (const std::bad_alloc&) {
      --pending_;
      throw;
    }
  }
  if (first) arrived_.notify_one();
}

End SqliteStore::run_write(bool (*call)(void*, Transaction&), void* self) {
  return wait_for_write(*this, call, self);
}

std::unique_ptr<SqliteConnection> SqliteStore::take_reader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (closed_) throw Error(Error::Kind::lost, "the database " + path_ + " is closed");
    if (!readers_.empty()) {
      auto connection = std::move(readers_.back());
      readers_.pop_back();
      return connection;
    }
  }
  return std::make_unique<SqliteConnection>(path_, Access::read, limits_);
}

// One connection serves one reader at a time; idle ones are kept, so there are as many as readers
// ever were at once.
void SqliteStore::run_read(void (*call)(void*, Transaction&), void* self) {
  ++reads_;
  auto connection = take_reader();
  struct Finish {
    SqliteStore& store;
    std::unique_ptr<SqliteConnection>& connection;
    ~Finish() { store.give_back(std::move(connection)); }
  } finish{*this, connection};
  connection->control(Control::begin_read);
  call(self, *connection);
}

void SqliteStore::give_back(std::unique_ptr<SqliteConnection> connection) {
  const bool failed = connection->dead() == Error::Kind::lost;
  connection->revive();
  connection->take_told();
  try {
    if (connection->in_transaction()) connection->control(Control::commit);
  } catch (const Error&) {
    return;  // a connection that cannot end its transaction is closed
  }
  if (failed) return;
  const std::lock_guard lock(readers_mutex_);
  if (!closed_) readers_.push_back(std::move(connection));
}

// Throws only when the whole transaction is lost.
void SqliteStore::run_one(Item& item) {
  writer_->control(Control::save_point);
  item.end = End::error;
  try {
    const bool keep = item.job->run(*writer_);
    if (!writer_->dead()) item.end = keep ? End::committed : End::refused;
  } catch (const std::exception& error) {
    const auto* of_database = dynamic_cast<const Error*>(&error);
    if (of_database == nullptr || of_database->code != being_moved)
      kernel::log::error("db.write_failed", {
                                                {"detail", error.what()}
      });
  }
  item.after_commit = writer_->take_after_commit();
  item.told = writer_->take_told();
  // After a full disk, an I/O error or no memory SQLite may have rolled everything back by itself,
  // and even if it has not, the neighbours' writes are not to be trusted.
  const auto dead = writer_->dead();
  if (dead == Error::Kind::retry || dead == Error::Kind::lost || !writer_->in_transaction()) {
    throw Error(dead.value_or(Error::Kind::lost), "the transaction was lost inside a closure");
  }
  writer_->revive();
  if (item.end != End::committed) {
    writer_->control(Control::undo_to_point);
    item.after_commit.clear();
    item.told.clear();
  }
  writer_->control(Control::release_point);
}

bool SqliteStore::take_more(Jobs& waiting) {
  const std::lock_guard lock(mutex_);
  waiting.swap(inbox_);
  return !waiting.empty();
}

SqliteStore::Ended SqliteStore::run_batch(Jobs& waiting, std::vector<Item>& batch) {
  bool begun = false;
  try {
    writer_->control(Control::begin_write);
    begun = true;
    const auto last = Steady::now() + std::chrono::microseconds(limits_.batch_us);
    while (batch.size() < limits_.batch && (batch.empty() || Steady::now() < last)) {
      if (waiting.empty() && !take_more(waiting)) break;
      batch.push_back({.job = std::move(waiting.front())});
      waiting.pop_front();
      run_one(batch.back());
    }
    writer_->control(Control::commit);
    return Ended::committed;
  } catch (const Error& error) {
    const bool hopeful = error.kind == Error::Kind::retry;
    kernel::log::error("db.batch_failed",
                       {
                           {"detail", error.what()              },
                           {"reason", begun ? "commit" : "begin"}
    });
    if (!begun && hopeful) {
      writer_->revive();
      return Ended::busy;
    }
    const Ended undone = undo_batch();
    return hopeful ? undone : Ended::broken;
  } catch (const std::bad_alloc&) {  // for the line of the log about a closure
    return undo_batch();
  }
}

SqliteStore::Ended SqliteStore::undo_batch() {
  writer_->revive();
  try {
    if (writer_->in_transaction()) writer_->control(Control::roll_back);
    return Ended::undone;
  } catch (const Error& error) {
    kernel::log::error("db.rollback_failed", {
                                                 {"detail", error.what()}
    });
    return Ended::broken;
  }
}

// No memory for what follows a write ends nothing: whoever follows the rows in memory is told that
// something may have been missed, and reads anew.
void SqliteStore::complete(std::vector<Item>& batch) {
  std::set<std::string> told;
  bool missed_some = false;
  const auto follow = [&missed_some](auto&& step) {
    try {
      step();
    } catch (const std::bad_alloc&) {
      missed_some = true;
    }
  };
  for (auto& item : batch) {
    for (auto& then : item.after_commit) follow(then);
    item.job->done(item.end);
    for (auto& news : item.told) follow([&] { told.insert(std::move(news)); });
  }
  pending_ -= batch.size();
  batch.clear();
  for (const auto& news : told) follow([&] { listeners_.tell({news}); });
  if (missed_some) follow([&] { listeners_.tell({.text = missed, .here = false}); });
}

void SqliteStore::turn_away(Jobs& waiting, End end) {
  turned_away_ += waiting.size();
  for (auto& job : waiting) job->done(end);
  pending_ -= waiting.size();
  waiting.clear();
}

// After a failed sync the state of the file is unknown: only a restart, which recovers from the
// log, may write again.
void SqliteStore::stop_writing(Jobs& waiting) {
  turn_away(waiting, End::stopped);
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    waiting.swap(inbox_);
  }
  turn_away(waiting, End::stopped);
}

// `batch` has room for all: a closure that is taken out of the waiting ones finds its place.
void SqliteStore::write_loop(Jobs& waiting, std::vector<Item>& batch) {
  pthread_setname_np(pthread_self(), "db-writer");
  for (;;) {
    if (waiting.empty()) {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return closing_ || !inbox_.empty(); });
      if (inbox_.empty()) return;
      waiting.swap(inbox_);
    }
    const auto began = Steady::now();
    const Ended ended = run_batch(waiting, batch);
    if (ended == Ended::committed) {
      batches_.count(batch.size());
      commits_us_.count(static_cast<std::uint64_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began).count()));
    }
    if (ended == Ended::undone || ended == Ended::broken) {
      failed_ += batch.size();
      for (auto& item : batch) {
        item.end = End::failed;
        item.after_commit.clear();
        item.told.clear();
      }
    }
    complete(batch);
    if (ended == Ended::busy) turn_away(waiting, End::full);
    if (ended == Ended::broken) return stop_writing(waiting);
  }
}

// Refused once SQLite runs, harmlessly. No mutex around every allocation for statistics that nobody
// reads. Each closure is a savepoint and touches more pages than the 64 KiB that SQLite keeps of a
// savepoint's journal before it goes to a temporary file, which cost a quarter of the writer's
// time. No other bound will do: SQLite cannot move more than 128 KiB at once into that file.
int configure_sqlite() {
  constexpr int always_in_memory = -1;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, always_in_memory);
}

}  // namespace

std::unique_ptr<Store> open_sqlite(const std::string& path,
                                   const std::vector<Migration>& migrations, WriterLimits limits) {
  static const int configured = configure_sqlite();
  (void)configured;
  return std::make_unique<SqliteStore>(path, migrations, limits);
}

}  // namespace db
