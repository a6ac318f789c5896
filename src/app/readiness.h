#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "organisation/organisation.h"
#include "platform/http/http.h"
#include "platform/kernel/config.h"

namespace app {

// Whether this program can do its work now: /readyz, for whoever sends it people. (/healthz only
// says that it runs.) Not ready while the server drains, and when the directory or the database of
// an association cannot be read, or no longer takes writes.
//
// Anybody may ask, so it stays cheap: one look at a time, kept for `kept`; who comes meanwhile gets
// the last verdict. A look reads a page or two of each file and gives up at the first that is not
// well; a locked one is waited for `patience_ms`. Of associations in one PostgreSQL one is asked.
class Readiness {
 public:
  Readiness(organisation::Directory& directory, kernel::Config config,
            std::chrono::milliseconds kept = std::chrono::seconds(1));
  Readiness(const Readiness&) = delete;
  Readiness& operator=(const Readiness&) = delete;

  // 200, or 503 with Retry-After and problem details; thread-safe.
  http::Response answer(std::string_view request_id);

 private:
  bool databases_are_well();
  bool look() const;

  organisation::Directory& directory_;
  const kernel::Config config_;
  const std::chrono::milliseconds kept_;
  std::mutex looking_;
  std::chrono::steady_clock::time_point looked_at_;  // under looking_
  bool looked_ = false;                              // under looking_
  std::atomic<bool> well_ = false;
};

}  // namespace app
