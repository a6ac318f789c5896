// The only file that sees Beast.
#include "platform/http/session.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "platform/kernel/kernel.h"
#include "platform/kernel/problem.h"

namespace http {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int linger_s = 5;

bool is_upload(Body body) {
  return body == Body::upload || body == Body::list;
}
std::size_t most_bytes(Body body, const Limits& limits) {
  if (body == Body::list) return limits.list_bytes;
  return body == Body::upload ? limits.upload_bytes : limits.body_bytes;
}
std::size_t most_bytes(const Limits& limits) {
  return std::max(limits.upload_bytes, limits.list_bytes);
}

}  // namespace

void Session::read_head() {
  busy_ = false;
  end_upload();
  request_ = {};
  response_ = {};
  route_ = "(none)";
  method_ = "other";
  request_id_ = kernel::random_text();
  shared_ = nullptr;
  handler_ = nullptr;
  without_body_ = whole_ = keep_alive_ = false;
  text_.reset();
  upload_.reset();
  multipart_.reset();
  head_.emplace();
  const auto& limits = server_.options.limits;
  head_->header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  head_->body_limit(most_bytes(limits));
  stream_.expires_after(seconds(buffer_.size() > 0 ? limits.header_s : limits.idle_s));
  wire::async_read_header(
      stream_, buffer_, *head_,
      [self = shared_from_this()](error_code error, std::size_t) { self->got_head(error); });
}

// Whether reading ended. Whoever was too slow, or went away, is left without an answer.
bool Session::failed_to_read(error_code error) {
  if (!error) return false;
  busy_ = true;
  const auto& of_parser = make_error_code(wire::error::bad_target).category();
  if (error == wire::error::header_limit || error == wire::error::buffer_overflow) {
    fail(431, "http.header_too_large");
  } else if (error == wire::error::body_limit) {
    fail(413, "http.body_too_large");
  } else if (error.category() == of_parser && error != wire::error::end_of_stream &&
             error != wire::error::partial_message) {
    fail(400, "http.bad_request");
  }
  return true;
}

void Session::got_head(error_code error) {
  if (failed_to_read(error)) return;
  busy_ = true;
  began_ = steady_clock::now();
  take_head();
  if (!credible(request_, static_cast<int>(head_->get().version())))
    return fail(400, "http.bad_request");
  keep_alive_ = head_->get().keep_alive();
  whole_ = head_->is_done();
  const bool side = side_ == Side::watcher;
  if (!side && server_.files.find(request_.path) != nullptr) return serve_file();
  const Router& router = side ? *server_.options.side->router : server_.router;
  auto match = router.find(request_.method, request_.path);
  if (match.status == 404) return side ? fail(404, "http.not_found") : serve_file();
  if (match.status == 405) {
    response_.headers.emplace_back("Allow", match.allowed);
    return fail(405, "http.method_not_allowed");
  }
  handler_ = match.handler;
  route_ = match.pattern;
  method_ = match.method;
  request_.params = std::move(match.params);
  read_body(match.body);
}

void Session::take_head() {
  const auto& message = head_->get();
  request_.method = std::string(message.method_string());
  without_body_ = request_.method == "HEAD";
  const std::string_view target(message.target().data(), message.target().size());
  const auto mark = target.find('?');
  request_.path = target.substr(0, mark);
  if (mark != target.npos) request_.query = target.substr(mark + 1);
  for (const auto& field : message)
    request_.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  const auto& trusted = server_.trusted;
  request_.peer = client_of(request_, peer_, trusted);
  if (const auto given = given_request_id(request_, peer_, trusted); !given.empty())
    request_id_ = given;
  request_.request_id = request_id_;
}

void Session::read_body(Body body) {
  const auto& limits = server_.options.limits;
  const std::size_t most = most_bytes(body, limits);
  if (head_->content_length().value_or(0) > most) return fail(413, "http.body_too_large");
  const std::string type = media_type(request_.header("Content-Type"));
  const bool readable = is_upload(body)
                            ? type == "multipart/form-data"
                            : whole_ || body == Body::none || type == "application/json";
  if (!readable) return fail(415, "http.media_type");
  stream_.expires_after(seconds(limits.body_s));
  if (whole_ || request_.header("Expect").empty()) return receive(body);
  static const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(go_on),
                    [self = shared_from_this(), body](error_code error, std::size_t) {
                      if (!error) self->receive(body);
                    });
}

