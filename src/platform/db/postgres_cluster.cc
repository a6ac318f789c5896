#include "platform/db/postgres_cluster.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "platform/db/move_source.h"
#include "platform/kernel/log.h"
#include "platform/kernel/random.h"

namespace db {
namespace {

using Steady = std::chrono::steady_clock;

// A closure is run again after it met another's; each time it waits a little longer, by chance, so
// that the two do not meet again.
constexpr int attempts_max = 12;
constexpr std::size_t news_max = 200;  // bytes
// A standby that has not caught up by then is left alone: the primary answers.
constexpr std::chrono::milliseconds standby_wait{100};
// How long lists are read from the primary before a standby is looked for again.
constexpr std::chrono::seconds standby_rest{5};

std::chrono::microseconds a_little(int attempt) {
  unsigned char byte = 0;
  randombytes_buf(&byte, 1);
  const int longest_ms = std::min(1 << std::min(attempt, 8), 200);
  return std::chrono::microseconds(100 + 4 * longest_ms * byte);
}

}  // namespace

std::shared_ptr<PostgresCluster> PostgresCluster::of(const PostgresAddress& address,
                                                     const WriterLimits& limits) {
  static std::mutex mutex;
  static std::map<PostgresAddress, std::weak_ptr<PostgresCluster>> known;
  const std::lock_guard hold(mutex);
  auto& place = known[address];
  auto cluster = place.lock();
  if (!cluster) {
    cluster = std::make_shared<PostgresCluster>(address, limits);
    place = cluster;
  }
  return cluster;
}

PostgresCluster::PostgresCluster(PostgresAddress address, const WriterLimits& limits)
    : address_(std::move(address)), limits_(limits), self_(kernel::random_text()) {
  line_ = listening();               // throws when it cannot be reached
  say(*line_, {here_mark + self_});  // before anything is written
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0)
    throw Error(Error::Kind::lost, "no descriptor is left", "db.unreachable");
  for (int i = 0; i < limits_.connections; ++i) writers_.emplace_back([this] { write_loop(); });
  teller_ = std::thread([this] { news_loop(); });
}

PostgresCluster::~PostgresCluster() {
  {
    const std::lock_guard hold(mutex_);
    closing_ = true;
  }
  arrived_.notify_all();
  closed_.notify_all();
  if (::write(wake_[1], "", 1) < 0) kernel::log::warning("db.pipe_full", {});
  for (auto& writer : writers_) writer.join();
  teller_.join();
  ::close(wake_[0]);
  ::close(wake_[1]);
}

void PostgresCluster::submit(PostgresWrite write) {
  if (queued(write)) return;
  write.job->done(End::full);
  write.over();
}

// False, with the write as it was, where there is no room for it, or no memory.
bool PostgresCluster::queued(PostgresWrite& write) {
  const std::lock_guard hold(mutex_);
  if (queue_.size() >= limits_.queue) return false;
  try {
    queue_.push_back(std::move(write));
  } catch (const std::bad_alloc&) {
    return false;
  }
  arrived_.notify_one();
  return true;
}

std::unique_ptr<PostgresConnection> PostgresCluster::take_reader() {
  {
    const std::lock_guard hold(readers_mutex_);
    if (!readers_.empty()) {
      auto connection = std::move(readers_.back());
      readers_.pop_back();
      return connection;
    }
  }
  return std::make_unique<PostgresConnection>(address_);
}

// Called where a read is left by an exception, too: without memory the connection is closed, and
// the program goes on.
void PostgresCluster::give_back(std::unique_ptr<PostgresConnection> connection) {
  try {
    connection->end_read();
    const std::lock_guard hold(readers_mutex_);
    if (!connection->broken()) readers_.push_back(std::move(connection));
  } catch (const std::bad_alloc&) {
    connection.reset();
  }
}

// Where there is none to be had, or it lags, lists come from the primary for a while: each look
// costs a connection, or the wait.
std::unique_ptr<PostgresConnection> PostgresCluster::take_standby(const std::string& position) {
  std::unique_ptr<PostgresConnection> connection;
  const auto began = Steady::now();
  {
    const std::lock_guard hold(readers_mutex_);
    if (began < look_for_standbys_) return nullptr;
    if (!standbys_.empty()) {
      connection = std::move(standbys_.back());
      standbys_.pop_back();
    }
  }
  try {
    if (!connection) connection = std::make_unique<PostgresConnection>(address_, Host::standby);
    for (auto pause = std::chrono::microseconds(250);; pause *= 2) {
      const auto shown = connection->shows(position);
      if (!shown.standby) break;
      if (shown.all) return connection;
      if (Steady::now() + pause > began + standby_wait) break;
      rest(pause);
    }
  } catch (const Error& error) {
    kernel::log::warning("db.standby_unreachable", {
                                                       {"detail", error.what()}
    });
  }
  const std::lock_guard hold(readers_mutex_);
  look_for_standbys_ = Steady::now() + standby_rest;
  return nullptr;
}

