#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include "platform/db/db.h"

namespace db {

// Hands the write in and sleeps until it has ended.
inline End wait_for_write(Store& store, bool (*call)(void*, Transaction&), void* self) {
  struct Waiting {
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<End> end;
  } waiting;
  store.write<char>([&](Transaction& tx, char&) { return call(self, tx); },
                    [&waiting](End end, char&) {
                      const std::lock_guard lock(waiting.mutex);
                      waiting.end = end;
                      waiting.ended.notify_one();
                    });
  std::unique_lock lock(waiting.mutex);
  waiting.ended.wait(lock, [&] { return waiting.end.has_value(); });
  return *waiting.end;
}

}  // namespace db
