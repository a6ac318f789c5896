#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <string>
#include <thread>

#include "base/text.h"
#include "platform/http/draining.h"
#include "platform/http/http.h"

namespace http {

struct Answer {
  int status = 0;  // 0: the server closed the connection without one
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

// A client that sends exactly the bytes it is given. Tests only.
class Client {
 public:
  explicit Client(std::uint16_t port = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 20, .tv_usec = 0};  // a broken server fails, and does not hang
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (port != 0) connect(port);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  bool connect(std::uint16_t port) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  // False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  // To a HEAD, or a 304, no body follows whatever the length says.
  Answer receive(bool with_body = true) {
    Answer answer;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return answer;
    }
    const auto lines = split(buffer_.substr(0, end), '\n');
    answer.status = std::stoi(lines[0].substr(9, 3));
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto colon = lines[i].find(':');
      answer.headers.emplace(lower_ascii(lines[i].substr(0, colon)),
                             trim(std::string_view(lines[i]).substr(colon + 1)));
    }
    buffer_.erase(0, end + 4);
    const auto length = answer.headers.find("content-length");
    if (!with_body || answer.status == 304 || length == answer.headers.end()) return answer;
    const auto size = static_cast<std::size_t>(std::stoul(length->second));
    while (buffer_.size() < size) {
      if (!more()) return {};
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }
  Answer ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }
  // The next line of a body that goes on; empty when the server closes before its end.
  std::string line() {
    std::size_t end = 0;
    while ((end = buffer_.find('\n')) == std::string::npos) {
      if (!more()) return {};
    }
    std::string text = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    return text;
  }
  // Waits until the server closes; false when it sends something more, or stays.
  bool closed() { return buffer_.empty() && !more() && at_end_; }

  // Waits until one of two has something to read.
  static Client& first_of(Client& one, Client& other) {
    pollfd both[] = {
        {one.socket_,   POLLIN, 0},
        {other.socket_, POLLIN, 0}
    };
    ::poll(both, 2, 20'000);
    return both[0].revents != 0 ? one : other;
  }

 private:
  bool more() {
    char piece[16 << 10];
    const auto count = ::recv(socket_, piece, sizeof piece, 0);
    at_end_ = count == 0 || (count < 0 && errno == ECONNRESET);
    if (count <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool at_end_ = false;
  std::string buffer_;
};

// A server on a free port of loopback, with a folder that goes away. Tests only.
class Served : public testing::Test {
 protected:
  Served() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-http-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    options.port = 0;
    options.spool_dir = folder + "/spool";
  }
  ~Served() override {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  void start() {
    std::promise<std::uint16_t> listening;
    options.on_listening = [&](std::uint16_t at) { listening.set_value(at); };
    thread = std::thread([this] { serve(router, options, stopping, patience); });
    port = listening.get_future().get();
  }
  void stop() {
    if (!thread.joinable()) return;
    request_stop();
    thread.join();
  }
  // What one answer on a connection of its own is.
  Answer ask(std::string_view bytes) {
    Client client(port);
    return client.ask(bytes);
  }
  Answer get(const std::string& path, const std::string& headers = "") {
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  }
  std::size_t spooled() const {
    const std::filesystem::directory_iterator all(folder + "/spool");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  void put_file(const std::string& name, const std::string& content) const {
    const auto path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  std::string folder;
  Router router;
  ServerOptions options;
  Stopping stopping{.grace_ms = 0};
  Patience patience;
  std::uint16_t port = 0;
  std::thread thread;
};

// With a few routes to ask. Tests only.
class EchoServer : public Served {
 protected:
  EchoServer() {
    router.add("GET", "/hello/{name}", Body::none, [](Request& request, Reply reply) {
      reply.send({.body = "\"" + std::string(request.param("name")) + "\""});
    });
    router.add("POST", "/echo", Body::json, [](Request& request, Reply reply) {
      const Request mine = std::move(request);  // as the API's exchange does
      reply.send({.body = mine.body});
    });
    router.add("POST", "/peer", Body::json,
               [](Request& request, Reply reply) { reply.send({.body = request.peer}); });
    router.add("GET", "/throws", Body::none, [](Request& request, Reply) {
      const Request mine = std::move(request);
      throw std::runtime_error("secret of the handler");
    });
    router.add("GET", "/drops", Body::none, [](Request&, Reply) {});
    const auto tell_parts = [](Request& request, Reply reply) {
      std::string told;
      for (const auto& part : request.parts)
        told += part.name + ":" + std::to_string(std::filesystem::file_size(part.spool_path)) + ";";
      reply.send({.body = told});
    };
    router.add("POST", "/upload", Body::upload, tell_parts);
    router.add("POST", "/list", Body::list, tell_parts);
    router.add("GET", "/large", Body::none,
               [](Request&, Reply reply) { reply.send({.body = std::string(3'000'000, 'a')}); });
  }
  static std::string post(const std::string& path, const std::string& body,
                          const std::string& headers = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  static std::string form(const std::string& content, const std::string& path = "/upload") {
    const std::string body =
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n" +
        content + "\r\n--xyz--\r\n";
    return "POST " + path +
           " HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=xyz\r\n"
           "Content-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

inline std::string code_in(const Answer& answer) {
  const auto at = answer.body.find("\"code\":\"");
  if (at == std::string::npos) return {};
  return answer.body.substr(at + 8, answer.body.find('"', at + 8) - at - 8);
}

}  // namespace http
