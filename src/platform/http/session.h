#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>

#include "platform/http/head.h"
#include "platform/http/server_state.h"

// A part of session.cc, the only file that sees Beast: included nowhere else.
namespace http {

namespace beast = boost::beast;
namespace wire = boost::beast::http;
using beast::error_code;

// One connection, and the request that is under way on it.
class Session : public ReadyAnswer, public std::enable_shared_from_this<Session> {
 public:
  Session(Server& server, tcp::socket socket, std::string peer, Side side)
      : server_(server), side_(side), stream_(std::move(socket)), peer_(std::move(peer)) {
    server_.sessions.insert(this);
    ++server_.per_peer[peer_];
    if (side_ == Side::people) ++server_.load.connections;
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() override {
    server_.sessions.erase(this);
    if (--server_.per_peer[peer_] <= 0) server_.per_peer.erase(peer_);
    if (side_ == Side::people) --server_.load.connections;
    end_upload();
    landed();
  }

  void read_head();
  void send() override;
  void answered(Response response) { response_ = std::move(response); }
  void close_if_idle() {
    error_code error;
    if (!busy_ && buffer_.size() == 0) stream_.socket().close(error);
  }
  void leave() override {
    error_code error;
    stream_.socket().close(error);
  }
  Server& server() { return server_; }
  const std::string& request_id() const { return request_id_; }

 private:
  void got_head(error_code error);
  void take_head();
  void read_body(Body body);
  void receive(Body body);
  void got_text(error_code error);
  void read_upload();
  void end_upload();
  void got_upload(error_code error);
  bool came_too_late(std::chrono::steady_clock::time_point queued) const;
  void dispatch();
  void fail(int status, const char* code);
  void serve_file();
  bool failed_to_read(error_code error);
  void send_stream();
  void landed();
  void report(std::size_t bytes);
  void write_piece();
  void wrote_all();
  void discard();

  Server& server_;
  const Side side_;
  beast::tcp_stream stream_;
  std::string peer_;
  beast::flat_buffer buffer_{64 << 10};
  std::optional<wire::request_parser<wire::empty_body>> head_;
  std::optional<wire::request_parser<wire::string_body>> text_;
  std::optional<wire::request_parser<wire::buffer_body>> upload_;
  std::unique_ptr<MultipartReader> multipart_;
  std::vector<char> piece_;
  Request request_;  // the handler may move it away, so what is needed after it stands beside
  std::string request_id_;
  std::string_view route_;   // its pattern, or "(page)", or "(none)"
  std::string_view method_;  // of a route
  std::chrono::steady_clock::time_point began_;
  const Handler* handler_ = nullptr;
  Response response_;
  std::shared_ptr<const std::string> shared_;  // a body that is not the response's own
  std::string answer_head_;
  std::string_view unsent_;
  std::size_t discarded_ = 0;
  bool keep_alive_ = false, busy_ = false, without_body_ = false;
  bool whole_ = false;    // every byte of the request was read
  bool uploads_ = false;  // is counted among the uploads under way
  bool flies_ = false;    // is counted among the requests in flight
};

}  // namespace http