void Session::receive(Body body) {
  const auto& limits = server_.options.limits;
  if (is_upload(body)) {
    if (server_.load.uploads >= limits.uploads_max) return fail(503, "http.overloaded");
    ++server_.load.uploads;
    uploads_ = true;
    multipart_ =
        std::make_unique<MultipartReader>(request_.header("Content-Type"), server_.spool.folder());
    upload_.emplace(std::move(*head_));
    upload_->body_limit(most_bytes(body, limits));
    piece_.resize(limits.piece_bytes);
    return read_upload();
  }
  text_.emplace(std::move(*head_));
  text_->body_limit(limits.body_bytes);
  wire::async_read(
      stream_, buffer_, *text_,
      [self = shared_from_this()](error_code error, std::size_t) { self->got_text(error); });
}

void Session::got_text(error_code error) {
  if (failed_to_read(error)) return;
  whole_ = true;
  request_.body = std::move(text_->get().body());
  dispatch();
}

void Session::read_upload() {
  upload_->get().body().data = piece_.data();
  upload_->get().body().size = piece_.size();
  stream_.expires_after(seconds(server_.options.limits.piece_s));
  wire::async_read(
      stream_, buffer_, *upload_,
      [self = shared_from_this()](error_code error, std::size_t) { self->got_upload(error); });
}

void Session::end_upload() {
  if (uploads_) --server_.load.uploads;
  uploads_ = false;
  remove_spooled(request_.parts);
}

void Session::got_upload(error_code error) {
  if (error != wire::error::need_buffer && failed_to_read(error)) return;
  const std::size_t count = piece_.size() - upload_->get().body().size;
  switch (multipart_->feed({piece_.data(), count})) {
    case MultipartReader::Fault::none:
      break;
    case MultipartReader::Fault::malformed:
      return fail(400, "http.bad_request");
    case MultipartReader::Fault::too_large:
      return fail(413, "http.body_too_large");
    case MultipartReader::Fault::spool:
      kernel::log::error("http.spool_not_written", {
                                                       {"request_id", request_id_}
      });
      return fail(503, "http.overloaded");
  }
  if (!upload_->is_done()) return read_upload();
  whole_ = true;
  if (!multipart_->finished()) return fail(400, "http.bad_request");
  request_.parts = multipart_->take();
  dispatch();
}

// On a worker.
bool Session::came_too_late(steady_clock::time_point queued) const {
  const auto most = std::chrono::milliseconds(server_.patience.queue_ms);
  return side_ == Side::people && steady_clock::now() - queued > most;
}

// Hands the request to a worker.
void Session::dispatch() {
  Load& load = server_.load;
  if (load.queued.fetch_add(1) >= server_.options.limits.queue_max && side_ == Side::people) {
    --load.queued;
    ++load.overloaded;
    return fail(503, "http.overloaded");
  }
  ++load.in_flight;
  flies_ = true;
  stream_.expires_never();
  auto& pool = side_ == Side::people ? server_.pool : server_.side_pool;
  asio::post(pool, [self = shared_from_this(), queued = steady_clock::now()]() mutable {
    --self->server_.load.queued;
    const bool late = self->came_too_late(queued);
    self->server_.load.overloaded += late ? 1 : 0;
    const Session& session = *self;
    Request& request = self->request_;
    Reply reply(std::move(self));
    try {
      const std::string request_id = session.request_id_;
      try {
        if (late) return reply.send(overloaded(request_id));
        (*session.handler_)(request, std::move(reply));
      } catch (const std::exception& error) {
        // The reply went down with the handler's stack and has answered 500.
        kernel::log::error("http.handler_threw",
                           {
                               {"request_id", request_id  },
                               {"detail",     error.what()}
        });
      }
    } catch (const std::bad_alloc&) {
      return;  // nor for the line of the log; the reply answers 500 here, if it is still there
    }
  });
}

void Session::fail(int status, const char* code) {
  response_.status = status;
  response_.content_type = "application/problem+json";
  response_.body = kernel::problem_json(status, refuse(RefusalKind::invalid, code), request_id_);
  if (status == 503) response_.headers.emplace_back("Retry-After", "1");
  send();
}

