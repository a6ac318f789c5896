#pragma once

#include <sys/eventfd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "platform/http/draining.h"
#include "platform/http/head.h"
#include "platform/http/http.h"
#include "platform/http/multipart.h"
#include "platform/http/static_files.h"
#include "platform/kernel/networks.h"

// What the listener and the sessions of one running server share. Private to this room: Asio
// appears here, in answers.cc, server.cc, turn_away.cc and session.cc; Beast in session.cc alone.
namespace http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

// An answer that is ready, on its way to the I/O thread. Its links need no memory.
struct ReadyAnswer {
  ReadyAnswer() = default;
  ReadyAnswer(const ReadyAnswer&) = delete;
  ReadyAnswer& operator=(const ReadyAnswer&) = delete;
  virtual ~ReadyAnswer() = default;
  virtual void send() = 0;
  virtual void leave() = 0;  // without an answer
  std::shared_ptr<ReadyAnswer> before;
};
class Session;
class Streaming;
enum class Side : std::uint8_t { people, watcher };  // of which listener

// One I/O thread owns every session; workers run handlers and hand sessions back through complete.
struct Server {
  Server(const Router& routes, const ServerOptions& chosen, const Stopping& how,
         const Patience& how_long)
      : router(routes),
        options(chosen),
        stopping(how),
        patience(how_long),
        trusted(networks_of(chosen.trusted_proxies)),
        files(chosen.static_dir),
        load(chosen.load == nullptr ? own_load : *chosen.load),
        spool(chosen.spool_dir),
        pool(static_cast<std::size_t>(std::max(1, chosen.workers))) {}
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { done.reset(); }                          // while their sockets' io still stands
  void complete(std::shared_ptr<ReadyAnswer> answer);  // any thread
  void await_answers();                                // I/O thread only: from now on
  void send_answers();                                 // I/O thread only; in their order

  const Router& router;
  const ServerOptions& options;
  const Stopping stopping;
  const Patience& patience;
  const kernel::Networks trusted;  // proxies
  StaticFiles files;
  Load own_load;
  Load& load;
  Spool spool;
  std::set<Session*> sessions;          // this, and the next four: I/O thread only
  std::set<Streaming*> streams;         // answers that go on, on connections of their own
  std::map<std::string, int> per_peer;  // open connections
  bool draining = false;
  int turned_away = 0;  // connections beyond the limit that are being told so
  std::mutex done_mutex;
  std::shared_ptr<ReadyAnswer> done;  // the newest; each knows the one before
  bool told = false;                  // the I/O thread has been told of them
  asio::io_context io{1};             // after what a session touches when it goes down with io
  bool awaits = false;                // answers; I/O thread only
  asio::posix::stream_descriptor wake{io, ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  asio::thread_pool pool;
  asio::thread_pool side_pool{1};  // so that whoever watches sees an overload, too
};

// On the I/O thread:
void start_session(Server& server, tcp::socket socket, const std::string& peer, Side side);
void close_idle_sessions(Server& server);
// Takes over the connection of an answer that goes on.
void start_stream(Server& server, tcp::socket socket, const std::string& peer, std::string head,
                  const Stream& stream);
void end_streams(Server& server);
// 503, with when to come again.
Response overloaded(const std::string& request_id);
// Answers 503 and closes, within a moment: the limit on connections is reached.
void turn_away(Server& server, tcp::socket socket);

}  // namespace http
