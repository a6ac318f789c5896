#include "platform/sheets/read_book.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "platform/sheets/wire.h"

namespace sheets {
namespace {

constexpr int patience_ms = 60'000;            // between two pieces of the answer
constexpr std::size_t answer_max = 512 << 20;  // bytes

std::string helper() {
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& folder : {here, here.parent_path()}) {
    const auto found = folder / "sila-sheets";
    if (std::filesystem::exists(found)) return found.string();
  }
  throw std::runtime_error("the program sila-sheets does not stand beside sila, in " +
                           here.string());
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {
    if (number < 0) throw std::runtime_error("no descriptor for reading a sheet");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(number_); }
  int number() const { return number_; }

 private:
  int number_;
};

// A child that is gone when this is.
class Child {
 public:
  Child(const std::string& program, int in, int out) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::string name = program;
    char* const arguments[] = {name.data(), nullptr};
    char* const environment[] = {nullptr};
    const int failed = posix_spawn(&id_, name.c_str(), &actions, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error(program + " cannot be started");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill(id_, SIGKILL);
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
  }

 private:
  pid_t id_ = 0;
};

// All of it, or what came before it fell silent or said too much: then it is cut off.
std::string answer_of(int pipe) {
  constexpr std::size_t piece = 256 << 10;
  std::string answer, buffer(piece, '\0');
  while (answer.size() <= answer_max) {
    pollfd waiting{.fd = pipe, .events = POLLIN, .revents = 0};
    const int ready = poll(&waiting, 1, patience_ms);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) break;
    const auto got = read(pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    answer.append(buffer, 0, static_cast<std::size_t>(got));
  }
  return answer;
}

}  // namespace

Result<Book> read_book(const std::string& path) {
  const auto program = helper();
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for reading a sheet");
  const Descriptor from_child(ends[0]);
  std::string answer;
  {
    auto to_parent = std::make_unique<Descriptor>(ends[1]);
    const Child child(program, file.number(), to_parent->number());
    to_parent.reset();
    answer = answer_of(from_child.number());
  }
  // Without a word: it met one of its limits.
  if (answer.empty()) return unpack_book(pack_refusal("sheet.too_large"));
  return unpack_book(answer);
}

}  // namespace sheets
