#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/backup/backup.h"
#include "platform/kernel/config.h"

// Backups of a DATA folder: made beside whatever server runs, and restored into an empty place.
namespace app {

struct BackupWanted {
  kernel::Config config;  // where directory, databases and keys are
  std::string to;         // folder
  std::string recipient;  // public key
  std::string slug;       // of one association; empty: of all, with the directory
  Instant now;
  std::function<void()> each_row = {};  // may throw, which gives the backup up
};
struct BackupWritten {
  std::string path;
  backup::Made made;
};
// Refuses association.unknown, backup.no_folder {folder}, backup.key_missing {association}, and
// what a newer database is refused with. Throws db::Error and std::runtime_error, and leaves
// nothing then.
Result<BackupWritten> make_backup(const BackupWanted& wanted);

struct RestoreWanted {
  std::string file;
  std::string secret_key;
  std::string data;      // not there yet, or empty
  std::string slug;      // only this association; empty: all that are in it
  std::string erasures;  // a list or a folder of them; empty: the folder beside the backup
  Instant now;
  std::string database = {};   // postgresql://… of the associations; empty: a file each in `data`
  std::string directory = {};  // postgresql://… of the directory; empty: a file in `data`
};
struct Restored {
  backup::Made found;
  std::vector<std::string> associations;
  std::map<std::string, std::string> ids;  // theirs, and their names in addresses
  std::int64_t entries = 0;                // of the audit logs, all verified
  std::int64_t keys = 0;                   // of people, all opened
  std::int64_t erased_again = 0;           // who was erased after the backup was made
};
// Nothing of it stands in `data` before all was loaded, verified and erased again. Refuses what
// backup::read does, and restore.not_empty {folder}, restore.audit {association, seq},
// restore.key {association}, erasures.line, association.unknown, carry.not_empty {table}.
Result<Restored> restore_backup(const RestoreWanted& wanted);

// The backups of a folder by their heads, the newest first; what is none is left out.
struct BackupFile {
  std::string path;
  backup::Head head;
  Instant made_at;
};
std::vector<BackupFile> backups_in(const std::string& folder);

}  // namespace app
