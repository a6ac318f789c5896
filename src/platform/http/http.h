#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The light face of the server: no Beast or Asio here. Beast stands in session.cc alone (16 s and
// 700 MB to compile, once).
namespace http {

struct Part {  // one part of multipart/form-data; the bytes of a file part are on the spool
  std::string name, file_name, content_type;
  std::string value;       // for a part without a file name; ≤ 64 KiB
  std::string spool_path;  // for a file part; removed when the request ends
  std::int64_t bytes = 0;
};

struct Request {
  std::string method, path, query, body,
      peer;  // peer: address of the client (the trusted proxy's word, if one is configured)
  // 26 characters, or what a trusted proxy calls it; in every answer's header X-Request-Id, in
  // problem documents and in the log.
  std::string request_id;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<std::string_view, std::string>>
      params;               // of the route's pattern, unescaped
  std::vector<Part> parts;  // of a multipart upload

  std::string_view header(std::string_view name) const;  // case-insensitive, empty if absent
  std::string_view param(std::string_view name) const;
  std::string cookie(std::string_view name) const;
  std::optional<std::string> argument(
      std::string_view name) const;  // of the query string, unescaped
};

class Stream;

struct Response {
  int status = 200;
  std::string body, content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string association = {};         // whose it is, once that is known: for the log
  std::shared_ptr<Stream> stream = {};  // goes on after the body
  // max_age_s 0 removes the cookie. Secure, HttpOnly, SameSite=Strict, Path=/ always (Secure is
  // left out on loopback http).
  void set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_s,
                  bool secure);
};
// A file for the reader to keep. Whatever somebody put into it cannot act in our name: it is saved,
// not opened, and runs in no origin. The name may hold any text.
Response download(std::string bytes, std::string type, std::string_view file_name);

// An answer that goes on: what is pushed is sent as it comes. It holds no worker. It ends when told
// to, when its reader goes away or falls behind, and when the server is told to stop. Any thread.
class Stream {
 public:
  // `on_end` is called once, on any thread, when nothing more will be sent; quick.
  explicit Stream(std::function<void()> on_end = {});
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();
  bool push(std::string_view text);  // false when it has ended
  void end();                        // after what was pushed
  struct State;
  const std::shared_ptr<State>& state() const { return state_; }

 private:
  std::shared_ptr<State> state_;
};

// The answer to one request: move-only, sent once, from any thread. Dropped unsent, the client gets
// 500.
class Reply {
 public:
  explicit Reply(std::shared_ptr<void> session) : session_(std::move(session)) {}
  Reply(Reply&&) = default;
  Reply& operator=(Reply&&) = delete;
  ~Reply();  // NOLINT(bugprone-exception-escape): no memory even for a 500 ends the program
  void send(Response response);

 private:
  std::shared_ptr<void> session_;
};
// Runs on a worker. Once the reply is moved away the request may be gone: move out of it first.
using Handler = std::function<void(Request&, Reply)>;

struct Limits {
  std::size_t header_bytes = 16 << 10, body_bytes = 1 << 20, upload_bytes = (10 << 20) + (64 << 10);
  std::size_t list_bytes = (64 << 20) + (64 << 10);  // of a spreadsheet
  std::size_t piece_bytes = 64 << 10;                // an upload and an answer travel in pieces
  int header_s = 10, body_s = 60, idle_s = 30, drain_s = 10;
  // For one piece, so that a slow phone gets through and one that stands still does not.
  int piece_s = 20;
  int connections_max = 10'000;
  int connections_per_peer_max = 512;  // a trusted proxy is not counted: it is everybody
  int queue_max = 4'096;               // requests that wait for a worker; more are answered 503
  int uploads_max = 64;                // under way at once, since whoever asks is known only after
  int streams_max = 2'000;             // answers that go on
  std::size_t stream_bytes_max = 64 << 10;  // unsent of one stream; whoever is further behind goes
  int beat_ms = 15'000;  // a stream that says nothing says so, and whoever reads nothing goes
};

// list: an upload with a limit of its own.
enum class Body : std::uint8_t { none, json, upload, list };

class Router {
 public:
  // `pattern`: "/api/{association}/desk/requests/{id}". A segment of text goes before a parameter.
  // Throws std::logic_error when neither of two routes that answer the same path is more exact
  // everywhere.
  void add(std::string method, std::string_view pattern, Body body, Handler handler);

  struct Match {
    int status = 404;  // 200 with all but `allowed`, 404, or 405 with `allowed`
    const Handler* handler = nullptr;
    Body body = Body::none;
    std::string_view method, pattern;                              // as they were added
    std::vector<std::pair<std::string_view, std::string>> params;  // unescaped
    std::string allowed;                                           // "GET, PUT"
  };
  // HEAD is answered by the route of GET.
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Route;
  std::vector<std::shared_ptr<const Route>> routes_;
};

// What became of one request.
struct Answered {
  std::string_view method;  // "other" when no route is asked
  std::string_view route;   // its pattern, never the path; "(page)" of the built pages, "(none)"
  std::string_view association, request_id;
  int status = 0;
  std::int64_t duration_us = 0;  // from the head to the answer, without the way to the client
  std::size_t bytes = 0;         // of the body
};

// How busy the server is; read from any thread.
struct Load {
  std::atomic<int> connections = 0, streams = 0, uploads = 0;
  std::atomic<int> in_flight = 0;              // at a worker, before one, or waiting for a commit
  std::atomic<int> queued = 0;                 // before a worker
  std::atomic<std::uint64_t> overloaded = 0;   // requests answered 503 unheard
  std::atomic<std::uint64_t> turned_away = 0;  // connections beyond the limits
};

// A second listener, for whoever watches the program: routes of its own, one thread of its own, no
// pages and no log.
struct SideOptions {
  const Router* router = nullptr;
  std::string address;
  std::uint16_t port = 0;
  std::function<void(std::uint16_t port)> on_listening;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int workers = 2;
  // For uploads under way: a folder of this program alone, made and swept at start. Empty: one
  // under /tmp that goes away.
  std::string spool_dir;
  // Built web pages: files with their .gz beside them, hashed names under /assets/.
  std::string static_dir;
  // A page that is no file: path -> file inside static_dir ("/teryaq/apply" -> "/portal.html"),
  // empty when there is none.
  std::function<std::string(std::string_view path)> page_for;
  Limits limits;
  bool secure = false;  // people come over https: tells browsers to stay there
  // Addresses whose X-Forwarded-For and X-Request-Id are believed.
  std::vector<std::string> trusted_proxies;
  std::function<void(std::uint16_t port)> on_listening;
  std::function<void(const Answered&)> on_answered;  // on the I/O thread: quick
  Load* load = nullptr;
  std::optional<SideOptions> side;
  // When no handler runs any more; afterwards no Reply may be pending, and nothing pushed.
  std::function<void()> close_stores;
};
// Returns after SIGTERM or SIGINT and the drain (a second signal cuts the drain short). Throws
// std::runtime_error when the port is taken.
void serve(const Router& router, const ServerOptions& options);
void request_stop();  // as SIGTERM does; from any thread

std::string unescape(std::string_view text, bool plus_is_space);
// Percent-encoding of everything but unreserved characters.
std::string escape(std::string_view text);

}  // namespace http
