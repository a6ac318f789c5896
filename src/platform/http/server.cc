#include <linux/filter.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "platform/http/draining.h"
#include "platform/http/server_state.h"
#include "platform/kernel/log.h"

namespace http {
namespace {

std::atomic<bool> told_to_stop = false;

using boost::system::error_code;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

// How long those who have begun to connect have to be taken in.
constexpr std::chrono::milliseconds taking{50};

// A listener that is closed resets whoever it has not taken yet, and that client cannot know
// whether it was heard. So the first packet of each connection (SYN without ACK) is dropped before:
// its client sends it again after a second, to a closed port, and is refused before it could say
// anything. Where this is not allowed, the moment between the last accept and the close remains.
void leave_unanswered(int listener) {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13),  // the flags of a TCP header
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0),
      BPF_STMT(BPF_RET | BPF_K, 0x7fffffff),
  };
  const sock_fprog filter{.len = std::size(program), .filter = program};
  if (::setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) != 0)
    kernel::log::warning("http.newcomers_not_held", {});
}

// One address that is listened on.
class Door {
 public:
  Door(Server& server, Side side)
      : server_(server), side_(side), acceptor_(server.io), pause_(server.io) {}

  std::uint16_t listen(const std::string& address, std::uint16_t port) {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    error_code error;
    acceptor_.bind(endpoint, error);
    if (error) {
      throw std::runtime_error("the port " + std::to_string(endpoint.port()) + " of " + address +
                               " cannot be used (" + error.message() +
                               "): is another server running there?");
    }
    acceptor_.listen(1024);
    return acceptor_.local_endpoint().port();
  }
  // Accepts, unless it does so already.
  void go_on() {
    if (acceptor_.is_open() && !accepts_) accept();
  }
  // From now on nobody new gets a connection; who has begun to is still taken.
  void hush() {
    if (acceptor_.is_open()) leave_unanswered(acceptor_.native_handle());
  }
  // The rest of them.
  void take_all() {
    if (!acceptor_.is_open()) return;
    error_code none_left;
    acceptor_.non_blocking(true, none_left);
    while (!none_left) {
      tcp::socket socket(server_.io);
      acceptor_.accept(socket, none_left);
      if (!none_left) take(std::move(socket));
    }
  }
  void close() {
    error_code error;
    acceptor_.close(error);
    pause_.cancel();
  }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      accepts_ = false;
      if (error == asio::error::operation_aborted) return;
      if (error) return accept_later();  // out of descriptors: do not spin
      take(std::move(socket));
      accept();
    });
    accepts_ = true;
  }
  void take(tcp::socket socket) {
    error_code gone;
    auto address = socket.remote_endpoint(gone).address();
    if (gone) return;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
      address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    const std::string peer = address.to_string();
    if (side_ == Side::people && crowded(peer)) return turn_away(server_, std::move(socket));
    socket.set_option(tcp::no_delay(true), gone);
    start_session(server_, std::move(socket), peer, side_);
  }
  bool crowded(const std::string& peer) const {
    const auto& limits = server_.options.limits;
    const auto open = server_.per_peer.find(peer);
    const bool by_one = open != server_.per_peer.end() &&
                        open->second >= limits.connections_per_peer_max &&
                        !server_.trusted.contain(peer);
    return by_one || server_.load.connections + server_.load.streams >= limits.connections_max;
  }
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([this](error_code) {
      accepts_ = false;
      if (acceptor_.is_open()) accept();
    });
    accepts_ = true;
  }

  Server& server_;
  const Side side_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  bool accepts_ = false;  // something waits to
};

// Accepts, drains, stops.
class Listener {
 public:
  explicit Listener(Server& server)
      : server_(server),
        people_(server, Side::people),
        watcher_(server, Side::watcher),
        drain_(server.io),
        poll_(server.io),
        signals_(server.io, SIGINT, SIGTERM) {}

