#include "platform/http/server_for_tests.h"

namespace http {
namespace {

class BadRequests : public EchoServer {};

TEST_F(BadRequests, RefusesEverySmugglingVectorAndClosesTheConnection) {
  start();
  const std::string inner = "GET /hello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const auto refused = [&](const char* about, const std::string& bytes) {
    Client client(port);
    client.send(bytes + inner);
    EXPECT_EQ(client.receive().status, 400) << about;
    EXPECT_TRUE(client.closed()) << about;
  };
  refused("length and chunks",
          head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  refused("chunks and length",
          head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
  refused("two lengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
  refused("two equal lengths", head + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
  refused("a list of lengths", head + "Content-Length: 2, 3\r\n\r\n{}");
  refused("a signed length", head + "Content-Length: +2\r\n\r\n{}");
  refused("a negative length", head + "Content-Length: -1\r\n\r\n{}");
  refused("a space before the colon", head + "Content-Length : 2\r\n\r\n{}");
  refused("an unknown coding", head + "Transfer-Encoding: xchunked\r\n\r\n");
  refused("two codings", head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
  refused("a tab before the coding",
          head + "Transfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n");
  refused("a bare line feed", "POST /echo HTTP/1.1\nHost: a\n\n");
  refused("a bare line feed in a header", "GET /hello/a HTTP/1.1\r\nHost: a\nX: b\r\n\r\n");
  refused("a bare carriage return", "GET /hello/a HTTP/1.1\r\nHost: a\rX: b\r\n\r\n");
  refused("a chunk size that is no number",
          head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
  refused("a chunk longer than it says",
          head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n");
  refused("a chunk size beyond numbers",
          head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n");
  refused("chunks closed by line feeds", head + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n");
  refused("two hosts", "GET /hello/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  refused("no host", "GET /hello/a HTTP/1.1\r\n\r\n");
  refused("another's address", "GET http://b/hello/a HTTP/1.1\r\nHost: a\r\n\r\n");
  refused("a null", std::string("GET /hello/a HTTP/1.1\r\nHost: a\0\r\n\r\n", 35));
  refused("an unknown version", "GET /hello/a HTTP/3.7\r\nHost: a\r\n\r\n");
  refused("no HTTP", "\x16\x03\x01\x02hello");
}

TEST_F(BadRequests, ReadsAChunkedBody) {
  start();
  Client client(port);
  const auto answer = client.ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "{\"a\":1}");
  EXPECT_EQ(client.ask("GET /hello/b HTTP/1.1\r\nHost: a\r\n\r\n").body, "\"b\"");
}

TEST_F(BadRequests, HasALimitOnHeadersBodiesAndUploads) {
  options.limits.upload_bytes = 100'000;
  start();
  const std::string json = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const std::string upload =
      "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n";
  const auto limited = [&](const char* about, const std::string& bytes, int status) {
    const auto answer = ask(bytes);
    EXPECT_EQ(answer.status, status) << about;
    EXPECT_EQ(answer.header("connection"), "close") << about;
  };
  limited("one long header", "GET /hello/a HTTP/1.1\r\nHost: a\r\nX: " + std::string(17 << 10, 'a'),
          431);
  limited("a long address", "GET /hello/" + std::string(17 << 10, 'a') + " HTTP/1.1\r\n", 431);
  limited("a body said to be large", json + "Content-Length: 1048577\r\n\r\n", 413);
  limited("a body said to be absurd", json + "Content-Length: 99999999999999\r\n\r\n", 413);
  limited("chunks without end",
          json + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(70'000, 'a'), 413);
  limited("an upload said to be large", upload + "Content-Length: 100001\r\n\r\n", 413);
  limited("an upload of chunks",
          upload + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(131'072, 'a'), 413);
  EXPECT_EQ(spooled(), 0u);
}

TEST_F(BadRequests, TakesAListOfItsFullLengthAndNotAByteMore) {
  start();
  const auto around = form("", "/list");
  const auto body_of_none = around.size() - around.find("\r\n\r\n") - 4;
  const auto largest = options.limits.list_bytes - body_of_none;
  const auto taken = ask(form(std::string(largest, 'a'), "/list"));
  EXPECT_EQ(taken.status, 200);
  EXPECT_EQ(taken.body, "file:" + std::to_string(largest) + ";");
  EXPECT_EQ(ask(form(std::string(largest + 1, 'a'), "/list")).status, 413);
  EXPECT_EQ(ask(form(std::string(largest, 'a'))).status, 413) << "what is not a list";
  EXPECT_EQ(spooled(), 0u);
}

// A proxy sends all of a body before it reads; when it cannot, it says that the program is broken.
TEST_F(BadRequests, AnswersWhoeverSendsAWholeListToNobody) {
  start();
  Client client(port);
  EXPECT_TRUE(client.send(form(std::string(64 << 20, 'a'), "/nowhere")));
  EXPECT_EQ(client.receive().status, 404);
}

TEST_F(BadRequests, TellsAClientThatGoesOnSendingThatItIsTooMuch) {
  start();
  Client client(port);
  const std::string body(4 << 20, 'a');
  client.send(post("/echo", body));
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(BadRequests, TakesNoBodyOfAnotherType) {
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

}  // namespace
}  // namespace http
