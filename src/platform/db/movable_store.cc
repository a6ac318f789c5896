#include "platform/db/movable_store.h"

#include <pthread.h>

#include "platform/db/move_source.h"
#include "platform/db/wait_for_write.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

// Between two looks whether writes that were refused may go on.
constexpr std::chrono::milliseconds look_every{50};
constexpr std::size_t waiting_max = 4'096;

const Sql look("SELECT 1");

// An INSERT that was refused is known at the next look, and who is moved must be known before the
// commit (ADR 0014).
bool run_and_look(Job& job, Transaction& tx) {
  if (!job.run(tx)) return false;
  tx.each(look, [](const Row&) {});
  return true;
}

}  // namespace

// A write on its way through the store beneath.
struct MovableStore::Passed {
  std::unique_ptr<Job> job;
  Steady::time_point until;
  bool refused = false;  // since the association is being moved
};

MovableStore::MovableStore(std::unique_ptr<Store> store, std::function<void()> look_again,
                           std::chrono::milliseconds patience)
    : look_again_(std::move(look_again)), patience_(patience), store_(std::move(store)) {
  hear_from(*store_);
  minder_ = std::thread([this] { mind(); });
}

MovableStore::~MovableStore() {
  MovableStore::close();
}

void MovableStore::hear_from(Store& store) {
  store.listen([this](const News& news) { listeners_.tell(news); });
}

std::shared_ptr<Store> MovableStore::beneath() const {
  const std::lock_guard lock(mutex_);
  return store_;
}

bool MovableStore::is_held() const {
  const std::lock_guard lock(mutex_);
  return held_ || refused_;
}

void MovableStore::hold() {
  const std::lock_guard lock(mutex_);
  held_ = true;
}

void MovableStore::go_on() {
  {
    const std::lock_guard lock(mutex_);
    held_ = false;
  }
  changed_.notify_all();
}

void MovableStore::exchange(std::unique_ptr<Store> next) {
  hear_from(*next);
  {
    const std::lock_guard lock(mutex_);
    before_.push_back(std::exchange(store_, std::shared_ptr<Store>(std::move(next))));
    held_ = false;
    refused_ = false;
  }
  changed_.notify_all();
  listeners_.tell({.text = missed, .here = false});
}

Figures MovableStore::figures() const {
  auto figures = beneath()->figures();
  const std::lock_guard lock(mutex_);
  figures.waiting += waiting_.size();
  return figures;
}

void MovableStore::close() {
  std::deque<Waiting> rest;
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return;
    closing_ = true;
    rest.swap(waiting_);
  }
  changed_.notify_all();
  if (minder_.joinable()) minder_.join();
  for (auto& one : rest) one.job->done(End::stopped);
  before_.clear();
  beneath()->close();
}

void MovableStore::submit(std::unique_ptr<Job> job) {
  Waiting one{std::move(job), Steady::now() + patience_};
  {
    const std::lock_guard lock(mutex_);
    if (!held_ || closing_) {
      // goes on
    } else if (waiting_.size() < waiting_max) {
      waiting_.push_back(std::move(one));
      changed_.notify_all();
      return;
    } else {
      one.until = {};
    }
  }
  if (one.until == Steady::time_point()) return one.job->done(End::full);
  pass_on(std::move(one));
}

void MovableStore::pass_on(Waiting waiting) {
  const auto passed = std::make_shared<Passed>(Passed{std::move(waiting.job), waiting.until});
  beneath()->write<char>(
      [passed](Transaction& tx, char&) {
        passed->refused = false;
        try {
          return run_and_look(*passed->job, tx);
        } catch (const Error& error) {
          passed->refused = error.code == being_moved;
          throw;
        }
      },
      [this, passed](End end, char&) {
        if (end == End::error && passed->refused)
          wait_here({std::move(passed->job), passed->until});
        else
          passed->job->done(end);
      });
}

void MovableStore::wait_here(Waiting waiting) {
  {
    const std::lock_guard lock(mutex_);
    refused_ = true;
    if (!closing_ && waiting_.size() < waiting_max) {
      waiting_.push_back(std::move(waiting));
      changed_.notify_all();
      return;
    }
  }
  waiting.job->done(End::full);
}

std::deque<MovableStore::Waiting> MovableStore::take_what_is_over(Steady::time_point now) {
  std::deque<Waiting> over;
  while (!waiting_.empty() && waiting_.front().until <= now) {
    over.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return over;
}

// By nobody who may be a thread of theirs.
void MovableStore::close_those_before(std::unique_lock<std::mutex>& lock) {
  std::vector<std::shared_ptr<Store>> unused;
  for (auto& one : before_)
    if (one.use_count() == 1) unused.push_back(std::move(one));
  std::erase(before_, nullptr);
  lock.unlock();
  unused.clear();
  lock.lock();
}

// What waits runs when writes go on; what waited too long is turned away.
void MovableStore::mind() {
  pthread_setname_np(pthread_self(), "db-movable");
  std::unique_lock lock(mutex_);
  while (!closing_) {
    try {
      tend(lock);
    } catch (const std::bad_alloc&) {  // soon again
      if (!lock.owns_lock()) lock.lock();
      changed_.wait_for(lock, look_every);
    }
  }
}

void MovableStore::tend(std::unique_lock<std::mutex>& lock) {
  if (waiting_.empty()) {
    refused_ = false;
    if (before_.empty()) {
      changed_.wait(lock);
    } else {
      changed_.wait_for(lock, look_every);
    }
  }
  close_those_before(lock);
  auto over = take_what_is_over(Steady::now());
  std::deque<Waiting> again;
  if (refused_ && !held_) {
    lock.unlock();
    try {
      look_again_();
    } catch (const std::exception& error) {  // the directory does not answer: soon again
      kernel::log::warning("db.place_unknown", {
                                                   {"detail", error.what()}
      });
    }
    lock.lock();
  }
  if (!held_) again.swap(waiting_);
  lock.unlock();
  for (auto& one : over) one.job->done(End::full);
  for (auto& one : again) pass_on(std::move(one));
  lock.lock();
  changed_.wait_for(lock, look_every,
                    [&] { return closing_ || (!held_ && !refused_ && !waiting_.empty()); });
}

void MovableStore::run_read(void (*call)(void*, Transaction&), void* self) {
  beneath()->read([&](Transaction& tx) { call(self, tx); });
}

void MovableStore::run_read_list(const std::string& position, void (*call)(void*, Transaction&),
                                 void* self) {
  beneath()->read_list(position, [&](Transaction& tx) { call(self, tx); });
}

End MovableStore::run_write(bool (*call)(void*, Transaction&), void* self) {
  return wait_for_write(*this, call, self);
}

}  // namespace db