void Session::serve_file() {
  const auto* file = server_.files.find(request_.path);
  if (file == nullptr && server_.options.page_for)
    file = server_.files.find(server_.options.page_for(request_.path));
  if (file == nullptr) return fail(404, "http.not_found");
  route_ = "(page)";
  if (request_.method != "GET" && request_.method != "HEAD") {
    response_.headers.emplace_back("Allow", "GET");
    return fail(405, "http.method_not_allowed");
  }
  auto answer = answer_file(*file, request_);
  response_ = std::move(answer.head);
  shared_ = std::move(answer.body);
  send();
}

void Session::send() {
  landed();
  if (response_.stream) return send_stream();
  // What was not read of this request must not be taken for the next one.
  if (server_.draining || !whole_) keep_alive_ = false;
  unsent_ = shared_ ? *shared_ : response_.body;
  answer_head_ =
      answer_head(response_, unsent_.size(), request_id_,
                  keep_alive_ ? Connection::stays : Connection::closes, server_.options.secure);
  if (without_body_ || response_.status == 304) unsent_ = {};
  report(unsent_.size());
  write_piece();
}

// The connection goes over to the stream; this session ends with the handler that called.
void Session::send_stream() {
  report(0);
  const auto& limits = server_.options.limits;
  const bool room = static_cast<int>(server_.streams.size()) < limits.streams_max;
  if (without_body_ || server_.draining || !room) response_.stream->end();
  std::string head =
      answer_head(response_, std::nullopt, request_id_, Connection::closes, server_.options.secure);
  if (!without_body_) head += response_.body;
  start_stream(server_, stream_.release_socket(), peer_, std::move(head), *response_.stream);
}

// No longer in flight.
void Session::landed() {
  if (flies_) --server_.load.in_flight;
  flies_ = false;
}

void Session::report(std::size_t bytes) {
  if (side_ == Side::watcher || !server_.options.on_answered) return;
  const auto took = steady_clock::now() - began_;
  server_.options.on_answered(
      {.method = method_,
       .route = route_,
       .association = response_.association,
       .request_id = request_id_,
       .status = response_.status,
       .duration_us = std::chrono::duration_cast<std::chrono::microseconds>(took).count(),
       .bytes = bytes});
}

void Session::write_piece() {
  const auto& limits = server_.options.limits;
  const auto piece = unsent_.substr(0, limits.piece_bytes);
  unsent_.remove_prefix(piece.size());
  stream_.expires_after(seconds(limits.piece_s));
  const std::array<asio::const_buffer, 2> both{asio::buffer(answer_head_),
                                               asio::buffer(piece.data(), piece.size())};
  asio::async_write(stream_, both, [self = shared_from_this()](error_code error, std::size_t) {
    if (error) return;
    self->answer_head_.clear();
    if (!self->unsent_.empty()) return self->write_piece();
    self->wrote_all();
  });
}

// To close while bytes are still coming in would destroy the answer on its way (RST), so what the
// client has yet to send is read and thrown away for a moment.
void Session::wrote_all() {
  if (keep_alive_) return read_head();
  error_code error;
  stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  if (whole_ && buffer_.size() == 0) return;
  piece_.resize(server_.options.limits.piece_bytes);
  stream_.expires_after(seconds(linger_s));
  discard();
}

// Whatever a client may have sent before it reads the answer; less, and a proxy that sends a whole
// list tells the client of a broken program.
void Session::discard() {
  const auto most = most_bytes(server_.options.limits);
  stream_.async_read_some(asio::buffer(piece_),
                          [self = shared_from_this(), most](error_code error, std::size_t count) {
                            self->discarded_ += count;
                            if (!error && self->discarded_ < most) self->discard();
                          });
}

void start_session(Server& server, tcp::socket socket, const std::string& peer, Side side) {
  std::make_shared<Session>(server, std::move(socket), peer, side)->read_head();
}

void close_idle_sessions(Server& server) {
  std::vector<std::shared_ptr<Session>> open;
  for (auto* session : server.sessions) open.push_back(session->shared_from_this());
  for (auto& session : open) session->close_if_idle();
}

Reply::~Reply() {  // NOLINT(bugprone-exception-escape): see http.h
  if (!session_) return;
  const auto& id = static_cast<Session*>(session_.get())->request_id();
  send({.status = 500,
        .body = kernel::problem_json(500, refuse(RefusalKind::unavailable, "http.internal"), id),
        .content_type = "application/problem+json"});
}

void Reply::send(Response response) {
  auto session = std::static_pointer_cast<Session>(std::move(session_));
  if (!session) return;
  session->answered(std::move(response));
  Server& server = session->server();
  server.complete(std::move(session));
}

}  // namespace http
