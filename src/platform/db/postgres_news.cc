// What programs on one PostgreSQL tell each other, after the commit.
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "base/json.h"
#include "platform/db/postgres_cluster.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int news_poll_ms = 1'000;
constexpr int reconnect_ms = 500;
constexpr std::size_t said_at_once = 500;  // a list that comes in has as many in a moment

// A name held by a connection of its own: PostgreSQL gives it back when that is gone, and finds out
// within half a minute that its program's machine is.
class HeldByLine final : public Held {
 public:
  explicit HeldByLine(std::unique_ptr<PostgresConnection> line) : line_(std::move(line)) {}

 private:
  const std::unique_ptr<PostgresConnection> line_;
};

}  // namespace

std::unique_ptr<Held> PostgresCluster::hold(const std::string& name) {
  auto line = std::make_unique<PostgresConnection>(address_);
  line->script(
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = "
      "4");
  line->begin(PostgresConnection::Mode::write, "");
  const auto got =
      line->ask("SELECT pg_try_advisory_lock(hashtext($1), hashtext($2))", {address_.schema, name});
  const bool is_ours = std::string_view(PQgetvalue(got.get(), 0, 0)) == "t";
  if (!line->commit() || !is_ours) return nullptr;
  return std::make_unique<HeldByLine>(std::move(line));
}

void PostgresCluster::hear(const std::string& association, Listeners* listeners) {
  const std::lock_guard hold(news_mutex_);
  listeners_.emplace(association, listeners);
}

void PostgresCluster::hear_no_more(Listeners* listeners) {
  const std::lock_guard hold(news_mutex_);
  std::erase_if(listeners_, [&](const auto& one) { return one.second == listeners; });
}

void PostgresCluster::tell_here(const Told& told, bool to_all) {
  const std::lock_guard hold(news_mutex_);
  for (const auto& [association, listeners] : listeners_) {
    if (to_all || association == told.association)
      listeners->tell({.text = told.text, .here = false});
  }
}

std::unique_ptr<PostgresConnection> PostgresCluster::listening() const {
  auto line = std::make_unique<PostgresConnection>(address_);
  line->script("LISTEN " + address_.schema);
  return line;
}

void PostgresCluster::say(PostgresConnection& connection,
                          const std::vector<std::string>& all) const {
  connection.begin(PostgresConnection::Mode::write, "");
  connection.ask("SELECT pg_notify($1, said.text) FROM json_array_elements_text($2) AS said(text)",
                 {address_.schema, json::write(all)});
  if (!connection.commit()) throw Error(Error::Kind::lost, "the news may not have been told");
}

// What could not be told stays to be told.
void PostgresCluster::send_told(PostgresConnection& connection) {
  std::set<Told> mine;
  {
    const std::lock_guard hold(news_mutex_);
    mine.swap(to_tell_);
  }
  try {
    while (!mine.empty()) {
      std::vector<std::string> some;
      auto next = mine.begin();
      for (; next != mine.end() && some.size() < said_at_once; ++next)
        some.push_back(next->association + " " + next->text);
      say(connection, some);
      mine.erase(mine.begin(), next);
    }
  } catch (const Error&) {
    const std::lock_guard hold(news_mutex_);
    to_tell_.merge(mine);
    throw;
  }
}

void PostgresCluster::take_heard(PostgresConnection& connection) {
  PQconsumeInput(connection.handle());
  while (auto* heard = PQnotifies(connection.handle())) {
    const std::string text = heard->extra;
    const bool own = heard->be_pid == PQbackendPID(connection.handle());
    PQfreemem(heard);
    if (own || text.empty()) continue;
    const auto space = text.find(' ');
    if (text[0] == here_mark) {
      peers_.heard(text.substr(1), Steady::now());
    } else if (text[0] == leaving_mark) {
      peers_.left(text.substr(1));
    } else if (space != text.npos) {
      tell_here({text.substr(0, space), text.substr(space + 1)}, false);
    }
  }
}

void PostgresCluster::exchange_news(PostgresConnection& connection) {
  send_told(connection);
  if (const auto now = Steady::now(); now - beat_at_ >= Peers::beat_every) {
    say(connection, {here_mark + self_});
    beat_at_ = now;
  }
  take_heard(connection);
  if (!peers_.somebody_is_lost(Steady::now())) return;
  kernel::log::warning("db.program_lost", {});
  tell_here({{}, std::string(missed)}, true);
}

void PostgresCluster::say_goodbye(PostgresConnection* connection) {
  if (!connection) return;
  try {
    send_told(*connection);
    say(*connection, {leaving_mark + self_});
  } catch (const Error& error) {  // the others find out
    kernel::log::warning("db.news_unreachable", {
                                                    {"detail", error.what()}
    });
  }
}

// How long there is nothing to do but to listen.
int PostgresCluster::tend_line(std::unique_ptr<PostgresConnection>& connection) {
  try {
    if (!connection || connection->broken()) {
      connection = listening();
      peers_.begin_anew(Steady::now());
      tell_here({{}, std::string(missed)}, true);
    }
    const int line = PQbackendPID(connection->handle());
    exchange_news(*connection);
    // Mended while something was being told: what was said meanwhile was not heard.
    if (PQbackendPID(connection->handle()) != line) connection.reset();
    return news_poll_ms;
  } catch (const Error& error) {
    kernel::log::warning("db.news_unreachable", {
                                                    {"detail", error.what()}
    });
    connection.reset();
    return reconnect_ms;
  }
}

void PostgresCluster::news_loop() {
  pthread_setname_np(pthread_self(), "db-news");
  auto connection = std::move(line_);
  const auto closing = [this] {
    const std::lock_guard hold(mutex_);
    return closing_;
  };
  while (!closing()) {
    int wait_ms = reconnect_ms;
    try {
      if (listen_anew_.exchange(false)) connection.reset();
      wait_ms = tend_line(connection);
    } catch (const std::bad_alloc&) {
      connection.reset();
    }
    pollfd wanted[2] = {
        {.fd = wake_[0],                                         .events = POLLIN},
        {.fd = connection ? PQsocket(connection->handle()) : -1, .events = POLLIN}
    };
    ::poll(wanted, 2, wait_ms);
    char drained[256];
    while (::read(wake_[0], drained, sizeof drained) > 0) {
    }
  }
  say_goodbye(connection.get());
}

}  // namespace db
