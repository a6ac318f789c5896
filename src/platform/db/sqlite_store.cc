#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "platform/db/migrate.h"
#include "platform/db/sqlite_connection.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

const Sql begin_write("BEGIN IMMEDIATE");
const Sql begin_read("BEGIN");
const Sql commit("COMMIT");
const Sql roll_back("ROLLBACK");
const Sql save_point("SAVEPOINT one_job");
const Sql release_point("RELEASE one_job");
const Sql undo_to_point("ROLLBACK TO one_job");

// No second process writes to the file (quality.md fact 1): whoever has it open holds this lock.
class FileLock {
 public:
  explicit FileLock(const std::string& path) {
    descriptor_ = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (descriptor_ >= 0) ::close(descriptor_);
      throw Error(Error::Kind::lost,
                  "the database " + path + " is in use by another process of Sila");
    }
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() { ::close(descriptor_); }

 private:
  int descriptor_ = -1;
};

// The file exists with mode 0600 before SQLite opens it; its -wal and -shm take the same mode.
const std::string& created(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    throw Error(Error::Kind::lost, "the database " + path + " cannot be made or opened");
  ::close(descriptor);
  return path;
}

using Steady = std::chrono::steady_clock;

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, const std::vector<Migration>& migrations,
              WriterLimits limits)
      : path_(path),
        limits_(limits),
        lock_(path),
        writer_(created(path), Access::write, limits.checkpoint_pages) {
    migrate(writer_, migrations, path);
    thread_ = std::thread([this] { write_loop(); });
  }
  ~SqliteStore() override { close(); }

  bool accepts_writes() const override { return !stopped_; }

  void close() override {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
    const std::lock_guard lock(readers_mutex_);
    readers_.clear();
  }

 protected:
  void submit(std::unique_ptr<Job> job) override;
  void read_(void (*call)(void*, Transaction&), void* self) override;
  End wait_(bool (*call)(void*, Transaction&), void* self) override;

 private:
  struct Item {
    std::unique_ptr<Job> job;
    End end = End::failed;
    std::vector<std::function<void()>> after_commit;
  };

  void write_loop();
  bool take_more(std::deque<std::unique_ptr<Job>>& waiting);
  bool run_batch(std::deque<std::unique_ptr<Job>>& waiting, std::vector<Item>& batch);
  void run_one(Item& item);
  void begin();
  void stop_writing(std::deque<std::unique_ptr<Job>>& waiting, std::vector<Item>& batch);
  bool closing() {
    const std::lock_guard lock(mutex_);
    return closing_;
  }
  void give_back(std::unique_ptr<SqliteConnection> connection);

  const std::string path_;
  const WriterLimits limits_;
  const FileLock lock_;
  SqliteConnection writer_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::unique_ptr<Job>> inbox_;
  bool closing_ = false;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::size_t> pending_ = 0;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;  // idle ones
  std::thread thread_;
};

void SqliteStore::submit(std::unique_ptr<Job> job) {
  if (pending_.fetch_add(1) >= limits_.queue) {
    --pending_;
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
    inbox_.push_back(std::move(job));
  }
  if (first) arrived_.notify_one();
}

End SqliteStore::wait_(bool (*call)(void*, Transaction&), void* self) {
  struct Waiting {
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<End> end;
  } waiting;
  write<char>([&](Transaction& tx, char&) { return call(self, tx); },
              [&waiting](End end, char&) {
                const std::lock_guard lock(waiting.mutex);
                waiting.end = end;
                waiting.ended.notify_one();
              });
  std::unique_lock lock(waiting.mutex);
  waiting.ended.wait(lock, [&] { return waiting.end.has_value(); });
  return *waiting.end;
}

// One connection serves one reader at a time; idle ones are kept, so there are as many as readers
// ever were at once.
void SqliteStore::read_(void (*call)(void*, Transaction&), void* self) {
  std::unique_ptr<SqliteConnection> connection;
  {
    const std::lock_guard lock(readers_mutex_);
    if (!readers_.empty()) {
      connection = std::move(readers_.back());
      readers_.pop_back();
    }
  }
  if (!connection) connection = std::make_unique<SqliteConnection>(path_, Access::read, 0);
  struct Finish {
    SqliteStore& store;
    std::unique_ptr<SqliteConnection>& connection;
    ~Finish() { store.give_back(std::move(connection)); }
  } finish{*this, connection};
  connection->execute(begin_read);
  call(self, *connection);
}

