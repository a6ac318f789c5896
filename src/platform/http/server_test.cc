#include <sys/resource.h>

#include <condition_variable>
#include <mutex>

#include "platform/http/server_for_tests.h"
#include "platform/kernel/kernel.h"

namespace http {
namespace {

class Server : public EchoServer {};

TEST_F(Server, AnswersARouteWithItsParameter) {
  start();
  const auto answer = get("/hello/%D9%85");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "\"م\"");
  EXPECT_EQ(answer.header("content-type"), "application/json");
}

TEST_F(Server, PutsItsGuardsOnEveryAnswer) {
  start();
  for (const auto* path : {"/hello/a", "/nowhere", "/throws", "/hello/%00"}) {
    const auto answer = get(path);
    EXPECT_NE(answer.header("content-security-policy").find("default-src 'self'"),
              std::string::npos);
    EXPECT_EQ(answer.header("content-security-policy").find("unsafe"), std::string::npos);
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_EQ(answer.header("x-request-id").size(), 26u) << path;
    EXPECT_EQ(answer.headers.count("server"), 0u);
  }
}

TEST_F(Server, TellsNothingOfAHandlersFaultButItsNumber) {
  start();
  for (const auto* path : {"/throws", "/drops"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(code_in(answer), "http.internal");
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    EXPECT_NE(answer.body.find(answer.header("x-request-id")), std::string::npos) << answer.body;
  }
}

TEST_F(Server, AnswersPipelinedRequestsInOrder) {
  start();
  Client client(port);
  std::string burst;
  for (int i = 0; i < 50; ++i)
    burst +=
        "GET /hello/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n" + post("/echo", "{}");
  client.send(burst);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.receive().body, "\"" + std::to_string(i) + "\"");
    EXPECT_EQ(client.receive().body, "{}");
  }
}

