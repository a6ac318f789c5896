#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "platform/db/db.h"

namespace db {

// Who wants to hear of what was told. Thread-safe; `hear` is called under the lock, so that after
// remove() it is never called again.
class Listeners {
 public:
  int add(std::function<void(const News&)> hear) {
    const std::lock_guard hold(mutex_);
    all_[++last_] = std::move(hear);
    return last_;
  }
  void remove(int listener) {
    const std::lock_guard hold(mutex_);
    all_.erase(listener);
  }
  void tell(const News& news) const {
    const std::lock_guard hold(mutex_);
    for (const auto& [number, hear] : all_) hear(news);
  }

 private:
  mutable std::mutex mutex_;
  std::map<int, std::function<void(const News&)>> all_;
  int last_ = 0;
};

}  // namespace db
