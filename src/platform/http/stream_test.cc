#include <condition_variable>
#include <random>

#include "platform/http/server_for_tests.h"
#include "platform/kernel/kernel.h"

namespace http {
namespace {

const std::string ask_for_news = "GET /news HTTP/1.1\r\nHost: a\r\n\r\n";

// Serves one stream after another, and lets the test push into the newest.
class Streams : public Served {
 protected:
  Streams() {
    options.load = &load;
    options.limits.beat_ms = 3'600'000;
    router.add("GET", "/news", Body::none, [this](Request&, Reply reply) {
      auto stream = std::make_shared<Stream>([this] {
        const std::lock_guard lock(mutex);
        ++ended;
        changed.notify_all();
      });
      reply.send({.body = "first\n", .content_type = "text/event-stream", .stream = stream});
      const std::lock_guard lock(mutex);
      open.push_back(stream);
      changed.notify_all();
    });
    router.add("GET", "/hello", Body::none,
               [](Request&, Reply reply) { reply.send({.body = "hello"}); });
  }
  ~Streams() override { stop(); }
  std::shared_ptr<Stream> newest(std::size_t count = 1) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, patience, [&] { return open.size() >= count; });
    return open.size() >= count ? open.back() : nullptr;
  }
  bool have_ended(int count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, patience, [&] { return ended >= count; });
  }

  static constexpr std::chrono::seconds patience{20};
  Load load;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::shared_ptr<Stream>> open;
  int ended = 0;
};

using AStream = Streams;

TEST_F(AStream, SendsWhatIsPushedAsItComesAndEndsWhenTold) {
  start();
  Client client(port);
  client.send(ask_for_news);
  const auto head = client.receive(false);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("connection"), "close");
  EXPECT_EQ(head.headers.count("content-length"), 0u);
  EXPECT_EQ(client.line(), "first");
  const auto stream = newest();
  EXPECT_TRUE(stream->push("one\ntwo\n"));
  EXPECT_EQ(client.line(), "one");
  EXPECT_EQ(client.line(), "two");
  EXPECT_EQ(load.streams, 1);
  stream->push("last\n");
  stream->end();
  EXPECT_FALSE(stream->push("late\n"));
  EXPECT_EQ(client.line(), "last");
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(have_ended(1));
}

TEST_F(AStream, HoldsNoWorker) {
  options.workers = 1;
  start();
  std::vector<std::unique_ptr<Client>> readers;
  for (int i = 0; i < 50; ++i) {
    readers.push_back(std::make_unique<Client>(port));
    readers.back()->send(ask_for_news);
    EXPECT_EQ(readers.back()->receive(false).status, 200);
  }
  EXPECT_EQ(get("/hello").body, "hello");
}

TEST_F(AStream, EndsWhenItsReaderGoesAway) {
  start();
  {
    Client client(port);
    client.send(ask_for_news);
    EXPECT_EQ(client.receive(false).status, 200);
  }
  EXPECT_TRUE(have_ended(1));
  EXPECT_FALSE(newest()->push("nobody\n"));
}

TEST_F(AStream, LeavesAReaderThatFallsBehind) {
  options.limits.stream_bytes_max = 1'000;
  start();
  Client client(port);
  client.send(ask_for_news);
  EXPECT_EQ(client.receive(false).status, 200);
  EXPECT_FALSE(newest()->push(std::string(2'000, 'x')));
  EXPECT_TRUE(have_ended(1));
}

TEST_F(AStream, BeatsWhenThereIsNothingToSay) {
  options.limits.beat_ms = 5;
  start();
  Client client(port);
  client.send(ask_for_news);
  EXPECT_EQ(client.receive(false).status, 200);
  EXPECT_EQ(client.line(), "first");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.line(), ":");
    EXPECT_EQ(client.line(), "");
  }
}

TEST_F(AStream, BeyondTheLimitEndsAtOnce) {
  options.limits.streams_max = 1;
  start();
  Client first(port), second(port);
  first.send(ask_for_news);
  EXPECT_EQ(first.receive(false).status, 200);
  second.send(ask_for_news);
  EXPECT_EQ(second.receive(false).status, 200);
  EXPECT_EQ(second.line(), "first");
  EXPECT_TRUE(second.closed());
  EXPECT_TRUE(have_ended(1));
}

TEST_F(AStream, IsOverAtOnceForWhoeverAsksForTheHeadAlone) {
  start();
  Client client(port);
  client.send("HEAD /news HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive(false).status, 200);
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(have_ended(1));
}

TEST_F(AStream, IsToldToStopWithTheServer) {
  start();
  Client client(port);
  client.send(ask_for_news);
  EXPECT_EQ(client.receive(false).status, 200);
  EXPECT_EQ(client.line(), "first");
  newest()->push("kept\n");
  stop();
  EXPECT_EQ(client.line(), "kept");
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(load.streams, 0);
  EXPECT_EQ(load.connections, 0);
}

// Readers that break off, talk, or stay, while others push: nothing is left open, nobody is served
// worse.
TEST_F(AStream, OutlivesWhateverItsReadersDo) {
  options.limits.beat_ms = 2;
  start();
  std::mt19937 random(1447);
  const auto upto = [&](unsigned most) { return random() % most; };
  bool over = false;  // under the mutex
  std::thread pusher([&] {
    std::size_t seen = 0;
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return over || open.size() > seen; });
      if (over) return;
      const std::vector<std::shared_ptr<Stream>> fresh(open.begin() + static_cast<long>(seen),
                                                       open.end());
      seen = open.size();
      lock.unlock();
      for (int i = 0; i < 50; ++i) {
        for (const auto& stream : fresh) stream->push("news\n");
      }
      lock.lock();
    }
  });
  const int rounds = 200;
  for (int i = 0; i < rounds; ++i) {
    Client client(port);
    std::string head = "GET /news HTTP/1.1\r\nHost: a\r\nLast-Event-ID: ";
    for (unsigned n = upto(40); n > 0; --n) head += static_cast<char>(0x21 + upto(0x5e));
    head += "\r\n\r\n";
    const bool whole = upto(4) != 0;
    client.send(whole ? head : head.substr(0, upto(static_cast<unsigned>(head.size()))));
    if (upto(2) == 0) client.send(std::string(upto(9'000), 'z'));
    if (whole && upto(2) == 0) client.receive(false);
  }
  EXPECT_EQ(get("/hello").body, "hello");
  {
    const std::lock_guard lock(mutex);
    over = true;
    changed.notify_all();
  }
  pusher.join();
  stop();
  EXPECT_EQ(load.streams, 0);
  EXPECT_EQ(load.connections, 0);
  EXPECT_EQ(static_cast<std::size_t>(ended), open.size());
}

}  // namespace
}  // namespace http