TEST_F(Server, AnswersHeadWithTheLengthAndNoBody) {
  router.add("GET", "/moved", Body::none, [](Request& request, Reply reply) {
    const Request mine = std::move(request);
    reply.send({.body = "12345"});
  });
  start();
  Client client(port);
  client.send("HEAD /moved HTTP/1.1\r\nHost: a\r\n\r\nGET /hello/b HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = client.receive(false);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "5");
  EXPECT_EQ(client.receive().body, "\"b\"");
}

TEST_F(Server, SaysWhichMethodsAPathTakes) {
  start();
  const auto answer = ask("PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "POST");
  EXPECT_EQ(get("/nowhere").status, 404);
}

TEST_F(Server, InvitesABodyThatWaitsToBeAsked) {
  start();
  Client client(port);
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.ask("{}").body, "{}");
}

TEST_F(Server, SendsALargeAnswerWhole) {
  start();
  Client client(port);
  EXPECT_EQ(client.ask("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").body, std::string(3'000'000, 'a'));
  EXPECT_EQ(client.ask("GET /hello/b HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(Server, LeavesWhoeverIsTooSlow) {
  options.limits.idle_s = options.limits.header_s = options.limits.body_s = options.limits.piece_s =
      1;
  start();
  Client silent(port), half_a_head(port), half_a_body(port), half_an_upload(port);
  half_a_head.send("GET /hello/a HTTP/1.1\r\nHo");
  half_a_body.send(post("/echo", "{}").substr(0, post("/echo", "{}").size() - 1));
  half_an_upload.send(form("abc").substr(0, 150));
  for (auto* client : {&silent, &half_a_head, &half_a_body, &half_an_upload})
    EXPECT_TRUE(client->closed());
  EXPECT_EQ(get("/hello/a").status, 200);
}

TEST_F(Server, LeavesAReaderThatStandsStill) {
  options.limits.piece_s = 1;
  router.add("GET", "/huge", Body::none,
             [](Request&, Reply reply) { reply.send({.body = std::string(64 << 20, 'a')}); });
  start();
  Client client(port);
  client.send("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n");
  options.limits.drain_s = 20;
  stop();  // returns only when the session is gone
  EXPECT_EQ(client.receive().status, 0);
}

TEST_F(Server, BelievesForwardedAddressesOnlyOfItsProxy) {
  const auto forwarded = post("/peer", "{}", "X-Forwarded-For: 203.0.113.7\r\n");
  start();
  EXPECT_EQ(ask(forwarded).body, "127.0.0.1");
  stop();
  options.trusted_proxies = {"127.0.0.1"};
  start();
  EXPECT_EQ(ask(forwarded).body, "203.0.113.7");
}

// A handler that waits until the test lets it go.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_for_guests(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

TEST_F(Server, TurnsAwayWhatItsQueueDoesNotHold) {
  Gate gate;
  options.workers = 1;
  options.limits.queue_max = 1;
  router.add("GET", "/wait", Body::none, [&](Request&, Reply reply) {
    gate.wait();
    reply.send({.body = "done"});
  });
  start();
  const std::string wait = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";
  Client first(port), second(port), third(port);
  first.send(wait);
  gate.wait_for_guests(1);
  second.send(wait);
  third.send(wait);
  Client& turned_away = Client::first_of(second, third);
  const auto refused = turned_away.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(code_in(refused), "http.overloaded");
  gate.open();
  EXPECT_EQ(first.receive().body, "done");
  EXPECT_EQ((&turned_away == &second ? third : second).receive().body, "done");
  EXPECT_EQ(turned_away.ask(wait).body, "done");  // its connection stayed
}

TEST_F(Server, TurnsAwayWhoWaitedTooLongForAWorker) {
  Gate gate;
  Load load;
  options.load = &load;
  options.workers = 1;
  router.add("GET", "/wait", Body::none, [&](Request&, Reply reply) {
    gate.wait();
    reply.send({.body = "done"});
  });
  start();
  const std::string wait = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";
  Client first(port), second(port);
  first.send(wait);
  gate.wait_for_guests(1);
  second.send(wait);
  while (load.queued == 0) std::this_thread::yield();
  patience.queue_ms = 0;  // read by the worker alone, which stands at the gate
  gate.open();
  EXPECT_EQ(first.receive().body, "done");
  const auto refused = second.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "2");
  EXPECT_EQ(code_in(refused), "http.overloaded");
  EXPECT_EQ(load.overloaded, 1u);
  patience.queue_ms = usual_patience.queue_ms;
  EXPECT_EQ(second.ask(wait).body, "done");  // its connection stayed
  stop();
}

TEST_F(Server, AcceptsAgainWhenDescriptorsComeBack) {
  start();
  Client late;  // has its descriptor already
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  const rlimit none{.rlim_cur = 3, .rlim_max = usual.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  EXPECT_TRUE(late.connect(port));  // the kernel takes it; the server cannot
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
  EXPECT_EQ(late.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(Server, HasALimitOnConnectionsOfOnePeer) {
  options.limits.connections_per_peer_max = 2;
  start();
  Client first(port), second(port);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  EXPECT_EQ(second.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  Client third(port);  // is told so before it has asked anything, and left
  const auto refused = third.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("content-type"), "application/problem+json");
  EXPECT_EQ(refused.header("retry-after"), "2");
  EXPECT_EQ(refused.header("connection"), "close");
  EXPECT_EQ(refused.header("x-request-id").size(), 26u);
  EXPECT_EQ(code_in(refused), "http.overloaded");
  EXPECT_TRUE(third.closed());
}

TEST_F(Server, TurnsAwayWithAnAnswerWhoeverHasAskedAlready) {
  options.limits.connections_max = 1;
  start();
  Client first(port);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  EXPECT_EQ(ask(post("/echo", "\"" + std::string(20'000, 'a') + "\"")).status, 503);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(Server, HoldsNothingForWhoeverWillNotBeTurnedAway) {
  options.limits.connections_max = 1;
  start();
  Client first(port);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  Client talker(port), silent(port);
  EXPECT_EQ(talker.receive().status, 503);
  EXPECT_EQ(silent.receive().status, 503);
  while (talker.send(std::string(4096, 'a'))) continue;  // until the server closes on it
  while (silent.send("a")) continue;
  std::vector<std::unique_ptr<Client>> crowd;  // more of them than are told so at once
  int told = 0;
  for (int i = 0; i < 200; ++i) crowd.push_back(std::make_unique<Client>(port));
  for (auto& one : crowd) told += one->receive().status == 503;
  EXPECT_GE(told, 64);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(Server, FinishesWhatIsUnderWayBeforeItStops) {
  Gate gate;
  router.add("GET", "/wait", Body::none, [&](Request&, Reply reply) {
    gate.wait();
    reply.send({.body = "done"});
  });
  bool closed_stores = false;
  options.close_stores = [&] { closed_stores = true; };
  start();
  Client idle(port), busy(port);
  EXPECT_EQ(idle.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.wait_for_guests(1);
  request_stop();
  EXPECT_TRUE(idle.closed());
  EXPECT_FALSE(Client(port).ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status == 200);
  gate.open();
  const auto answer = busy.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("connection"), "close");
  thread.join();
  EXPECT_TRUE(closed_stores);
}

TEST_F(Server, SendsAnswersThatOnlyTheStoresGiveWhenTheyClose) {
  std::optional<Reply> kept;
  Gate gate;
  options.limits.drain_s = 0;
  router.add("GET", "/keep", Body::none, [&](Request&, Reply reply) {
    kept.emplace(std::move(reply));
    gate.open();
  });
  options.close_stores = [&] { kept->send({.body = "committed"}); };
  start();
  Client client(port);
  client.send("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.wait();
  stop();
  EXPECT_EQ(client.receive().body, "committed");
}

TEST_F(Server, SaysInWordsThatItsPortIsTaken) {
  start();
  ServerOptions second = options;
  second.port = port;
  try {
    serve(router, second);
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(port)), std::string::npos);
  }
}

TEST_F(Server, PutsTheNumberOfAFaultIntoTheLogAndNothingOfTheRequest) {
  std::mutex mutex;
  std::string log;
  kernel::log::redirect([&](std::string_view line) {
    const std::lock_guard lock(mutex);
    log += std::string(line) + "\n";
  });
  start();
  Client client(port);
  const auto answer =
      client.ask("GET /throws?name=PERSONAL HTTP/1.1\r\nHost: a\r\nCookie: s=TOKEN\r\n\r\n");
  stop();
  kernel::log::redirect(nullptr);
  EXPECT_NE(log.find(answer.header("x-request-id")), std::string::npos) << log;
  EXPECT_EQ(log.find("PERSONAL"), std::string::npos);
  EXPECT_EQ(log.find("TOKEN"), std::string::npos);
}
TEST_F(Server, PutsAnUploadOnTheSpoolAndRemovesItAfterwards) {
  start();
  EXPECT_EQ(ask(form(std::string(3 << 20, 'x'))).body, "file:3145728;");
  EXPECT_EQ(ask(form("")).body, "file:0;");
  stop();
  EXPECT_EQ(spooled(), 0u);
}

TEST_F(Server, TakesOnlySoManyUploadsAtOnce) {
  options.limits.uploads_max = 1;
  start();
  EXPECT_EQ(ask(form("a")).status, 200);
  Client first(port), second(port);
  first.send(form(std::string(300'000, 'x')).substr(0, 200'000));
  second.send(form(std::string(300'000, 'x')).substr(0, 200'000));
  Client& turned_away = Client::first_of(first, second);
  EXPECT_EQ(turned_away.receive().status, 503);
  (&turned_away == &first ? second : first).send(std::string(100'500, 'x'));
  EXPECT_EQ((&turned_away == &first ? second : first).receive().status, 400);
  EXPECT_EQ(ask(form("a")).status, 200);
}

TEST_F(Server, RemovesAnUploadThatBreaksOff) {
  start();
  {
    Client client(port);
    const auto whole = form(std::string(1 << 20, 'x'));
    client.send(std::string_view(whole).substr(0, 600'000));
  }
  {
    Client client(port);
    auto broken = form(std::string(300'000, 'x'));
    broken.replace(broken.find("\r\n--xyz--"), 9, std::string(9, 'x'));
    EXPECT_EQ(client.ask(broken).status, 400);
  }
  stop();
  EXPECT_EQ(spooled(), 0u);
}

}  // namespace
}  // namespace http
