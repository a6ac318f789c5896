#include "platform/outbox/outbox.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "platform/kernel/kernel.h"

namespace outbox {
namespace {

constexpr std::int64_t first_backoff_ms = 5 * second_ms;
constexpr std::int64_t backoff_max_ms = 6 * hour_ms;
// A task that is being run is due again after this long: a program that died with it leaves it to
// the next.
constexpr std::int64_t lease_ms = 2 * minute_ms;
constexpr int list_max = 200;
// How long the thread rests when nothing is due sooner; what is published wakes it.
constexpr std::int64_t wait_max_ms = 30 * second_ms;
constexpr std::int64_t wait_min_ms = 10;
constexpr std::string_view work_to_do = "jobs";

}  // namespace

const db::Sql insert_job(R"sql(
INSERT INTO jobs (association_id, id, topic, idempotency_key, payload, attempts, due_at, state,
       code, last_at)
VALUES ($1, $2, $3, $4, $5, 0, $6, 'waiting', NULL, NULL)
    ON CONFLICT (association_id, topic, idempotency_key) DO NOTHING)sql");

void publish(db::Transaction& tx, const AssociationId& association, Instant now,
             std::string_view topic, std::string_view key, std::string_view payload,
             Instant not_before) {
  tx.execute(insert_job, association, kernel::new_id<MessageId>(now), topic, key, payload,
             std::max(now, not_before));
  tx.tell(work_to_do);
}

std::int64_t backoff_ms(int attempts, std::string_view id) {
  std::int64_t wait = first_backoff_ms;
  for (int i = 1; i < attempts && wait < backoff_max_ms; ++i) wait *= 2;
  wait = std::min(wait, backoff_max_ms);
  // Up to a tenth more or less, so that what failed together does not come back together.
  std::uint32_t mixed = 2166136261U;
  for (const char c : id) mixed = (mixed ^ static_cast<unsigned char>(c)) * 16777619U;
  return wait - wait / 10 + wait * (mixed % 201) / 1000;
}

const db::Sql select_failed(R"sql(
SELECT id, topic, COALESCE(code, ''), attempts, COALESCE(last_at, 0), state FROM jobs
 WHERE association_id = $1 AND state IN ('waiting', 'given_up') AND code IS NOT NULL
 ORDER BY last_at DESC, id LIMIT $2)sql");

std::vector<Failed> failed(db::Transaction& tx, const AssociationId& association, int limit) {
  std::vector<Failed> tasks;
  tx.each(
      select_failed,
      [&](const db::Row& row) {
        tasks.push_back({row.string(0), row.string(1), row.string(2),
                         static_cast<int>(row.integer(3)), row.instant(4),
                         row.text(5) == "given_up"});
      },
      association, std::min(limit, list_max));
  return tasks;
}

const db::Sql count_jobs(R"sql(
SELECT topic, state, COUNT(*), COUNT(code) FROM jobs
 WHERE association_id = $1 AND state IN ('waiting', 'given_up') GROUP BY topic, state)sql");

std::vector<Count> count_open(db::Transaction& tx, const AssociationId& association) {
  std::vector<Count> counts;
  tx.each(
      count_jobs,
      [&](const db::Row& row) {
        counts.push_back({row.string(0), row.string(1), row.integer(2), row.integer(3)});
      },
      association);
  return counts;
}

const db::Sql retry_job(R"sql(
UPDATE jobs SET state = 'waiting', attempts = 0, due_at = $3
 WHERE association_id = $1 AND id = $2 AND state <> 'done')sql");

bool try_again(db::Transaction& tx, const AssociationId& association, const std::string& id,
               Instant now) {
  tx.tell(work_to_do);
  return tx.execute(retry_job, association, id, now) > 0;
}

const db::Sql retry_job_by_key(R"sql(
UPDATE jobs SET state = 'waiting', attempts = 0, due_at = $4
 WHERE association_id = $1 AND topic = $2 AND idempotency_key = $3 AND state <> 'done')sql");

bool try_again(db::Transaction& tx, const AssociationId& association, std::string_view topic,
               std::string_view key, Instant now) {
  tx.tell(work_to_do);
  return tx.execute(retry_job_by_key, association, topic, key, now) > 0;
}

namespace {

const db::Sql select_due(R"sql(
SELECT id, topic, payload, idempotency_key, attempts, due_at FROM jobs
 WHERE association_id = $1 AND state = 'waiting' AND topic = $2 AND due_at <= $3
 ORDER BY due_at, id LIMIT 1)sql");
const db::Sql select_next_due(R"sql(
SELECT due_at FROM jobs WHERE association_id = $1 AND state = 'waiting' AND topic = $2
 ORDER BY due_at LIMIT 1)sql");
// Of a database that several programs write to: each takes another task, and none waits. It is made
// at its first use, since only PostgreSQL reads it.
const db::Sql& lease_next_job() {
  static const std::string text =
      "UPDATE jobs SET due_at = $4, attempts = attempts + 1, last_at = $3 "
      "WHERE association_id = $1 AND id = (SELECT id FROM jobs "
      "WHERE association_id = $1 AND state = 'waiting' AND topic = $2 AND due_at <= $3 "
      "ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) "
      "RETURNING id, topic, payload, idempotency_key, attempts";
  static const db::Sql sql(text);
  return sql;
}
// Only if nobody has taken it up meanwhile.
const db::Sql lease_job(R"sql(
UPDATE jobs SET due_at = $3, attempts = attempts + 1, last_at = $4
 WHERE association_id = $1 AND id = $2 AND state = 'waiting' AND due_at = $5)sql");
// By whoever has the lease: who was away for longer than that has nothing to say any more.
const db::Sql finish_job(R"sql(
UPDATE jobs SET state = $3, code = $4, due_at = $5, last_at = $6
 WHERE association_id = $1 AND id = $2 AND state = 'waiting' AND attempts = $7)sql");
const db::Sql sweep_jobs(R"sql(
DELETE FROM jobs WHERE association_id = $1 AND state = 'done' AND last_at < $2)sql");

struct Timer {
  std::string name;
  std::int64_t interval_ms = 0;
  std::function<void()> job;
  Instant due;
};

}  // namespace

struct Runner::State {
  db::Store& store;
  AssociationId association;
  std::function<Instant()> now;
  std::map<std::string, Handler> handlers;
  std::vector<Timer> timers;
  std::mutex mutex;
  std::condition_variable woken;
  bool wake = false, stop = false;
  int listener = 0;
  std::thread thread;

