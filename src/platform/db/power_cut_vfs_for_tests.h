#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <bitset>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

// A disk that loses power. Tests only. It stands between SQLite and the files: what is written is
// there for whoever reads, but of every sector that was not synced since, it keeps what the disk
// held before. After the cut nothing reaches the files any more; damage() then makes of each such
// sector what a disk may make of it: the new bytes, the old ones, or noise where bytes were written
// (bytes beside them are spared: SQLite's "powersafe overwrite", which Sila relies on as every
// SQLite does). Files that were made and never synced may be gone.
namespace db {

class PowerCutDisk {
 public:
  static constexpr std::size_t sector_bytes = 512;

  // One for the whole program; SQLite's default while `stands`.
  static PowerCutDisk& instance() {
    static PowerCutDisk disk;
    return disk;
  }
  void stand(bool stands) {
    if (stands) sqlite3_vfs_register(&vfs_, 1);
    if (!stands) {
      sqlite3_vfs_register(real_, 1);
      sqlite3_vfs_unregister(&vfs_);
    }
  }
  // Power is back; it goes at the n-th write, sync or truncation from now (0: it stays).
  void power_until(std::uint64_t operation) {
    const std::lock_guard lock(mutex_);
    dark_ = false;
    left_ = operation;
  }
  bool dark() {
    const std::lock_guard lock(mutex_);
    return dark_;
  }
  // After every connection is closed: what is left on the disk.
  void damage(std::mt19937_64& chance) {
    const std::lock_guard lock(mutex_);
    // Disks that keep little, much, and nearly everything; at most every third cut garbles.
    constexpr int kept_of_100[] = {0, 50, 90, 99, 100};
    const int keep = kept_of_100[chance() % std::size(kept_of_100)];
    const int garble = chance() % 3 == 0 ? 30 : 0;
    for (auto& [path, file] : files_) damage_file(path, file, keep, garble, chance);
    files_.clear();
  }

 private:
  struct Sector {
    std::string before;                 // what the disk held
    std::bitset<sector_bytes> written;  // since
  };
  struct File {
    bool entered = false;  // its name is on the disk
    std::uint64_t size = 0;
    std::map<std::uint64_t, Sector> unsynced;
  };

  PowerCutDisk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = "power-cut";
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
  }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* handle, int flags, int* opened) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_) return SQLITE_CANTOPEN;
    const bool was_there = name != nullptr && std::filesystem::exists(name);
    const int code = disk.real_->xOpen(disk.real_, name, handle, flags, opened);
    if (code != SQLITE_OK || handle->pMethods == nullptr || name == nullptr) return code;
    const auto* methods = handle->pMethods;
    const auto found = disk.files_.try_emplace(name);
    if (found.second) {
      found.first->second.entered = was_there;
      found.first->second.size = std::filesystem::file_size(name);
    }
    disk.handles_[handle] = {name, methods};
    auto& ours = disk.methods_.try_emplace(methods, *methods).first->second;
    ours.xClose = close;
    ours.xRead = read;
    ours.xWrite = write;
    ours.xSync = sync;
    ours.xTruncate = truncate;
    handle->pMethods = &ours;
    return code;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_) return SQLITE_IOERR_DELETE;
    disk.files_.erase(name);
    return disk.real_->xDelete(disk.real_, name, sync_folder);
  }
  static int close(sqlite3_file* handle) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    const auto* real = disk.handles_.at(handle).methods;
    disk.handles_.erase(handle);
    return real->xClose(handle);
  }
  static int read(sqlite3_file* handle, void* data, int count, sqlite3_int64 offset) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_) return SQLITE_IOERR_READ;
    return disk.handles_.at(handle).methods->xRead(handle, data, count, offset);
  }
  static int write(sqlite3_file* handle, const void* data, int count, sqlite3_int64 offset) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_) return SQLITE_IOERR_WRITE;
    disk.note(handle, static_cast<std::uint64_t>(offset),
              static_cast<std::uint64_t>(offset) + static_cast<std::uint64_t>(count));
    const int code = disk.handles_.at(handle).methods->xWrite(handle, data, count, offset);
    return disk.goes() ? SQLITE_IOERR_WRITE : code;
  }
  static int truncate(sqlite3_file* handle, sqlite3_int64 size) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_) return SQLITE_IOERR_TRUNCATE;
    const auto& entry = disk.handles_.at(handle);
    disk.note(handle, static_cast<std::uint64_t>(size), disk.files_[entry.path].size);
    const int code = entry.methods->xTruncate(handle, size);
    return disk.goes() ? SQLITE_IOERR_TRUNCATE : code;
  }
  // What was written is safe now; that the real disk need not hurry is what makes a test of it.
  static int sync(sqlite3_file* handle, int) {
    auto& disk = instance();
    const std::lock_guard lock(disk.mutex_);
    if (disk.dark_ || disk.goes()) return SQLITE_IOERR_FSYNC;
    const auto& path = disk.handles_.at(handle).path;
    auto& file = disk.files_[path];
    file.entered = true;
    file.size = std::filesystem::file_size(path);
    file.unsynced.clear();
    return SQLITE_OK;
  }

  bool goes() {
    if (left_ != 0 && --left_ == 0) dark_ = true;
    return dark_;
  }
  // Keeps what the disk holds of each sector before it is written for the first time.
  void note(sqlite3_file* handle, std::uint64_t begin, std::uint64_t end) {
    const auto& [path, methods] = handles_.at(handle);
    auto& file = files_[path];
    for (auto at = begin; at < end;) {
      const auto number = at / sector_bytes;
      const auto [entry, fresh] = file.unsynced.try_emplace(number);
      auto& sector = entry->second;
      if (fresh) {
        sector.before.resize(sector_bytes);
        methods->xRead(handle, sector.before.data(), static_cast<int>(sector_bytes),
                       static_cast<sqlite3_int64>(number * sector_bytes));
      }
      for (; at < end && at / sector_bytes == number; ++at) sector.written.set(at % sector_bytes);
    }
  }
  static void damage_file(const std::string& path, const File& file, int keep, int garble,
                          std::mt19937_64& chance) {
    if (!std::filesystem::exists(path)) return;
    const auto roll = [&](int of_100) { return static_cast<int>(chance() % 100) < of_100; };
    if (!file.entered && !roll(keep)) {
      std::filesystem::remove(path);
      return;
    }
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    for (const auto& [number, sector] : file.unsynced) {
      if (roll(keep)) continue;
      const auto start = static_cast<std::streamoff>(number * sector_bytes);
      std::string left = sector.before;
      if (roll(garble)) {
        for (std::size_t i = 0; i < sector_bytes; ++i)
          if (sector.written[i]) left[i] = static_cast<char>(chance());
      }
      bytes.seekp(start).write(left.data(), static_cast<std::streamsize>(left.size()));
    }
    bytes.close();
    const auto now = std::filesystem::file_size(path);
    const auto synced = static_cast<std::uintmax_t>(file.size);
    if (now == synced || roll(keep)) return;
    const auto least = std::min(now, synced);
    const auto between = std::max(now, synced) - least;
    std::filesystem::resize_file(path, roll(50) ? synced : least + chance() % between);
  }

  struct Handle {
    std::string path;
    const sqlite3_io_methods* methods = nullptr;
  };
  std::mutex mutex_;
  sqlite3_vfs* const real_;
  sqlite3_vfs vfs_;
  // Databases and logs have different methods; ours stand beside each.
  std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
  std::map<sqlite3_file*, Handle> handles_;
  std::map<std::string, File> files_;
  std::uint64_t left_ = 0;
  bool dark_ = false;
};

}  // namespace db
