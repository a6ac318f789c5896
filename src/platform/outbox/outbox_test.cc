#include "platform/outbox/outbox.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <future>

#include "platform/db/database_for_tests.h"

namespace outbox {
namespace {

// Leaves run_due() as a crash would: nothing after the handler is done.
struct Crash {};

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    char folder[] = "/tmp/sila-outbox-XXXXXX";
    folder_ = mkdtemp(folder);
    store_ = db::open_for_tests(folder_ + "/a.db", db::association_migrations(), association_.text);
  }
  ~OutboxTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void put(std::string_view key, std::string_view topic = "mail", Instant not_before = {}) {
    store_->write_and_wait([&](db::Transaction& tx) {
      publish(tx, association_, now_, topic, key, "{}", not_before);
      return true;
    });
  }
  std::vector<Failed> failures() {
    std::vector<Failed> found;
    store_->read([&](db::Transaction& tx) { found = failed(tx, association_, 10); });
    return found;
  }
  Runner runner() {
    return Runner(*store_, association_, [this] { return now_; });
  }
  const AssociationId association_{"a"};
  Instant now_{day_ms};
  std::string folder_;
  std::unique_ptr<db::Store> store_;
};

using Running = OutboxTest;

TEST_F(Running, HandlesATaskOnceAndIgnoresItsDouble) {
  put("k1");
  put("k1");
  auto tasks = runner();
  int handled = 0;
  tasks.on("mail", [&](const Task&) { return ++handled, Attempt{}; });
  EXPECT_EQ(tasks.run_due(), 1);
  EXPECT_EQ(tasks.run_due(), 0);
  EXPECT_EQ(handled, 1);
}

TEST_F(Running, TriesAgainAfterTheBackoffAndGivesUpAfterTwelve) {
  put("k1");
  auto tasks = runner();
  int handled = 0;
  tasks.on("mail", [&](const Task&) { return ++handled, Attempt{Outcome::retry, "smtp.refused"}; });
  for (int i = 1; i <= 12; ++i) {
    EXPECT_EQ(tasks.run_due(), 1);
    EXPECT_EQ(tasks.run_due(), 0);
    now_ = now_ + 7 * hour_ms;
  }
  EXPECT_EQ(tasks.run_due(), 0);
  EXPECT_EQ(handled, 12);
  ASSERT_EQ(failures().size(), 1u);
  EXPECT_TRUE(failures()[0].given_up);
  EXPECT_EQ(failures()[0].code, "smtp.refused");
}

TEST_F(Running, TakesAFailedTaskUpAgainWhenAsked) {
  put("k1");
  auto tasks = runner();
  Outcome outcome = Outcome::give_up;
  tasks.on("mail", [&](const Task&) { return Attempt{outcome, "x"}; });
  tasks.run_due();
  outcome = Outcome::done;
  store_->write_and_wait(
      [&](db::Transaction& tx) { return try_again(tx, association_, failures()[0].id, now_); });
  EXPECT_EQ(tasks.run_due(), 1);
  EXPECT_TRUE(failures().empty());
}

// The program died between the handler's work and the mark: the lease ends and the task comes
// again, with the same key.
TEST_F(Running, ComesAgainWithTheSameKeyAfterACrashInBetween) {
  put("k1");
  std::vector<std::string> keys;
  {
    auto tasks = runner();
    tasks.on("mail", [&](const Task& task) -> Attempt {
      keys.push_back(task.idempotency_key);
      throw Crash();
    });
    EXPECT_THROW(tasks.run_due(), Crash);
  }
  store_.reset();
  store_ = db::open_for_tests(folder_ + "/a.db", db::association_migrations(), association_.text);
  auto again = runner();
  again.on("mail",
           [&](const Task& task) { return keys.push_back(task.idempotency_key), Attempt{}; });
  EXPECT_EQ(again.run_due(), 0);  // still leased
  now_ = now_ + 3 * minute_ms;
  EXPECT_EQ(again.run_due(), 1);
  EXPECT_EQ(keys, (std::vector<std::string>{"k1", "k1"}));
}

