// The only file that sees Beast and Asio.
#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <map>
#include <mutex>
#include <set>

#include "platform/http/http.h"
#include "platform/http/multipart.h"
#include "platform/http/static_files.h"
#include "platform/kernel/kernel.h"
#include "platform/kernel/problem.h"

namespace http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = asio::ip::tcp;
using std::chrono::seconds;

// Sends a body that others may hold too (static files), or one of its own.
struct SharedBody {
  struct value_type {
    std::string own;
    std::shared_ptr<const std::string> shared;
    const std::string& text() const { return shared ? *shared : own; }
  };
  static std::uint64_t size(const value_type& body) { return body.text().size(); }
  class writer {
   public:
    using const_buffers_type = asio::const_buffer;
    template <bool is_request, class Fields>
    writer(const wire::header<is_request, Fields>&, const value_type& body) : body_(body) {}
    void init(beast::error_code& error) { error = {}; }
    boost::optional<std::pair<const_buffers_type, bool>> get(beast::error_code& error) {
      error = {};
      return {
          {asio::buffer(body_.text()), false}
      };
    }

   private:
    const value_type& body_;
  };
};

class Session;

struct Server {
  Server(const Router& routes, const ServerOptions& chosen)
      : router(routes),
        options(chosen),
        files(chosen.static_dir),
        pool(static_cast<std::size_t>(std::max(1, chosen.workers))) {}
  void complete(std::shared_ptr<Session> session);

  const Router& router;
  const ServerOptions& options;
  StaticFiles files;
  asio::io_context io{1};
  asio::thread_pool pool;
  std::set<Session*> sessions;          // I/O thread only
  std::map<std::string, int> per_peer;  // I/O thread only
  std::atomic<int> queued = 0;
  bool draining = false;  // I/O thread only
  std::mutex done_mutex;
  std::vector<std::shared_ptr<Session>> done;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Server& server, tcp::socket socket, std::string peer)
      : server_(server), stream_(std::move(socket)), peer_(std::move(peer)) {
    server_.sessions.insert(this);
    ++server_.per_peer[peer_];
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    server_.sessions.erase(this);
    if (--server_.per_peer[peer_] <= 0) server_.per_peer.erase(peer_);
    remove_spooled(request_.parts);
  }

  void read_head();
  void send();
  void answered(Response response) { response_ = std::move(response); }
  void close_if_idle() {
    beast::error_code error;
    if (!busy_) stream_.socket().close(error);
  }
  Server& server() { return server_; }

 private:
  void got_head(beast::error_code error);
  bool take_head();
  void read_body(Body body);
  void read_more();
  void got_text(beast::error_code error);
  void dispatch();
  void fail(int status, const char* code);
  void serve_file();
  bool failed_to_read(beast::error_code error);

  Server& server_;
  beast::tcp_stream stream_;
  std::string peer_;
  beast::flat_buffer buffer_{64 << 10};
  std::optional<wire::request_parser<wire::empty_body>> head_;
  std::optional<wire::request_parser<wire::string_body>> text_;
  std::optional<wire::request_parser<wire::buffer_body>> upload_;
  std::unique_ptr<MultipartReader> multipart_;
  char chunk_[16 << 10];
  Request request_;
  Response response_;
  std::shared_ptr<const std::string> shared_;
  wire::response<SharedBody> out_;
  const Handler* handler_ = nullptr;
  bool keep_alive_ = false, busy_ = false;
};

void Session::read_head() {
  busy_ = false;
  if (server_.draining) return;
  remove_spooled(request_.parts);
  request_ = {};
  response_ = {};
  shared_ = nullptr;
  handler_ = nullptr;
  text_.reset();
  upload_.reset();
  multipart_.reset();
  head_.emplace();
  head_->header_limit(static_cast<std::uint32_t>(server_.options.limits.header_bytes));
  head_->body_limit(server_.options.limits.upload_bytes);
  stream_.expires_after(seconds(buffer_.size() > 0 ? server_.options.limits.header_s
                                                   : server_.options.limits.idle_s));
  wire::async_read_header(
      stream_, buffer_, *head_,
      [self = shared_from_this()](beast::error_code error, std::size_t) { self->got_head(error); });
}

