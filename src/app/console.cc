#include "app/console.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace app {
namespace {

void write_line(int file, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const auto count = ::write(file, rest.data(), rest.size());
    if (count <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

constexpr int bar_width = 40;

}  // namespace

void print(const std::string& line) {
  write_line(STDOUT_FILENO, line);
}
void print_error(const std::string& line) {
  write_line(STDERR_FILENO, line);
}

void show_progress(std::int64_t done, std::int64_t all) {
  if (isatty(STDERR_FILENO) == 0 || all == 0) return;
  const auto full = static_cast<int>(bar_width * done / all);
  std::string bar(static_cast<std::size_t>(std::min(full, bar_width)), '#');
  bar.resize(bar_width, '.');
  std::fprintf(stderr, "\r[%s] %lld of %lld%s", bar.c_str(), static_cast<long long>(done),
               static_cast<long long>(all), done >= all ? "\n" : "");
}

}  // namespace app
