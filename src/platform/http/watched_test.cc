#include "platform/http/server_for_tests.h"

namespace http {
namespace {

// A server that tells what became of each request.
class Watched : public EchoServer {
 protected:
  struct Told {
    std::string method, route, request_id;
    int status;
    std::size_t bytes;
    bool operator==(const Told&) const = default;
  };
  Watched() {
    options.load = &load;
    options.on_answered = [this](const Answered& answered) {
      told.push_back({std::string(answered.method), std::string(answered.route),
                      std::string(answered.request_id), answered.status, answered.bytes});
    };
  }
  ~Watched() override { stop(); }
  Load load;
  std::vector<Told> told;  // by the I/O thread: read after stop()
};

TEST_F(Watched, IsToldOfEveryRequestByItsPattern) {
  start();
  get("/hello/PERSONAL");
  get("/nowhere/PERSONAL");
  ask("BREW /hello/a HTTP/1.1\r\nHost: a\r\n\r\n");
  get("/throws");
  stop();
  ASSERT_EQ(told.size(), 4u);
  for (auto& one : told) one.request_id.clear();
  EXPECT_EQ(told[0], (Told{"GET", "/hello/{name}", "", 200, 10}));
  EXPECT_EQ(told[1].route, "(none)");
  EXPECT_EQ(told[1].method, "other");
  EXPECT_EQ(told[2].status, 405);
  EXPECT_EQ(told[2].method, "other");
  EXPECT_EQ(told[3].status, 500);
  EXPECT_EQ(load.in_flight, 0);
  EXPECT_EQ(load.connections, 0);
}

TEST_F(Watched, TakesTheRequestIdOfATrustedProxyAlone) {
  start();
  const std::string given = "X-Request-Id: 0af7651916cd43dd8448eb211c80319c\r\n";
  EXPECT_NE(get("/hello/a", given).header("x-request-id"), "0af7651916cd43dd8448eb211c80319c");
  stop();
  options.trusted_proxies = {"127.0.0.1"};
  start();
  EXPECT_EQ(get("/hello/a", given).header("x-request-id"), "0af7651916cd43dd8448eb211c80319c");
  const auto fault = get("/throws", given);
  EXPECT_NE(fault.body.find("0af7651916cd43dd8448eb211c80319c"), std::string::npos) << fault.body;
  for (const std::string wrong : {"0512345678", "1500000003", "a b c d e f g h i j",
                                  "\"}{\"a\":\"bbbbbbbbbb", "<script>alert(1)</script>"}) {
    EXPECT_EQ(get("/hello/a", "X-Request-Id: " + wrong + "\r\n").header("x-request-id").size(), 26u)
        << wrong;
  }
  EXPECT_EQ(get("/hello/a", "X-Request-Id: " + std::string(65, 'a') + "\r\n")
                .header("x-request-id")
                .size(),
            26u);
}

TEST_F(Watched, AnswersWatchersOnAListenerOfTheirOwn) {
  Router watchers;
  watchers.add("GET", "/metrics", Body::none,
               [](Request&, Reply reply) { reply.send({.body = "figures"}); });
  std::uint16_t side_port = 0;
  options.side = {.router = &watchers,
                  .address = "127.0.0.1",
                  .on_listening = [&](std::uint16_t at) { side_port = at; }};
  options.limits.connections_max = 1;
  start();
  Client somebody(port);
  EXPECT_EQ(somebody.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  Client watcher(side_port);
  EXPECT_EQ(watcher.ask("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").body, "figures");
  EXPECT_EQ(watcher.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
  EXPECT_EQ(somebody.ask("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
  EXPECT_EQ(ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 503) << "one more of people";
  stop();
  EXPECT_EQ(load.turned_away, 1u);
  EXPECT_EQ(told.size(), 2u) << "whoever watches is not counted";
}

}  // namespace
}  // namespace http
