#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/hold.h"
#include "platform/kernel/backup_config.h"
#include "platform/kernel/kernel.h"

// Backups by themselves, beside the work of the server: a failed one is in the log and is tried
// again; it stops nobody.
namespace app {

// Which of these moments, the newest first, are kept no longer. Kept are the newest of each of so
// many days, of so many weeks (from Sunday) and of so many months, as days pass in Riyadh; only
// days on which there is one are counted, so that a pause takes nothing away. The newest stays.
std::vector<std::size_t> superseded(const std::vector<Instant>& moments,
                                    const kernel::BackupConfig::Keep& keep);

class BackupSchedule {
 public:
  // `directory`: of its programs one makes backups at a time, and the others then look whether one
  // is still due; it outlives this.
  BackupSchedule(kernel::Config house, kernel::BackupConfig config, const kernel::Clock& clock,
                 db::Store* directory = nullptr)
      : house_(std::move(house)),
        config_(std::move(config)),
        clock_(clock),
        directory_(directory) {}
  BackupSchedule(const BackupSchedule&) = delete;
  BackupSchedule& operator=(const BackupSchedule&) = delete;
  ~BackupSchedule();  // gives up the one that is being made

  // From now on one is made whenever it is due, if the configuration names a folder for them.
  void start();
  // Makes one now, reads it back, and takes away those that are superseded. Whether it went well.
  bool back_up();
  // How long until the next is due; not before the first.
  std::int64_t due_in_ms() const;

 private:
  void loop();
  std::int64_t make_if_due();  // until it is to be looked again, in ms
  void make_one();
  void take_away() const;

  const kernel::Config house_;
  const kernel::BackupConfig config_;
  const kernel::Clock& clock_;
  db::Store* const directory_;
  std::mutex mutex_;
  std::condition_variable ends_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace app