// Whether reading ended; answers what deserves an answer.
bool Session::failed_to_read(beast::error_code error) {
  if (!error) return false;
  request_.request_id = kernel::random_text();
  keep_alive_ = false;
  if (error == wire::error::header_limit) {
    fail(431, "http.header_too_large");
  } else if (error == wire::error::body_limit) {
    fail(413, "http.body_too_large");
  } else if (error == beast::error::timeout && busy_) {
    fail(408, "http.timeout");
  } else if (error.category() == make_error_code(wire::error::bad_target).category() &&
             error != wire::error::end_of_stream && error != wire::error::partial_message) {
    fail(400, "http.bad_request");
  }
  return true;
}

void Session::got_head(beast::error_code error) {
  if (failed_to_read(error)) return;
  busy_ = true;
  if (!take_head()) return fail(400, "http.bad_request");
  if (request_.method == "GET" || request_.method == "HEAD") {
    if (server_.files.find(request_.path) != nullptr) return serve_file();
  }
  Body body = Body::none;
  std::string allowed;
  const int found =
      server_.router.find(request_.method, request_.path, request_.params, handler_, body, allowed);
  if (found == 404) return serve_file();
  if (found == 405) {
    response_.headers.emplace_back("Allow", allowed);
    return fail(405, "http.method_not_allowed");
  }
  read_body(body);
}

bool Session::take_head() {
  const auto& message = head_->get();
  keep_alive_ = message.keep_alive();
  request_.request_id = kernel::random_text();
  request_.method = std::string(message.method_string());
  request_.peer = peer_;
  const std::string_view target(message.target().data(), message.target().size());
  const auto mark = target.find('?');
  request_.path = target.substr(0, mark);
  if (mark != target.npos) request_.query = target.substr(mark + 1);
  int hosts = 0;
  for (const auto& field : message) {
    request_.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    if (field.name() == wire::field::host) ++hosts;
  }
  const auto& trusted = server_.options.trusted_proxies;
  if (std::ranges::find(trusted, peer_) != trusted.end()) {
    const std::string_view forwarded = request_.header("X-Forwarded-For");
    const auto last = forwarded.rfind(',');
    if (!forwarded.empty())
      request_.peer = last == forwarded.npos ? forwarded : forwarded.substr(last + 1);
    std::erase(request_.peer, ' ');
  }
  const bool both_lengths = message.chunked() && message.count(wire::field::content_length) > 0;
  return request_.path.starts_with('/') && !both_lengths && hosts <= 1 &&
         (hosts == 1 || message.version() < 11);
}

void Session::read_body(Body body) {
  const auto& limits = server_.options.limits;
  const bool upload = body == Body::upload;
  const auto length = head_->content_length();
  const std::size_t most = upload ? limits.upload_bytes : limits.body_bytes;
  if (length && *length > most) return fail(413, "http.body_too_large");
  const auto type = request_.header("Content-Type");
  if (body == Body::json && (head_->chunked() || length.value_or(0) > 0) &&
      !type.starts_with("application/json")) {
    return fail(415, "http.media_type");
  }
  stream_.expires_after(seconds(limits.body_s));
  if (upload) {
    multipart_ = std::make_unique<MultipartReader>(type, server_.options.spool_dir);
    upload_.emplace(std::move(*head_));
    upload_->body_limit(most);
    return read_more();
  }
  text_.emplace(std::move(*head_));
  text_->body_limit(most);
  wire::async_read(
      stream_, buffer_, *text_,
      [self = shared_from_this()](beast::error_code error, std::size_t) { self->got_text(error); });
}

void Session::got_text(beast::error_code error) {
  if (failed_to_read(error)) return;
  request_.body = std::move(text_->get().body());
  dispatch();
}