void SqliteStore::give_back(std::unique_ptr<SqliteConnection> connection) {
  connection->revive();
  try {
    if (connection->in_transaction()) connection->execute(commit);
  } catch (const Error&) {
    return;  // a connection that cannot end its transaction is closed
  }
  const std::lock_guard lock(readers_mutex_);
  readers_.push_back(std::move(connection));
}

// Throws only when the whole transaction is lost.
void SqliteStore::run_one(Item& item) {
  writer_.execute(save_point);
  item.end = End::error;
  try {
    const bool keep = item.job->run(writer_);
    if (!writer_.dead()) item.end = keep ? End::committed : End::refused;
  } catch (const Error& error) {
    kernel::log::error("db.write_failed", {
                                              {"detail", error.what()}
    });
  } catch (const std::exception& error) {
    kernel::log::error("db.closure_threw", {
                                               {"detail", error.what()}
    });
  }
  writer_.revive();
  item.after_commit = writer_.take_after_commit();
  // After a full disk, an I/O error or no memory SQLite may have rolled everything back by itself.
  if (!writer_.in_transaction())
    throw Error(Error::Kind::lost, "SQLite rolled the transaction back");
  if (item.end != End::committed) {
    writer_.execute(undo_to_point);
    item.after_commit.clear();
  }
  writer_.execute(release_point);
}

// Somebody outside (a shell, a backup tool) may hold the lock: wait; the bound on the queue answers
// 503 meanwhile.
void SqliteStore::begin() {
  for (;;) {
    try {
      writer_.revive();
      writer_.execute(begin_write);
      return;
    } catch (const Error& error) {
      if (error.kind != Error::Kind::retry || closing()) throw;
    }
  }
}

bool SqliteStore::take_more(std::deque<std::unique_ptr<Job>>& waiting) {
  std::vector<std::unique_ptr<Job>> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(inbox_);
  }
  for (auto& job : taken) waiting.push_back(std::move(job));
  return !waiting.empty();
}

bool SqliteStore::run_batch(std::deque<std::unique_ptr<Job>>& waiting, std::vector<Item>& batch) {
  try {
    begin();
    const auto last = Steady::now() + std::chrono::microseconds(limits_.batch_us);
    while (batch.size() < limits_.batch && (batch.empty() || Steady::now() < last)) {
      if (waiting.empty() && !take_more(waiting)) break;
      batch.push_back({.job = std::move(waiting.front())});
      waiting.pop_front();
      run_one(batch.back());
    }
    writer_.execute(commit);
    return true;
  } catch (const std::exception& error) {
    kernel::log::error("db.commit_failed", {
                                               {"detail", error.what()}
    });
    return false;
  }
}

// After a failed sync the state of the file is unknown: only a restart, which recovers from the
// log, may write again.
void SqliteStore::stop_writing(std::deque<std::unique_ptr<Job>>& waiting,
                               std::vector<Item>& batch) {
  writer_.revive();
  try {
    if (writer_.in_transaction()) writer_.execute(roll_back);
  } catch (const Error& error) {
    kernel::log::error("db.rollback_failed", {
                                                 {"detail", error.what()}
    });
  }
  std::vector<std::unique_ptr<Job>> rest;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    rest.swap(inbox_);
    pending_ = 0;
  }
  for (auto& item : batch) item.job->done(End::failed);
  for (auto& job : waiting) job->done(End::stopped);
  for (auto& job : rest) job->done(End::stopped);
}

void SqliteStore::write_loop() {
  pthread_setname_np(pthread_self(), "db-writer");
  std::deque<std::unique_ptr<Job>> waiting;
  std::vector<Item> batch;
  for (;;) {
    if (waiting.empty()) {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return closing_ || !inbox_.empty(); });
      if (inbox_.empty()) return;
    }
    if (!run_batch(waiting, batch)) return stop_writing(waiting, batch);
    for (auto& item : batch) {
      for (auto& then : item.after_commit) then();
      item.job->done(item.end);
    }
    pending_ -= batch.size();
    batch.clear();
  }
}

}  // namespace

std::unique_ptr<Store> open_sqlite(const std::string& path,
                                   const std::vector<Migration>& migrations, WriterLimits limits) {
  return std::make_unique<SqliteStore>(path, migrations, limits);
}

}  // namespace db
