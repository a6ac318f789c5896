#include <atomic>

#include "platform/http/server_for_tests.h"

namespace http {
namespace {

constexpr int for_long = 20'000;
const std::string ask_hello = "GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n";

class Stopping : public EchoServer {
 protected:
  ~Stopping() override { stop(); }
  // The word to stop has been heard, and nobody has gone yet.
  void tell_to_stop() {
    request_stop();
    while (!draining()) std::this_thread::yield();
  }
};

TEST_F(Stopping, AnswersOnceMoreOnAConnectionThatWasOpenAndSaysThatItWasTheLast) {
  stopping.grace_ms = for_long;
  start();
  Client client(port);
  EXPECT_EQ(client.ask(ask_hello).header("connection"), "keep-alive");
  tell_to_stop();
  const auto last = client.ask(ask_hello);
  EXPECT_EQ(last.status, 200);
  EXPECT_EQ(last.header("connection"), "close");
  EXPECT_TRUE(client.closed());
  thread.join();
}

TEST_F(Stopping, ServesNewcomersAsLongAsItGivesNotice) {
  stopping.notice_s = 600;
  start();
  tell_to_stop();
  const auto answer = ask(ask_hello);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("connection"), "close");
  request_stop();  // once more: at once
  thread.join();
}

TEST_F(Stopping, AnswersOrRefusesEveryNewcomerAndHangsUpOnNone) {
  stopping.grace_ms = for_long;
  start();
  std::atomic<int> answered = 0, hung_up = 0;
  std::vector<std::thread> newcomers;
  for (int i = 0; i < 4; ++i) {
    newcomers.emplace_back([&] {
      for (;;) {
        Client client;
        if (!client.connect(port)) return;
        ++(client.ask(ask_hello).status == 200 ? answered : hung_up);
      }
    });
  }
  while (answered < 100) std::this_thread::yield();
  request_stop();
  for (auto& newcomer : newcomers) newcomer.join();
  thread.join();
  EXPECT_EQ(hung_up, 0) << "of " << answered + hung_up;
}

TEST_F(Stopping, HasABound) {
  stopping.grace_ms = for_long;
  options.limits.drain_s = 1;
  start();
  Client silent(port);
  EXPECT_EQ(silent.ask(ask_hello).status, 200);
  stop();
  EXPECT_TRUE(silent.closed());
}

}  // namespace
}  // namespace http
