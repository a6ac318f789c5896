#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The light face of the server: no Beast or Asio here. Beast stands in server.cc alone (16 s and
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
  std::string request_id;  // 26 characters; in every answer's header X-Request-Id and in the log
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<std::string_view, std::string>>
      params;                  // of the route's pattern, unescaped
  std::vector<Part> parts;     // of a multipart upload
  std::shared_ptr<void> keep;  // holds the spool

  std::string_view header(std::string_view name) const;  // case-insensitive, empty if absent
  std::string_view param(std::string_view name) const;
  std::string cookie(std::string_view name) const;
  std::optional<std::string> argument(
      std::string_view name) const;  // of the query string, unescaped
};

struct Response {
  int status = 200;
  std::string body, content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  // max_age_s 0 removes the cookie. Secure, HttpOnly, SameSite=Strict, Path=/ always (Secure is
  // left out on loopback http).
  void set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_s,
                  bool secure);
};

// The answer to one request: move-only, sent once, from any thread. Dropped unsent, the client gets
// 500.
class Reply {
 public:
  explicit Reply(std::shared_ptr<void> session) : session_(std::move(session)) {}
  Reply(Reply&&) = default;
  Reply& operator=(Reply&&) = delete;
  ~Reply();
  void send(Response response);

 private:
  std::shared_ptr<void> session_;
};
using Handler = std::function<void(Request&, Reply)>;

struct Limits {
  std::size_t header_bytes = 16 << 10, body_bytes = 1 << 20, upload_bytes = (10 << 20) + (64 << 10);
  int header_s = 10, body_s = 60, idle_s = 30, write_s = 60, drain_s = 10;
  int connections_max = 10'000, connections_per_peer_max = 512, queue_max = 4'096;
};

enum class Body : std::uint8_t { none, json, upload };

class Router {
 public:
  // `pattern`: "/api/{association}/desk/requests/{id}". Throws std::logic_error when two routes
  // could answer the same path.
  void add(std::string method, std::string_view pattern, Body body, Handler handler);
  // 200 with `handler` set, 404, or 405 with `allowed` filled.
  int find(std::string_view method, std::string_view path,
           std::vector<std::pair<std::string_view, std::string>>& params, const Handler*& handler,
           Body& body, std::string& allowed) const;

 private:
  struct Route;
  std::vector<std::shared_ptr<Route>> routes_;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int workers = 2;
  std::string spool_dir = "/tmp";  // for uploads under way
  // Built web pages: files with their .gz beside them, hashed names under /assets/.
  std::string static_dir;
  // A page that is no file: path -> file inside static_dir ("/teryaq/apply" -> "/portal.html"),
  // empty when there is none.
  std::function<std::string(std::string_view path)> page_for;
  Limits limits;
  std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For is believed
  std::function<void(std::uint16_t port)> on_listening;
  // When no handler runs any more; afterwards no Reply may be pending.
  std::function<void()> close_stores;
};
// Returns after SIGTERM or SIGINT and the drain. Throws std::runtime_error when the port is taken.
void serve(const Router& router, const ServerOptions& options);
void request_stop();  // as SIGTERM does

std::string unescape(std::string_view text, bool plus_is_space);
// Percent-encoding of everything but unreserved characters.
std::string escape(std::string_view text);

}  // namespace http