void Session::read_more() {
  upload_->get().body().data = chunk_;
  upload_->get().body().size = sizeof chunk_;
  wire::async_read(stream_, buffer_, *upload_,
                   [self = shared_from_this()](beast::error_code error, std::size_t) {
                     if (error == wire::error::need_buffer) error = {};
                     if (self->failed_to_read(error)) return;
                     const std::size_t count =
                         sizeof self->chunk_ - self->upload_->get().body().size;
                     if (!self->multipart_->feed({self->chunk_, count}))
                       return self->fail(400, "http.bad_request");
                     if (!self->upload_->is_done()) return self->read_more();
                     if (!self->multipart_->finished()) return self->fail(400, "http.bad_request");
                     self->request_.parts = self->multipart_->take();
                     self->dispatch();
                   });
}

// Hands the request to a worker.
void Session::dispatch() {
  if (server_.queued.fetch_add(1) >= server_.options.limits.queue_max) {
    --server_.queued;
    response_.headers.emplace_back("Retry-After", "1");
    return fail(503, "http.overloaded");
  }
  stream_.expires_never();
  asio::post(server_.pool, [self = shared_from_this()]() mutable {
    --self->server_.queued;
    Session& session = *self;
    try {
      (*session.handler_)(session.request_, Reply(std::move(self)));
    } catch (const std::exception& error) {
      // The reply went down with the handler's stack and has answered 500.
      kernel::log::error("http.handler_threw", {
                                                   {"detail", error.what()}
      });
    }
  });
}

void Session::fail(int status, const char* code) {
  response_.status = status;
  response_.content_type = "application/problem+json";
  response_.body =
      kernel::problem_json(status, refuse(RefusalKind::invalid, code), request_.request_id);
  // What was not read of this request must not be taken for the next one.
  if (status != 404 && status != 405) keep_alive_ = false;
  if (head_ && !head_->is_done() && (head_->chunked() || head_->content_length().value_or(0) > 0))
    keep_alive_ = false;
  send();
}

void Session::serve_file() {
  const auto* file = server_.files.find(request_.path);
  const bool reads = request_.method == "GET" || request_.method == "HEAD";
  if (file == nullptr && reads && server_.options.page_for) {
    file = server_.files.find(server_.options.page_for(request_.path));
  }
  if (file == nullptr || !reads) return fail(404, "http.not_found");
  auto answer = answer_file(*file, request_);
  response_.status = answer.status;
  response_.content_type.clear();  // it is among the headers
  response_.headers = std::move(answer.headers);
  shared_ = std::move(answer.body);
  send();
}

void Session::send() {
  if (server_.draining) keep_alive_ = false;
  out_ = {};
  out_.version(11);
  out_.result(static_cast<unsigned>(response_.status));
  out_.keep_alive(keep_alive_);
  out_.set("X-Request-Id", request_.request_id);
  for (const auto& [name, value] : security_headers()) out_.insert(name, value);
  bool caching = false;
  for (const auto& [name, value] : response_.headers) {
    out_.insert(name, value);
    caching |= name == "Cache-Control";
  }
  if (!caching) out_.set(wire::field::cache_control, "no-store");
  if (!response_.content_type.empty()) out_.set(wire::field::content_type, response_.content_type);
  out_.body() = {std::move(response_.body), shared_};
  if (response_.status != 304) out_.content_length(out_.body().text().size());
  if (request_.method == "HEAD") out_.body() = {};
  stream_.expires_after(seconds(server_.options.limits.write_s));
  wire::async_write(stream_, out_,
                    [self = shared_from_this()](beast::error_code error, std::size_t) {
                      if (error) return;
                      if (self->keep_alive_) return self->read_head();
                      self->stream_.socket().shutdown(tcp::socket::shutdown_send, error);
                    });
}

// Any thread. Only the first of a burst wakes the I/O thread.
void Server::complete(std::shared_ptr<Session> session) {
  bool first = false;
  {
    const std::lock_guard lock(done_mutex);
    first = done.empty();
    done.push_back(std::move(session));
  }
  if (!first) return;
  asio::post(io, [this] {
    std::vector<std::shared_ptr<Session>> burst;
    {
      const std::lock_guard lock(done_mutex);
      burst.swap(done);
    }
    for (auto& one : burst) one->send();
  });
}

