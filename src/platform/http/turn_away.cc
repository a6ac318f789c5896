// Connections beyond the limit.
#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "platform/http/head.h"
#include "platform/http/server_state.h"
#include "platform/kernel/kernel.h"
#include "platform/kernel/problem.h"

namespace http {
namespace {

using boost::system::error_code;
using std::chrono::seconds;

// At once; who comes beyond them is closed unheard. Each holds a descriptor and a few kilobytes.
constexpr int turned_away_max = 64;
constexpr int turned_away_s = 2;  // then it is closed, whatever its client does
constexpr std::size_t discarded_max = 64 << 10;

std::string overloaded_whole(bool secure) {
  const std::string request_id = kernel::random_text();
  const Response response = overloaded(request_id);
  return answer_head(response, response.body.size(), request_id, Connection::closes, secure) +
         response.body;
}

// Says 503 without having read a byte, then throws away what the client sends, so that closing does
// not destroy the answer on its way (RST).
class TurnedAway : public std::enable_shared_from_this<TurnedAway> {
 public:
  TurnedAway(Server& server, tcp::socket socket)
      : server_(server),
        socket_(std::move(socket)),
        end_(server.io),
        answer_(overloaded_whole(server.options.secure)) {
    ++server_.turned_away;
  }
  TurnedAway(const TurnedAway&) = delete;
  TurnedAway& operator=(const TurnedAway&) = delete;
  ~TurnedAway() { --server_.turned_away; }

  void begin() {
    end_.expires_after(seconds(turned_away_s));
    end_.async_wait([weak = weak_from_this()](error_code stopped) {
      const auto self = weak.lock();
      error_code ignored;
      if (!stopped && self) self->socket_.close(ignored);
    });
    asio::async_write(socket_, asio::buffer(answer_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return;
                        self->socket_.shutdown(tcp::socket::shutdown_send, error);
                        self->discard();
                      });
  }

 private:
  void discard() {
    socket_.async_read_some(asio::buffer(piece_),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                              self->discarded_ += count;
                              if (!error && self->discarded_ < discarded_max) self->discard();
                            });
  }

  Server& server_;
  tcp::socket socket_;
  asio::steady_timer end_;
  const std::string answer_;
  std::array<char, 4096> piece_{};
  std::size_t discarded_ = 0;
};

}  // namespace

Response overloaded(const std::string& request_id) {
  return {
      .status = 503,
      .body = kernel::problem_json(refuse(RefusalKind::unavailable, "http.overloaded"), request_id),
      .content_type = "application/problem+json",
      .headers = {{"Retry-After", "2"}}};
}

void turn_away(Server& server, tcp::socket socket) {
  ++server.load.turned_away;
  if (server.turned_away >= turned_away_max) return;
  std::make_shared<TurnedAway>(server, std::move(socket))->begin();
}

}  // namespace http
