#include "program.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "app/free_port.h"
#include "measure.h"

extern char** environ;

namespace bench {
namespace {

constexpr double patience_s = 60;

void rest(int ms) {
  ::poll(nullptr, 0, ms);
}

// To nobody it says that somebody must sign in, once the association is open.
bool answers(std::uint16_t port, const std::string& path) {
  const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::array<char, 16> head{};
  bool well = ::connect(handle, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  if (well) {
    const std::string text = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    well = ::send(handle, text.data(), text.size(), MSG_NOSIGNAL) > 0 &&
           ::recv(handle, head.data(), head.size(), MSG_WAITALL) > 12;
  }
  ::close(handle);
  return well && std::string(head.data(), 12) == "HTTP/1.1 401";
}

// The word after `name` in a file of /proc.
double status_of(pid_t process, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  std::string word;
  while (status >> word) {
    double value = 0;
    if (word == name && status >> value) return value;
  }
  return 0;
}

// Hundredths of a second of processor time.
long worked(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string word;
  for (int i = 0; i < 13; ++i) stat >> word;
  long user = 0, system = 0;
  stat >> user >> system;
  return user + system;
}

}  // namespace

Start start_program(const std::string& program, const std::string& data, const std::string& slug) {
  const auto port = app::free_port("127.0.0.1");
  std::array<std::string, 6> words = {program, "serve",  "--data",
                                      data,    "--port", std::to_string(port)};
  std::array<char*, 7> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const auto began = std::chrono::steady_clock::now();
  if (posix_spawn(&process, program.c_str(), &quiet, nullptr, arguments.data(), environ) != 0)
    throw std::runtime_error("the bench cannot start " + program);
  posix_spawn_file_actions_destroy(&quiet);
  Start start;
  while (!answers(port, "/api/" + slug + "/portal/policy") && seconds_since(began) < patience_s)
    rest(2);
  start.first_answer_s = seconds_since(began);
  start.ready_s = start.first_answer_s;
  constexpr int still_wanted = 4;
  for (int still = 0; still < still_wanted && seconds_since(began) < patience_s;) {
    const auto before = worked(process);
    rest(500);
    const bool works = worked(process) - before > 2;
    still = works ? 0 : still + 1;
    if (works) start.ready_s = seconds_since(began);
  }
  start.resident_mb = status_of(process, "VmRSS:") / 1024;
  ::kill(process, SIGTERM);
  ::waitpid(process, nullptr, 0);
  if (start.first_answer_s >= patience_s)
    throw std::runtime_error(program + " did not answer within a minute");
  return start;
}

}  // namespace bench
