#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/hold.h"
#include "platform/db/listeners.h"

namespace db {

// A store whose rows may come to live elsewhere while it is in use. Writes that are refused because
// the association is being moved (move_source.h) wait here, at most `patience`, and then run at the
// new place, or end as `full`: come again.
class MovableStore final : public SharedStore {
 public:
  // `look_again` is called, on a thread of the store, whenever a write was refused so: it may call
  // exchange().
  MovableStore(std::unique_ptr<Store> store, std::function<void()> look_again,
               std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~MovableStore() override;

  // From now on writes wait; what was handed in before goes on.
  void hold();
  void go_on();
  // All that comes from now on, and what waits, goes to this one; the one before is closed when its
  // last read has ended. Listeners hear that they may have missed something.
  void exchange(std::unique_ptr<Store> next);
  // The store itself, past hold().
  std::shared_ptr<Store> beneath() const;
  bool is_held() const;  // writes wait, or did a moment ago

  // Of the database of this moment: a name is let go when the association moves on.
  std::unique_ptr<Held> hold_name(std::string_view name) override {
    return db::hold(*beneath(), name);
  }
  int listen(std::function<void(const News&)> hear) override {
    return listeners_.add(std::move(hear));
  }
  void forget(int listener) override { listeners_.remove(listener); }
  bool accepts_writes() const override { return beneath()->accepts_writes(); }
  Figures figures() const override;
  void close() override;

 protected:
  void submit(std::unique_ptr<Job> job) override;
  void run_read(void (*call)(void*, Transaction&), void* self) override;
  void run_read_list(const std::string& position, void (*call)(void*, Transaction&),
                     void* self) override;
  End run_write(bool (*call)(void*, Transaction&), void* self) override;

 private:
  using Steady = std::chrono::steady_clock;
  struct Waiting {
    std::unique_ptr<Job> job;
    Steady::time_point until;
  };
  struct Passed;
  void pass_on(Waiting waiting);
  void wait_here(Waiting waiting);
  void hear_from(Store& store);
  void mind();
  void tend(std::unique_lock<std::mutex>& lock);
  void close_those_before(std::unique_lock<std::mutex>& lock);
  std::deque<Waiting> take_what_is_over(Steady::time_point now);

  const std::function<void()> look_again_;
  const std::chrono::milliseconds patience_;
  Listeners listeners_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Store> store_;
  std::vector<std::shared_ptr<Store>> before_;  // still read by somebody
  std::deque<Waiting> waiting_;
  bool held_ = false, refused_ = false, closing_ = false;
  std::thread minder_;
};

}  // namespace db