void PostgresCluster::give_back_standby(std::unique_ptr<PostgresConnection> connection) {
  connection->end_read();
  const std::lock_guard hold(readers_mutex_);
  if (!connection->broken()) standbys_.push_back(std::move(connection));
}

void PostgresCluster::rest(std::chrono::microseconds duration) {
  std::unique_lock hold(mutex_);
  closed_.wait_for(hold, duration, [&] { return closing_; });
}

void PostgresCluster::write_loop() {
  pthread_setname_np(pthread_self(), "db-writer");
  std::unique_ptr<PostgresConnection> connection;
  for (;;) {
    PostgresWrite write;
    {
      std::unique_lock hold(mutex_);
      arrived_.wait(hold, [&] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      write = std::move(queue_.front());
      queue_.pop_front();
    }
    End end = End::failed;
    try {
      end = reach_and_run(connection, write);
    } catch (const std::bad_alloc&) {  // nobody knows how far it came; the key will tell
      connection.reset();
    }
    if (connection) {
      finish(*connection, write, end);
    } else {
      write.job->done(end);
      write.over();
    }
  }
}

// Without a connection, and `full`, when the server could not be reached for `busy_ms`.
End PostgresCluster::reach_and_run(std::unique_ptr<PostgresConnection>& connection,
                                   PostgresWrite& write) {
  const auto last = Steady::now() + std::chrono::milliseconds(limits_.busy_ms);
  for (bool tried = false; !tried || Steady::now() < last; tried = true) {
    try {
      if (!connection) connection = std::make_unique<PostgresConnection>(address_);
      return run(*connection, write);
    } catch (const Error& error) {  // the server cannot be reached
      kernel::log::error("db.unreachable", {
                                               {"detail", error.what()}
      });
      connection.reset();
      rest(std::chrono::milliseconds(100));
    }
  }
  return End::full;
}

// Throws when the server cannot be reached and nothing was kept. What was undone each time for
// want of space, memory or its turn may well be done later.
End PostgresCluster::run(PostgresConnection& connection, PostgresWrite& write) {
  std::string why;
  int doubles = 0;
  End end = End::error;
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    try {
      return run_once(connection, write);
    } catch (const Error& error) {
      connection.roll_back();
      why = error.what();
      end = error.kind == Error::Kind::retry ? End::full : End::error;
      if (error.kind == Error::Kind::lost) throw;
      if (error.code == being_moved) return End::error;  // whoever handed it in knows what to do
      // What another has just written was not to be seen when this one looked; now it is.
      const bool anew =
          error.kind == Error::Kind::retry || (error.kind == Error::Kind::unique && ++doubles < 3);
      if (!anew) break;
      rest(a_little(attempt));
    } catch (const std::exception& error) {
      connection.roll_back();
      why = error.what();
      end = End::error;
      break;
    }
  }
  kernel::log::error("db.write_failed", {
                                            {"detail", why}
  });
  return end;
}

End PostgresCluster::run_once(PostgresConnection& connection, PostgresWrite& write) {
  connection.begin(PostgresConnection::Mode::write, write.association);
  const bool keep = write.job->run(connection);
  if (const auto dead = connection.dead())
    throw Error(*dead, "the closure went on after an error in its transaction");
  if (!keep) {
    connection.roll_back();
    return End::refused;
  }
  return connection.commit() ? End::committed : End::failed;
}

void PostgresCluster::finish(PostgresConnection& connection, PostgresWrite& write, End end) {
  const auto after = connection.take_after_commit();
  const auto told = connection.take_told();
  const auto follow = [&](auto&& step) {
    if (end != End::committed) return;
    try {
      step();
    } catch (const std::bad_alloc&) {
      listen_anew_ = true;  // what could not be told here is missed, as on a line that broke
      wake_news();
    }
  };
  for (const auto& then : after) follow(then);
  write.job->done(end);
  follow([&] {
    if (!told.empty()) tell_all(write, told);
  });
  write.over();
}

void PostgresCluster::tell_all(const PostgresWrite& write, const std::vector<std::string>& told) {
  for (const auto& text : std::set<std::string>(told.begin(), told.end())) {
    const Told news{write.association, text.substr(0, news_max)};
    write.listeners->tell({news.text});
    const std::lock_guard hold(news_mutex_);
    to_tell_.insert(news);
  }
  wake_news();
}

void PostgresCluster::wake_news() {
  if (::write(wake_[1], "", 1) < 0 && errno != EAGAIN) kernel::log::warning("db.news_not_told", {});
}

}  // namespace db
