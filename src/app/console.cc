#include "app/console.h"

#include <unistd.h>

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

}  // namespace

void print(const std::string& line) {
  write_line(STDOUT_FILENO, line);
}
void print_error(const std::string& line) {
  write_line(STDERR_FILENO, line);
}

}  // namespace app
