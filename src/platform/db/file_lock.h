#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

#include "platform/db/db.h"

namespace db {

// No second process writes to the file (quality.md fact 1): whoever has it open holds PATH.lock.
// The lock ends with the process, however that ends.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : descriptor_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0)
      throw Error(Error::Kind::lost, "the lock file of " + path + " cannot be made",
                  "db.cannot_open");
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      ::close(descriptor_);
      throw Error(Error::Kind::lost,
                  "the database " + path + " is in use by another process of Sila", "db.in_use");
    }
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() { ::close(descriptor_); }

 private:
  int descriptor_;
};

// The file exists with mode 0600 before SQLite opens it; its -wal and -shm take the same mode.
inline void create_private_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    throw Error(Error::Kind::lost, "the database " + path + " cannot be made or opened",
                "db.cannot_open");
  ::close(descriptor);
}

}  // namespace db