  std::optional<Task> lease_next(const std::string& topic);
  void finish(const Task& task, const Attempt& attempt);
  bool run_next(const std::string& topic, const Handler& handler);
  int run_all_due();
  void run_timers();
  std::int64_t wait_ms();
  void loop();
  bool stopping() {
    const std::lock_guard lock(mutex);
    return stop;
  }
  void rouse() {
    {
      const std::lock_guard lock(mutex);
      wake = true;
    }
    woken.notify_one();
  }
};

namespace {

Task task_of(const db::Row& row, std::int64_t attempts) {
  return Task{row.string(0), row.string(1), row.string(2), row.string(3),
              static_cast<int>(attempts)};
}

}  // namespace

std::optional<Task> Runner::State::lease_next(const std::string& topic) {
  const auto at = now();
  Instant due;
  std::optional<Task> task;
  store.read([&](db::Transaction& tx) {
    task = tx.one(
        select_due,
        [&](const db::Row& row) {
          due = row.instant(5);
          return task_of(row, row.integer(4) + 1);
        },
        association, topic, at);
  });
  if (!task) return task;
  const auto end = store.write_and_wait([&](db::Transaction& tx) {
    if (tx.numbers_have_gaps()) {  // writes run side by side
      task = tx.one(
          lease_next_job(), [](const db::Row& row) { return task_of(row, row.integer(4)); },
          association, topic, at, at + lease_ms);
      return task.has_value();
    }
    return tx.execute(lease_job, association, task->id, at + lease_ms, at, due) > 0;
  });
  return end == db::End::committed ? task : std::nullopt;
}

void Runner::State::finish(const Task& task, const Attempt& attempt) {
  const bool done = attempt.outcome == Outcome::done;
  const bool over = attempt.outcome == Outcome::give_up || task.attempts >= attempts_max;
  const std::string_view state = done ? "done" : over ? "given_up" : "waiting";
  const auto at = now();
  store.write_and_wait([&](db::Transaction& tx) {
    tx.execute(finish_job, association, task.id, state,
               done ? std::nullopt : std::optional(attempt.code),
               at + backoff_ms(task.attempts, task.id), at, task.attempts);
    return true;
  });
  if (!done) {
    kernel::log::warning("outbox.failed", {
                                              {"id",       task.id      },
                                              {"topic",    task.topic   },
                                              {"code",     attempt.code },
                                              {"attempts", task.attempts}
    });
  }
}

// Whether there was one.
bool Runner::State::run_next(const std::string& topic, const Handler& handler) {
  const auto task = lease_next(topic);
  if (!task) return false;
  Attempt attempt{Outcome::give_up, "outbox.unfinished"};
  // More attempts than there may be: the program died in each of them.
  if (task->attempts <= attempts_max) {
    try {
      attempt = handler(*task);
    } catch (const std::exception& error) {
      kernel::log::error("outbox.handler_threw", {
                                                     {"id",     task->id    },
                                                     {"detail", error.what()}
      });
      attempt = {Outcome::retry, "outbox.handler_threw"};
    }
  }
  finish(*task, attempt);
  return true;
}

// One task of each topic in turn: a slow mail gateway holds no text message up for longer than one
// attempt.
int Runner::State::run_all_due() {
  int count = 0;
  for (bool found = true; found;) {
    found = false;
    run_timers();
    for (const auto& [topic, handler] : handlers) {
      if (stopping()) return count;
      if (!run_next(topic, handler)) continue;
      found = true;
      ++count;
    }
  }
  return count;
}

void Runner::State::run_timers() {
  for (auto& timer : timers) {
    const auto at = now();
    if (at < timer.due || stopping()) continue;
    timer.due = at + timer.interval_ms;
    try {
      timer.job();
    } catch (const std::exception& error) {
      kernel::log::error("outbox.timer_threw", {
                                                   {"job",    timer.name  },
                                                   {"detail", error.what()}
      });
    }
  }
}

std::int64_t Runner::State::wait_ms() {
  const auto at = now();
  Instant next = at + wait_max_ms;
  for (const auto& timer : timers) next = std::min(next, timer.due);
  store.read([&](db::Transaction& tx) {
    for (const auto& [topic, handler] : handlers) {
      tx.each(
          select_next_due, [&](const db::Row& row) { next = std::min(next, row.instant(0)); },
          association, topic);
    }
  });
  return std::max<std::int64_t>(next.ms - at.ms, wait_min_ms);
}

void Runner::State::loop() {
  for (;;) {
    std::int64_t wait = wait_max_ms;
    try {
      run_all_due();
      wait = wait_ms();
    } catch (const std::exception& error) {  // the database cannot be read: later, perhaps
      kernel::log::error("outbox.stalled", {
                                               {"detail", error.what()}
      });
    }
    std::unique_lock lock(mutex);
    woken.wait_for(lock, std::chrono::milliseconds(wait), [&] { return wake || stop; });
    if (stop) return;
    wake = false;
  }
}

Runner::Runner(db::Store& store, AssociationId association, std::function<Instant()> now)
    : state_(
          new State{.store = store, .association = std::move(association), .now = std::move(now)}) {
  every("jobs.sweep", hour_ms, [this] {
    state_->store.write_and_wait([&](db::Transaction& tx) {
      tx.execute(sweep_jobs, state_->association, state_->now() - 30 * day_ms);
      return true;
    });
  });
}

Runner::~Runner() {
  if (state_->listener != 0) state_->store.forget(state_->listener);
  {
    const std::lock_guard lock(state_->mutex);
    state_->stop = true;
  }
  state_->woken.notify_one();
  if (state_->thread.joinable()) state_->thread.join();
}

void Runner::on(std::string topic, Handler handler) {
  state_->handlers[std::move(topic)] = std::move(handler);
}

void Runner::every(std::string name, std::int64_t interval_ms, std::function<void()> job) {
  state_->timers.push_back({std::move(name), interval_ms, std::move(job), {}});
}

void Runner::start() {
  state_->listener = state_->store.listen([state = state_.get()](const db::News& news) {
    if (news.text == work_to_do || news.text == db::missed) state->rouse();
  });
  state_->thread = std::thread([state = state_.get()] { state->loop(); });
}

void Runner::wake() {
  state_->rouse();
}

int Runner::run_due() {
  return state_->run_all_due();
}

}  // namespace outbox
