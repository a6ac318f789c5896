#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <new>

#include "platform/sheets/parse_book.h"
#include "platform/sheets/wire.h"

// sila-sheets: reads a spreadsheet from its input and writes what it says to its output. It is
// started by sila for each file, since a file that a stranger made may be made to harm.
namespace {

void limit(int what, rlim_t most) {
  const rlimit both{.rlim_cur = most, .rlim_max = most};
  setrlimit(static_cast<__rlimit_resource>(what), &both);
}

void set_limits() {
  constexpr rlim_t seconds = 40;
  [[maybe_unused]] constexpr rlim_t memory = 3ULL << 30;
  constexpr rlim_t files = 8;
  limit(RLIMIT_CPU, seconds);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, files);
#ifndef __SANITIZE_ADDRESS__  // its shadow is larger than any limit
  limit(RLIMIT_AS, memory);
#endif
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

std::string read_all() {
  constexpr std::size_t most = 64 << 20;
  constexpr std::size_t piece = 256 << 10;
  std::string all, buffer(piece, '\0');
  for (;;) {
    const auto got = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got <= 0) return all;
    all.append(buffer, 0, static_cast<std::size_t>(got));
    if (all.size() > most) throw sheets::Unreadable("sheet.too_large");
  }
}

void write_all(std::string_view text) {
  while (!text.empty()) {
    const auto written = write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

int main() {
  try {
    set_limits();
    write_all(sheets::pack_book(sheets::parse_book(read_all())));
  } catch (const sheets::Unreadable& refused) {
    write_all(sheets::pack_refusal(refused.what()));
  } catch (const std::bad_alloc&) {
    write_all(sheets::pack_refusal("sheet.too_large"));
  } catch (const std::exception&) {
    write_all(sheets::pack_refusal("sheet.broken"));
  }
  return 0;
}
