#include <condition_variable>
#include <mutex>

#include "platform/http/server_for_tests.h"
#include "platform/kernel/kernel.h"

namespace http {
namespace {

class Server : public Served {
 protected:
  Server() {
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
    router.add("POST", "/upload", Body::upload, [](Request& request, Reply reply) {
      std::string told;
      for (const auto& part : request.parts) {
        std::ifstream in(part.spool_path, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(in), {}};
        told += part.name + ":" + std::to_string(content.size()) + ";";
      }
      reply.send({.body = told});
    });
    router.add("GET", "/large", Body::none,
               [](Request&, Reply reply) { reply.send({.body = std::string(3'000'000, 'a')}); });
  }
  static std::string post(const std::string& path, const std::string& body,
                          const std::string& headers = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  static std::string form(const std::string& content) {
    const std::string body =
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n" +
        content + "\r\n--xyz--\r\n";
    return "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=xyz\r\n"
           "Content-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

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

struct Vector {
  std::string about, bytes;
  int status;
};

TEST_F(Server, RefusesEverySmugglingVectorAndClosesTheConnection) {
  start();
  const std::string inner = "GET /hello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const std::vector<Vector> vectors = {
      {"length and chunks",
       head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",                         400},
      {"chunks and length",
       head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",                         400},
      {"two lengths",                    head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",       400},
      {"two equal lengths",              head + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",       400},
      {"a list of lengths",              head + "Content-Length: 2, 3\r\n\r\n{}",                         400},
      {"a signed length",                head + "Content-Length: +2\r\n\r\n{}",                           400},
      {"a negative length",              head + "Content-Length: -1\r\n\r\n{}",                           400},
      {"a space before the colon",       head + "Content-Length : 2\r\n\r\n{}",                           400},
      {"an unknown coding",              head + "Transfer-Encoding: xchunked\r\n\r\n",                    400},
      {"two codings",                    head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",      400},
      {"a tab before the coding",        head + "Transfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n",
       400                                                                                                   },
      {"a bare line feed",               "POST /echo HTTP/1.1\nHost: a\n\n",                              400},
      {"a bare line feed in a header",   "GET /hello/a HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",                400},
      {"a bare carriage return",         "GET /hello/a HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",                400},
      {"a chunk size that is no number",
       head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",                                  400},
      {"a chunk longer than it says",
       head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",                                   400},
      {"a chunk size beyond numbers",
       head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n",                            400},
      {"chunks closed by line feeds",    head + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",         400},
      {"two hosts",                      "GET /hello/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",           400},
      {"no host",                        "GET /hello/a HTTP/1.1\r\n\r\n",                                 400},
      {"another's address",              "GET http://b/hello/a HTTP/1.1\r\nHost: a\r\n\r\n",              400},
      {"a null",                         std::string("GET /hello/a HTTP/1.1\r\nHost: a\0\r\n\r\n",        36), 400},
      {"an unknown version",                                "GET /hello/a HTTP/3.7\r\nHost: a\r\n\r\n",                                                                            400     },
      {"no HTTP",                                "\x16\x03\x01\x02hello",                                                                                       400                              },
  };
  for (const auto& vector : vectors) {
    Client client(port);
    client.send(vector.bytes + inner);
    EXPECT_EQ(client.receive().status, vector.status) << vector.about;
    EXPECT_TRUE(client.closed()) << vector.about;
  }
}

TEST_F(Server, ReadsAChunkedBody) {
  start();
  Client client(port);
  const auto answer = client.ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "{\"a\":1}");
  EXPECT_EQ(client.ask("GET /hello/b HTTP/1.1\r\nHost: a\r\n\r\n").body, "\"b\"");
}

TEST_F(Server, HasALimitOnHeadersBodiesAndUploads) {
  options.limits.upload_bytes = 100'000;
  start();
  const std::string json = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const std::string upload =
      "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n";
  const std::vector<Vector> vectors = {
      {"one long header",                                "GET /hello/a HTTP/1.1\r\nHost: a\r\nX: " + std::string(17 << 10, 'a'),
       431                                                                                                                                                            },
      {"a long address",                                 "GET /hello/" + std::string(17 << 10,                             'a') + " HTTP/1.1\r\n", 431                },
      {"a body said to be large",                        json + "Content-Length: 1048577\r\n\r\n",                         413                   },
      {"a body said to be absurd", json + "Content-Length: 99999999999999\r\n\r\n",                                                              413                      },
      {"chunks without end",
       json + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(70'000,                                                                                                         'a'),                       413                   },
      {"an upload said to be large",                                             upload + "Content-Length: 100001\r\n\r\n",                                                                                                             413  },
      {"an upload of chunks",
       upload + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(131'072,                                                                                                             'a'),                                                                                                                             413},
  };
  for (const auto& vector : vectors) {
    const auto answer = ask(vector.bytes);
    EXPECT_EQ(answer.status, vector.status) << vector.about;
    EXPECT_EQ(answer.header("connection"), "close") << vector.about;
  }
  EXPECT_EQ(spooled(), 0u);
}

TEST_F(Server, TellsAClientThatGoesOnSendingThatItIsTooMuch) {
  start();
  Client client(port);
  const std::string body(4 << 20, 'a');
  client.send(post("/echo", body));
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(Server, TakesNoBodyOfAnotherType) {
  start();
  EXPECT_EQ(ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                "Content-Length: 2\r\n\r\n{}")
                .status,
            415);
  EXPECT_EQ(ask("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                "Content-Length: 2\r\n\r\n{}")
                .status,
            415);
}

TEST_F(Server, PutsAnUploadOnTheSpoolAndRemovesItAfterwards) {
  start();
  EXPECT_EQ(ask(form(std::string(3 << 20, 'x'))).body, "file:3145728;");
  EXPECT_EQ(ask(form("")).body, "file:0;");
  stop();
  EXPECT_EQ(spooled(), 0u);
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
  // The second waits for the worker, or the third does: one of them is turned away.
  third.send(wait);
  Answer refused = third.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(code_in(refused), "http.overloaded");
  gate.open();
  EXPECT_EQ(first.receive().body, "done");
  EXPECT_EQ(second.receive().body, "done");
  EXPECT_EQ(third.ask(wait).body, "done");  // its connection stayed
}

TEST_F(Server, HasALimitOnConnectionsOfOnePeer) {
  options.limits.connections_per_peer_max = 2;
  start();
  Client first(port), second(port);
  EXPECT_EQ(first.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  EXPECT_EQ(second.ask("GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  Client third(port);
  EXPECT_TRUE(third.closed());
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

TEST_F(Server, ServesBuiltPagesZippedAndCached) {
  put_file("web/portal.html", "<p>page</p>");
  put_file("web/assets/app-1a2b.js", "script");
  put_file("web/assets/app-1a2b.js.gz", "zipped");
  put_file("web/app.webmanifest", "{}");
  options.static_dir = folder + "/web";
  options.page_for = [](std::string_view path) {
    return std::string(path.starts_with("/teryaq") ? "/portal.html" : "");
  };
  start();
  const auto page = get("/teryaq/apply");
  EXPECT_EQ(page.body, "<p>page</p>");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  const auto plain = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip;q=0\r\n");
  EXPECT_EQ(plain.body, "script");
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  const auto zipped = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip;q=0.5\r\n");
  EXPECT_EQ(zipped.body, "zipped");
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_EQ(zipped.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/app.webmanifest").header("content-type"), "application/manifest+json");
  for (const auto* path : {"/other", "/assets/../../etc/passwd", "/assets/app-1a2b.js.gz",
                           "/%2e%2e/spool", "/assets/"})
    EXPECT_EQ(get(path).status, 404) << path;
  EXPECT_EQ(ask("POST /teryaq/apply HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
}

TEST_F(Server, SendsAPageOnlyOnceToWhoeverHasIt) {
  put_file("web/portal.html", "<p>page</p>");
  options.static_dir = folder + "/web";
  start();
  Client client(port);
  const std::string ask_page = "GET /portal.html HTTP/1.1\r\nHost: a\r\n";
  const auto etag = client.ask(ask_page + "\r\n").header("etag");
  const auto again = client.ask(ask_page + "If-None-Match: " + etag + "\r\n\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), etag);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(client.ask(ask_page + "If-None-Match: \"other\"\r\n\r\n").body, "<p>page</p>");
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

}  // namespace
}  // namespace http
