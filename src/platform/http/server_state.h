#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "platform/http/http.h"
#include "platform/http/multipart.h"
#include "platform/http/static_files.h"

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

// One I/O thread owns every session; workers run handlers and hand sessions back through complete.
struct Server {
  Server(const Router& routes, const ServerOptions& chosen)
      : router(routes),
        options(chosen),
        files(chosen.static_dir),
        spool(chosen.spool_dir),
        pool(static_cast<std::size_t>(std::max(1, chosen.workers))) {}
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { done.reset(); }  // while their sockets' io still stands
  // Any thread. Keeps the answer even when there is no memory to say so: the next one's word serves
  // both.
  void complete(std::shared_ptr<ReadyAnswer> answer);
  void send_answers();  // I/O thread only; in their order

  const Router& router;
  const ServerOptions& options;
  StaticFiles files;
  Spool spool;
  std::set<Session*> sessions;          // this, and the next four: I/O thread only
  std::map<std::string, int> per_peer;  // open connections
  bool draining = false;
  int uploads = 0;      // under way
  int turned_away = 0;  // connections beyond the limit that are being told so
  std::atomic<int> queued = 0;
  std::mutex done_mutex;
  std::shared_ptr<ReadyAnswer> done;  // the newest; each knows the one before
  bool told = false;                  // the I/O thread has been told of them
  asio::io_context io{1};             // after what a session touches when it goes down with io
  asio::thread_pool pool;
};

// On the I/O thread:
void start_session(Server& server, tcp::socket socket, const std::string& peer);
void close_idle_sessions(Server& server);
// Answers 503 and closes, within a moment: the limit on connections is reached.
void turn_away(Server& server, tcp::socket socket);

}  // namespace http
