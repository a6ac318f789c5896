#pragma once

#include <string>

#include "platform/kernel/config.h"

namespace kernel {

// How the backups of this program are set up; settings like the others (config.h).
struct BackupConfig {
  std::string to;         // folder; of the scheduled ones: empty, none are made
  std::string recipient;  // file of the public key that they are sealed to
  int every_hours = 24;
  struct Keep {
    int days = 7, weeks = 5, months = 12;  // of each of so many: the newest
  } keep;
};

// Refuses everything that is wrong: config.number, config.backup_keep, config.missing.
Result<BackupConfig> read_backup_config(const Lookup& command_line, const Lookup& environment);

}  // namespace kernel
