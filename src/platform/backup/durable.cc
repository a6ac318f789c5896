#include "platform/backup/durable.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace backup {
namespace {

[[noreturn]] void fault(const std::string& file, const char* what) {
  throw std::runtime_error("the file " + file + " " + what + ": " +
                           std::generic_category().message(errno));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

void sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const std::string folder = parent.empty() ? "." : parent.string();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fault(folder, "does not open");
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) fault(folder, "could not be made durable");
}

DurableFile::DurableFile(std::string path, Over over)
    : path_(std::move(path)), part_(path_ + ".part") {
  if (over == Over::nothing && std::filesystem::exists(path_)) {
    errno = EEXIST;
    fault(path_, "cannot be made");
  }
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) fault(part_, "cannot be made");
}

DurableFile::~DurableFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part_.c_str());
}

void DurableFile::fail(const char* what) const {
  fault(part_, what);
}

void DurableFile::add(std::string_view bytes) {
  if (!write_all(descriptor_, bytes)) fail("cannot be written");
  size_ += static_cast<std::int64_t>(bytes.size());
}

void DurableFile::finish() {
  if (::fsync(descriptor_) != 0) fail("could not be made durable");
  if (::rename(part_.c_str(), path_.c_str()) != 0) fail("cannot have its name");
  ::close(descriptor_);
  descriptor_ = -1;
  sync_folder_of(path_);
}

void write_durably(const std::string& path, std::string_view bytes, Over over) {
  DurableFile file(path, over);
  file.add(bytes);
  file.finish();
}

std::optional<std::string> read_whole(const std::string& path, std::size_t at_most) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes;
  std::string part(64 << 10, '\0');
  while (file.read(part.data(), static_cast<std::streamsize>(part.size())) || file.gcount() > 0) {
    bytes.append(part, 0, static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > at_most) return std::nullopt;
  }
  return bytes;
}

}  // namespace backup
