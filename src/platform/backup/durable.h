#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Files that are whole and durable before they have their name.
namespace backup {

enum class Over : std::uint8_t { nothing, what_is_there };

// A file that grows beside the place where it will stand (PATH.part, mode 0600) and is taken away
// again unless it is finished. Throws std::runtime_error naming the file when the disk says no.
class DurableFile {
 public:
  explicit DurableFile(std::string path, Over over = Over::nothing);
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;
  ~DurableFile();
  void add(std::string_view bytes);
  std::int64_t size() const { return size_; }
  void finish();  // synced, named, and its name synced

 private:
  [[noreturn]] void fail(const char* what) const;
  std::string path_, part_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

void write_durably(const std::string& path, std::string_view bytes, Over over = Over::nothing);
std::optional<std::string> read_whole(const std::string& path, std::size_t at_most);
void sync_folder_of(const std::string& path);

}  // namespace backup
