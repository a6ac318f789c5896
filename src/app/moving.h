#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "organisation/organisation.h"
#include "platform/kernel/config.h"
#include "platform/kernel/kernel.h"
#include "platform/move/moves.h"

// Associations on their way into other databases (platform/move), with what this program knows of
// them: where they live, their audit log, and who waits meanwhile.
namespace app {

// Who works at a move, and how it reaches the directory.
struct MoveWork {
  kernel::Config config;
  const kernel::Clock& clock;
  // Of the program that has the association's file open; nothing: it comes from PostgreSQL, as the
  // owner of its tables (config.database_owner).
  organisation::Directory* directory = nullptr;
  std::function<void(const move::Progress&)> show = {};
  const std::atomic<bool>* ending = nullptr;  // then the attempt is given up, to be gone on with
};

// A move that was asked for, or its cancelling, to its end; the directory tells how it ended.
// Throws db::Error when this attempt came to nothing: the same call goes on with it. Refuses what
// move::carry_out does, move.audit {seq}, move.owner_wanted, move.cancelled.
Result<Done> work_at_move(const MoveWork& work, const move::Asked& asked);

// Beside the server's work: does the moves of its own files that somebody asked for or that were
// cut off, and follows associations that another program has moved.
class Mover {
 public:
  Mover(kernel::Config config, organisation::Directory& directory, const kernel::Clock& clock)
      : work_{.config = std::move(config), .clock = clock, .directory = &directory} {}
  Mover(const Mover&) = delete;
  Mover& operator=(const Mover&) = delete;
  ~Mover() { stop(); }
  void start();
  void stop();

 private:
  void loop();
  bool look();  // false: something went wrong, and it rests

  MoveWork work_;
  std::mutex mutex_;
  std::condition_variable ends_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace app
