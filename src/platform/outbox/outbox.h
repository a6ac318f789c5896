#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "platform/db/db.h"
#include "platform/seal/seal.h"

// Durable work that happens after the commit: at least once, with an idempotency key, with backoff;
// what failed stays listed and can be tried again. Nothing is sent from inside a transaction.
namespace outbox {

struct Task {
  std::string id;
  std::string topic;    // "mail", "sms", "news"
  std::string payload;  // canonical JSON; personal values only as ids (the handler opens them)
  std::string idempotency_key;  // the same for every attempt
  int attempts = 0;
};

// Puts a task in, in the caller's transaction. A second task with the same topic and key is
// ignored, done or not. Runners hear of it at the commit.
void publish(db::Transaction& tx, const AssociationId& association, Instant now,
             std::string_view topic, std::string_view key, std::string_view payload,
             Instant not_before = {});

enum class Outcome { done, retry, give_up };
struct Attempt {
  Outcome outcome = Outcome::done;
  std::string code = {};  // why not: "smtp.refused", "gateway.timeout": no personal value
};
using Handler = std::function<Attempt(const Task&)>;

struct Failed {
  std::string id, topic, code;
  int attempts = 0;
  Instant last_at;
  bool given_up = false;
};
std::vector<Failed> failed(db::Transaction& tx, const AssociationId& association, int limit);
// What is not done, by topic and state ("waiting", "given_up").
struct Count {
  std::string topic, state;
  std::int64_t tasks = 0;
  std::int64_t tried = 0;  // of them, at least once and in vain
};
std::vector<Count> count_open(db::Transaction& tx, const AssociationId& association);
bool try_again(db::Transaction& tx, const AssociationId& association, const std::string& id,
               Instant now);
// The same for who knows the task by what it was published under.
bool try_again(db::Transaction& tx, const AssociationId& association, std::string_view topic,
               std::string_view key, Instant now);

inline constexpr int attempts_max = 12;

// Backoff before attempt n (1-based): 5 s doubled each time, at most 6 h, ± 10 % from the id; given
// up after attempts_max.
std::int64_t backoff_ms(int attempts, std::string_view id);

// Runs handlers for one association's due tasks, one of each topic in turn, and its timers; one
// thread. Tasks of a topic without a handler wait. `now` is the clock. Destroy it before the store.
class Runner {
 public:
  Runner(db::Store& store, AssociationId association, std::function<Instant()> now);
  ~Runner();                                    // finishes the running handler and stops
  void on(std::string topic, Handler handler);  // before start()
  void every(std::string name, std::int64_t interval_ms,
             std::function<void()> job);  // timers: audit sealing, lapses, sweeping; the first
                                          // time at the start
  void start();
  void wake();    // e.g. the clock was moved; what is published wakes it by itself
  int run_due();  // runs what is due now on the calling thread (tests, demo); returns how many

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace outbox
