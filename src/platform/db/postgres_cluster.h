#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "platform/db/hold.h"
#include "platform/db/listeners.h"
#include "platform/db/peers.h"
#include "platform/db/postgres_connection.h"

namespace db {

// What a store hands in: one write, and whom to tell how it ended.
struct PostgresWrite {
  std::unique_ptr<Job> job;
  std::string association;
  Listeners* listeners = nullptr;
  std::function<void()> over;  // the store forgets it
};

// The connections of this program to one database, shared by the stores of all associations that
// live there: a few that write, each with its thread, and as many that read as there are readers at
// once. What was told goes to this program's listeners at once and to those of other programs
// through PostgreSQL's NOTIFY, on a thread of its own (postgres_news.cc). Where some of what others
// told may be lost, because the line was down or another program died before it could tell, the
// listeners are told `missed`.
class PostgresCluster {
 public:
  // The one of this address, made at the first use. Throws what PostgresConnection throws.
  static std::shared_ptr<PostgresCluster> of(const PostgresAddress& address,
                                             const WriterLimits& limits);
  PostgresCluster(PostgresAddress address, const WriterLimits& limits);
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;
  ~PostgresCluster();

  void submit(PostgresWrite write);
  std::unique_ptr<PostgresConnection> take_reader();
  void give_back(std::unique_ptr<PostgresConnection> connection);
  // One to a standby that shows all up to this position of the log; nothing where none does soon.
  std::unique_ptr<PostgresConnection> take_standby(const std::string& position);
  void give_back_standby(std::unique_ptr<PostgresConnection> connection);
  // Nothing while another program, or another of this one, holds the name.
  std::unique_ptr<Held> hold(const std::string& name);
  // Those of one association; they live as long as the store.
  void hear(const std::string& association, Listeners* listeners);
  void hear_no_more(Listeners* listeners);

 private:
  struct Told {
    std::string association, text;
    auto operator<=>(const Told&) const = default;
  };
  // First letters of what is no news: a program is there, a program leaves. No association's id
  // begins so.
  static constexpr char here_mark = '+', leaving_mark = '-';
  bool queued(PostgresWrite& write);
  void write_loop();
  End reach_and_run(std::unique_ptr<PostgresConnection>& connection, PostgresWrite& write);
  void rest(std::chrono::microseconds duration);  // shorter when it closes
  End run(PostgresConnection& connection, PostgresWrite& write);
  End run_once(PostgresConnection& connection, PostgresWrite& write);
  void finish(PostgresConnection& connection, PostgresWrite& write, End end);
  void tell_all(const PostgresWrite& write, const std::vector<std::string>& told);
  void wake_news();
  void news_loop();
  int tend_line(std::unique_ptr<PostgresConnection>& connection);
  std::unique_ptr<PostgresConnection> listening() const;
  void say(PostgresConnection& connection, const std::vector<std::string>& all) const;
  void send_told(PostgresConnection& connection);
  void take_heard(PostgresConnection& connection);
  void exchange_news(PostgresConnection& connection);
  void say_goodbye(PostgresConnection* connection);
  void tell_here(const Told& told, bool to_all);

  const PostgresAddress address_;
  const WriterLimits limits_;
  const std::string self_;  // what this program is called in its beats
  std::mutex mutex_;        // of the queue and of closing
  std::condition_variable arrived_, closed_;
  std::deque<PostgresWrite> queue_;
  bool closing_ = false;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<PostgresConnection>> readers_, standbys_;  // idle ones
  std::chrono::steady_clock::time_point look_for_standbys_{};            // not before
  std::mutex news_mutex_;
  std::multimap<std::string, Listeners*> listeners_;
  std::set<Told> to_tell_;
  std::unique_ptr<PostgresConnection> line_;  // this and the next two: of the news thread
  Peers peers_;
  std::chrono::steady_clock::time_point beat_at_{};
  std::atomic<bool> listen_anew_ = false;  // something could not even be told here
  int wake_[2] = {-1, -1};  // a pipe: the news thread waits for the server and for us
  std::vector<std::thread> writers_;
  std::thread teller_;
};

}  // namespace db