std::mutex running_mutex;

// Accepts, drains, stops.
class Listener {
 public:
  explicit Listener(Server& server)
      : server_(server),
        acceptor_(server.io),
        pause_(server.io),
        drain_(server.io),
        poll_(server.io),
        signals_(server.io, SIGINT, SIGTERM) {}

  std::uint16_t listen() {
    const tcp::endpoint endpoint(asio::ip::make_address(server_.options.address),
                                 server_.options.port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    beast::error_code error;
    acceptor_.bind(endpoint, error);
    if (error) {
      throw std::runtime_error("the port " + std::to_string(endpoint.port()) + " of " +
                               server_.options.address + " cannot be used (" + error.message() +
                               "): is another server running there?");
    }
    acceptor_.listen(1024);
    accept();
    signals_.async_wait([this](beast::error_code stopped, int) {
      if (!stopped) drain();
    });
    return acceptor_.local_endpoint().port();
  }

  void drain() {
    if (server_.draining) return;
    server_.draining = true;
    beast::error_code error;
    acceptor_.close(error);
    std::vector<std::shared_ptr<Session>> open;
    for (auto* session : server_.sessions) open.push_back(session->shared_from_this());
    for (auto& session : open) session->close_if_idle();
    drain_.expires_after(seconds(server_.options.limits.drain_s));
    drain_.async_wait([this](beast::error_code waited) {
      if (!waited) server_.io.stop();
    });
    wait_for_the_last();
  }

 private:
  void accept() {
    acceptor_.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (error) return accept_later();  // out of descriptors: do not spin
      beast::error_code gone;
      const std::string peer = socket.remote_endpoint(gone).address().to_string();
      const auto& limits = server_.options.limits;
      const auto from_peer = server_.per_peer.find(peer);
      const bool room = static_cast<int>(server_.sessions.size()) < limits.connections_max &&
                        (from_peer == server_.per_peer.end() ||
                         from_peer->second < limits.connections_per_peer_max);
      if (!gone && room) {
        socket.set_option(tcp::no_delay(true), gone);
        std::make_shared<Session>(server_, std::move(socket), peer)->read_head();
      }
      accept();
    });
  }
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([this](beast::error_code) {
      if (acceptor_.is_open()) accept();
    });
  }
  void wait_for_the_last() {
    if (server_.sessions.empty()) {
      drain_.cancel();
      server_.io.stop();
      return;
    }
    poll_.expires_after(std::chrono::milliseconds(20));
    poll_.async_wait([this](beast::error_code error) {
      if (!error) wait_for_the_last();
    });
  }

  Server& server_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_, drain_, poll_;
  asio::signal_set signals_;
};

std::function<void()> ask_to_drain;  // under running_mutex

}  // namespace

Reply::~Reply() {
  if (!session_) return;
  Response response;
  response.status = 500;
  response.content_type = "application/problem+json";
  response.body = kernel::problem_json(500, refuse(RefusalKind::unavailable, "http.internal"), "");
  send(std::move(response));
}

void Reply::send(Response response) {
  auto session = std::static_pointer_cast<Session>(std::move(session_));
  if (!session) return;
  session->answered(std::move(response));
  Server& server = session->server();
  server.complete(std::move(session));
}

void serve(const Router& router, const ServerOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  Server server(router, options);
  Listener listener(server);
  const std::uint16_t port = listener.listen();
  {
    const std::lock_guard lock(running_mutex);
    ask_to_drain = [&] { asio::post(server.io, [&] { listener.drain(); }); };
  }
  if (options.on_listening) options.on_listening(port);
  server.io.run();
  {
    const std::lock_guard lock(running_mutex);
    ask_to_drain = nullptr;
  }
  server.pool.join();
  if (options.close_stores) options.close_stores();
  // Answers of the last commits, given on the writers' threads.
  server.io.restart();
  server.io.run_for(std::chrono::milliseconds(500));
}

void request_stop() {
  const std::lock_guard lock(running_mutex);
  if (ask_to_drain) ask_to_drain();
}

}  // namespace http
