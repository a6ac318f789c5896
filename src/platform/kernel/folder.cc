#include "platform/kernel/folder.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace kernel {
namespace {

struct Close {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

std::vector<std::string> names_in(const std::string& folder) {
  const std::unique_ptr<DIR, Close> open(::opendir(folder.c_str()));
  if (!open) throw std::runtime_error("cannot read " + folder);
  std::vector<std::string> names;
  errno = 0;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's is safe where nobody shares the stream
  while (const auto* entry = ::readdir(open.get())) {
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) throw std::runtime_error("cannot read " + folder);
  std::ranges::sort(names);
  return names;
}

}  // namespace kernel