  std::uint16_t listen() {
    const auto& options = server_.options;
    const auto port = people_.listen(options.address, options.port);
    if (options.side) {
      const auto side_port = watcher_.listen(options.side->address, options.side->port);
      if (options.side->on_listening) options.side->on_listening(side_port);
    }
    return port;
  }

  void drain() {
    if (server_.draining) return server_.io.stop();
    server_.draining = true;
    told_to_stop = true;
    end_streams(server_);
    const auto now = Steady::now();
    hushed_at_ = now + seconds(server_.stopping.notice_s);
    closed_at_ = hushed_at_ + taking;
    idle_until_ = hushed_at_ + std::chrono::milliseconds(server_.stopping.grace_ms);
    drain_.expires_at(std::max(closed_at_, now + seconds(server_.options.limits.drain_s)));
    drain_.async_wait([this](error_code waited) {
      if (!waited) server_.io.stop();
    });
    wait_for_the_last();
  }
  // Until io is stopped. Where there was no memory for one step, one connection is lost (its client
  // asks again) and the others go on.
  void run() {
    for (bool ended = false; !ended;) {
      try {
        people_.go_on();
        watcher_.go_on();
        if (!heeds_) heed_signals();
        if (!server_.awaits) server_.await_answers();
        server_.send_answers();
        server_.io.run();
        ended = true;
      } catch (const std::bad_alloc&) {
        kernel::log::error("http.no_memory", {});
      }
    }
  }
  // Afterwards io runs out of work when the last answer is out.
  void finish() {
    error_code error;
    signals_.cancel(error);
    people_.close();
    watcher_.close();
    for (auto* timer : {&drain_, &poll_}) timer->cancel();
  }

 private:
  void heed_signals() {
    signals_.async_wait([this](error_code stopped, int) {
      heeds_ = false;
      if (stopped) return;
      drain();
      heed_signals();
    });
    heeds_ = true;
  }
  void wait_for_the_last() {
    const auto now = Steady::now();
    if (now >= hushed_at_ && !hushed_) {
      people_.hush();
      hushed_ = true;
    }
    if (now >= closed_at_) {
      people_.take_all();
      people_.close();
      watcher_.close();
      if (now >= idle_until_) close_idle_sessions(server_);
      if (server_.sessions.empty() && server_.streams.empty()) return server_.io.stop();
    }
    poll_.expires_after(std::chrono::milliseconds(5));
    poll_.async_wait([this](error_code error) {
      if (!error) wait_for_the_last();
    });
  }

  Server& server_;
  Door people_, watcher_;
  asio::steady_timer drain_, poll_;
  asio::signal_set signals_;
  bool heeds_ = false;  // signals
  Steady::time_point hushed_at_, closed_at_, idle_until_;
  bool hushed_ = false;
};

std::mutex running_mutex;
std::function<void()> ask_to_drain;  // of the server that runs; under running_mutex

}  // namespace

void serve(const Router& router, const ServerOptions& options) {
  serve(router, options, {});
}

void serve(const Router& router, const ServerOptions& options, const Stopping& stopping,
           const Patience& patience) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  told_to_stop = false;
  Server server(router, options, stopping, patience);
  Listener listener(server);
  const std::uint16_t port = listener.listen();
  {
    const std::lock_guard lock(running_mutex);
    ask_to_drain = [&] { asio::post(server.io, [&] { listener.drain(); }); };
  }
  if (options.on_listening) options.on_listening(port);
  listener.run();
  {
    const std::lock_guard lock(running_mutex);
    ask_to_drain = nullptr;
  }
  server.pool.join();
  server.side_pool.join();
  if (options.close_stores) options.close_stores();
  listener.finish();
  // Answers of the last commits, given on the writers' threads.
  server.io.restart();
  server.wake.cancel();
  server.send_answers();
  server.io.run_for(std::chrono::milliseconds(500));
}

bool draining() {
  return told_to_stop;
}

void request_stop() {
  const std::lock_guard lock(running_mutex);
  if (ask_to_drain) ask_to_drain();
}

}  // namespace http
