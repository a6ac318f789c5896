#include "load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

#include "measure.h"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  std::string answer;
  Clock::time_point sent;
};

int connected(std::uint16_t port) {
  const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(handle, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
    throw std::runtime_error("the bench cannot connect");
  const int on = 1;
  ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return handle;
}

void send_all(Connection& connection, const std::string& text) {
  connection.answer.clear();
  connection.sent = Clock::now();
  std::string_view left = text;
  while (!left.empty()) {
    const auto count = ::send(connection.socket, left.data(), left.size(), MSG_NOSIGNAL);
    if (count <= 0) throw std::runtime_error("the server closed a connection of the bench");
    left.remove_prefix(static_cast<std::size_t>(count));
  }
}

// Whether the answer has come whole.
bool receive(Connection& connection) {
  char piece[64 << 10];
  const auto count = ::recv(connection.socket, piece, sizeof piece, 0);
  if (count <= 0) throw std::runtime_error("the server closed a connection of the bench");
  auto& answer = connection.answer;
  answer.append(piece, static_cast<std::size_t>(count));
  const auto head = answer.find("\r\n\r\n");
  if (head == answer.npos) return false;
  const auto length = answer.find("Content-Length: ");
  const std::size_t body =
      length < head ? static_cast<std::size_t>(std::stoul(answer.substr(length + 16, 12))) : 0;
  return answer.size() >= head + 4 + body;
}

void note(Load& load, std::vector<double>& latencies, const Connection& connection) {
  latencies.push_back(seconds_since(connection.sent) * 1e3);
  ++load.answered;
  if (connection.answer.compare(9, 3, "200") == 0) return;
  if (load.refused++ == 0) load.first_refusal = connection.answer;
}

}  // namespace

Load drive(std::uint16_t port, int connections, double seconds,
           const std::function<std::string(int connection)>& next) {
  Load load;
  std::vector<double> latencies;
  std::vector<Connection> all(static_cast<std::size_t>(connections));
  const int poll = ::epoll_create1(0);
  for (int i = 0; i < connections; ++i) {
    auto& connection = all[static_cast<std::size_t>(i)];
    connection.socket = connected(port);
    epoll_event event{.events = EPOLLIN, .data = {.u32 = static_cast<std::uint32_t>(i)}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connection.socket, &event);
  }
  const auto began = Clock::now();
  for (int i = 0; i < connections; ++i) send_all(all[static_cast<std::size_t>(i)], next(i));
  int under_way = connections;
  while (under_way > 0) {
    epoll_event events[128];
    const int ready = ::epoll_wait(poll, events, 128, 20'000);
    if (ready <= 0) throw std::runtime_error("the server does not answer the bench");
    for (int at = 0; at < ready; ++at) {
      auto& connection = all[events[at].data.u32];
      if (!receive(connection)) continue;
      note(load, latencies, connection);
      if (seconds_since(began) < seconds) {
        send_all(connection, next(static_cast<int>(events[at].data.u32)));
      } else {
        --under_way;
      }
    }
  }
  load.seconds = seconds_since(began);
  for (auto& connection : all) ::close(connection.socket);
  ::close(poll);
  std::ranges::sort(latencies);
  load.p50_ms = latencies[latencies.size() / 2];
  load.p99_ms = latencies[latencies.size() * 99 / 100];
  return load;
}

}  // namespace bench
