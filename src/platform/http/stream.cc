// Answers that go on.
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "platform/http/server_state.h"

namespace http {

using boost::system::error_code;

// What the pushing threads and the connection share.
struct Stream::State {
  std::mutex mutex;
  std::string waiting;     // pushed, not yet taken to be sent
  std::size_t unsent = 0;  // the same, with what is being sent
  std::size_t unsent_max = Limits{}.stream_bytes_max;
  bool ended = false;  // takes nothing more
  bool woken = false;  // the connection has been told that there is something
  std::function<void()> on_end;
  asio::io_context* io = nullptr;  // while the connection stands
  std::weak_ptr<Streaming> connection;

  void finish() {
    std::function<void()> tell;
    {
      const std::lock_guard lock(mutex);
      ended = true;
      io = nullptr;
      tell.swap(on_end);
    }
    if (tell) tell();
  }
  void wake();  // under the mutex
};

namespace {

// A client of a stream has nothing to say.
constexpr std::size_t said_max = 4 << 10;
constexpr std::string_view beat_text = ":\n\n";

}  // namespace

// The connection of one. On the I/O thread.
class Streaming : public std::enable_shared_from_this<Streaming> {
 public:
  Streaming(Server& server, tcp::socket socket, std::string peer,
            std::shared_ptr<Stream::State> state)
      : server_(server),
        socket_(std::move(socket)),
        beat_(server.io),
        peer_(std::move(peer)),
        state_(std::move(state)) {
    server_.streams.insert(this);
    ++server_.per_peer[peer_];
    ++server_.load.streams;
  }
  Streaming(const Streaming&) = delete;
  Streaming& operator=(const Streaming&) = delete;
  ~Streaming() {
    server_.streams.erase(this);
    if (--server_.per_peer[peer_] <= 0) server_.per_peer.erase(peer_);
    --server_.load.streams;
    state_->finish();
  }

  void begin(std::string head) {
    {
      const std::lock_guard lock(state_->mutex);
      state_->unsent_max = server_.options.limits.stream_bytes_max;
      state_->unsent += head.size();
      state_->waiting = std::move(head += state_->waiting);
      state_->io = &server_.io;
      state_->connection = weak_from_this();
      state_->woken = true;
    }
    listen();
    wait_for_beat();
    write();
  }
  void write() {
    if (writing_) return;
    bool over = false;
    {
      const std::lock_guard lock(state_->mutex);
      state_->woken = false;
      sending_.clear();
      sending_.swap(state_->waiting);
      over = sending_.empty() && state_->ended;
    }
    if (over) return close();
    if (sending_.empty()) return;
    writing_ = true;
    asio::async_write(socket_, asio::buffer(sending_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->close();
                        self->wrote();
                      });
  }
  void end() {
    const std::lock_guard lock(state_->mutex);
    state_->ended = true;
    state_->wake();
  }

 private:
  void wrote() {
    writing_ = false;
    late_ = false;
    {
      const std::lock_guard lock(state_->mutex);
      state_->unsent -= std::min(state_->unsent, sending_.size());
    }
    write();
  }
  // To hear that the client has gone.
  void listen() {
    socket_.async_read_some(asio::buffer(piece_),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                              self->said_ += count;
                              if (error || self->said_ > said_max) return self->close();
                              self->listen();
                            });
  }
  // A beat for whoever hears nothing else, and so that a dead connection is found.
  void wait_for_beat() {
    beat_.expires_after(std::chrono::milliseconds(server_.options.limits.beat_ms));
    beat_.async_wait([weak = weak_from_this()](error_code stopped) {
      const auto self = weak.lock();
      if (stopped || !self) return;
      if (self->writing_ && self->late_) return self->close();  // has read nothing for a whole beat
      self->late_ = self->writing_;
      if (!self->writing_) self->beat();
      self->wait_for_beat();
    });
  }
  void beat() {
    {
      const std::lock_guard lock(state_->mutex);
      state_->waiting += beat_text;
      state_->unsent += beat_text.size();
    }
    write();
  }
  void close() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    beat_.cancel();
    state_->finish();
  }

  Server& server_;
  tcp::socket socket_;
  asio::steady_timer beat_;
  const std::string peer_;
  const std::shared_ptr<Stream::State> state_;
  std::string sending_;
  std::array<char, 512> piece_{};
  std::size_t said_ = 0;
  bool writing_ = false;
  bool late_ = false;  // what was being sent at the last beat still is
};

void Stream::State::wake() {
  if (woken || io == nullptr) return;
  woken = true;
  asio::post(*io, [weak = connection] {
    if (const auto self = weak.lock()) self->write();
  });
}

Stream::Stream(std::function<void()> on_end) : state_(std::make_shared<State>()) {
  state_->on_end = std::move(on_end);
}

Stream::~Stream() {
  try {
    end();
  } catch (const std::exception&) {
    return;  // no memory to wake it with: it ends at its next beat
  }
}

bool Stream::push(std::string_view text) {
  const std::lock_guard lock(state_->mutex);
  if (state_->ended) return false;
  if (state_->unsent + text.size() > state_->unsent_max) {
    state_->ended = true;
    state_->waiting.clear();
    state_->wake();
    return false;
  }
  state_->waiting += text;
  state_->unsent += text.size();
  state_->wake();
  return true;
}

void Stream::end() {
  const std::lock_guard lock(state_->mutex);
  state_->ended = true;
  state_->wake();
}

void start_stream(Server& server, tcp::socket socket, const std::string& peer, std::string head,
                  const Stream& stream) {
  std::make_shared<Streaming>(server, std::move(socket), peer, stream.state())
      ->begin(std::move(head));
}

void end_streams(Server& server) {
  for (auto* streaming : server.streams) streaming->end();
}

}  // namespace http