// It was away for longer than its lease; what the other did stands.
TEST_F(Running, LeavesToAnotherWhatItHadForTooLong) {
  put("k1");
  auto late = runner();
  auto other = runner();
  other.on("mail", [](const Task&) { return Attempt{}; });
  late.on("mail", [&](const Task&) -> Attempt {
    now_ = now_ + 3 * minute_ms;
    EXPECT_EQ(other.run_due(), 1);
    return {Outcome::retry, "gateway.timeout"};
  });
  EXPECT_EQ(late.run_due(), 1);
  EXPECT_TRUE(failures().empty());
  EXPECT_EQ(other.run_due(), 0);
}

// Whoever kills the program each time must not do so for ever.
TEST_F(Running, GivesUpATaskInWhichTheProgramDiedTwelveTimes) {
  put("k1");
  int handled = 0;
  auto tasks = runner();
  tasks.on("mail", [&](const Task&) -> Attempt { return ++handled, throw Crash(), Attempt{}; });
  for (int i = 0; i < 12; ++i) {
    EXPECT_THROW(tasks.run_due(), Crash);
    now_ = now_ + 3 * minute_ms;
  }
  EXPECT_EQ(tasks.run_due(), 1);
  EXPECT_EQ(handled, 12);
  ASSERT_EQ(failures().size(), 1u);
  EXPECT_TRUE(failures()[0].given_up);
  EXPECT_EQ(failures()[0].code, "outbox.unfinished");
}

TEST_F(Running, OfAHandlerThatThrowsIsTriedAgain) {
  put("k1");
  auto tasks = runner();
  tasks.on("mail", [&](const Task&) -> Attempt { throw std::runtime_error("gateway"); });
  EXPECT_EQ(tasks.run_due(), 1);
  ASSERT_EQ(failures().size(), 1u);
  EXPECT_FALSE(failures()[0].given_up);
  EXPECT_EQ(failures()[0].code, "outbox.handler_threw");
}

TEST_F(Running, TakesTopicsInTurn) {
  for (const auto* key : {"1", "2", "3"}) put(key, "mail");
  for (const auto* key : {"1", "2"}) put(key, "sms");
  auto tasks = runner();
  std::string order;
  tasks.on("mail", [&](const Task&) { return order += 'm', Attempt{}; });
  tasks.on("sms", [&](const Task&) { return order += 's', Attempt{}; });
  EXPECT_EQ(tasks.run_due(), 5);
  EXPECT_EQ(order, "msmsm");
}

TEST_F(Running, LeavesWhatIsNotDueAndWhatNobodyHandles) {
  put("later", "mail", now_ + minute_ms);
  put("other", "news");
  auto tasks = runner();
  tasks.on("mail", [](const Task&) { return Attempt{}; });
  EXPECT_EQ(tasks.run_due(), 0);
  now_ = now_ + minute_ms;
  EXPECT_EQ(tasks.run_due(), 1);
  EXPECT_TRUE(failures().empty());
}

TEST_F(Running, PublishesNothingWhenTheTransactionIsRefused) {
  store_->write_and_wait([&](db::Transaction& tx) {
    publish(tx, association_, now_, "mail", "k1", "{}");
    return false;
  });
  auto tasks = runner();
  tasks.on("mail", [](const Task&) { return Attempt{}; });
  EXPECT_EQ(tasks.run_due(), 0);
}

TEST_F(Running, OnItsThreadHearsOfWhatIsPublished) {
  std::promise<std::string> handled;
  auto tasks = runner();
  tasks.on("mail",
           [&](const Task& task) { return handled.set_value(task.idempotency_key), Attempt{}; });
  tasks.start();
  put("k1");
  EXPECT_EQ(handled.get_future().get(), "k1");
}

TEST_F(Running, RunsATimerWhenItIsDue) {
  auto tasks = runner();
  int ran = 0;
  tasks.every("seal", minute_ms, [&] { ++ran; });
  tasks.run_due();
  tasks.run_due();
  EXPECT_EQ(ran, 1);
  now_ = now_ + minute_ms;
  tasks.run_due();
  EXPECT_EQ(ran, 2);
}

TEST(Backoff, DoublesFromFiveSecondsUpToSixHours) {
  for (int attempts = 1; attempts <= 12; ++attempts) {
    const std::int64_t plain = std::min<std::int64_t>(5'000LL << (attempts - 1), 6 * hour_ms);
    for (const auto* id : {"a", "b", "c"}) {
      EXPECT_GE(backoff_ms(attempts, id), plain * 9 / 10);
      EXPECT_LE(backoff_ms(attempts, id), plain * 11 / 10);
    }
  }
}

}  // namespace
}  // namespace outbox
