// What every program can say of itself.
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "platform/watch/watch.h"

namespace watch {
namespace {

double open_descriptors() {
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  double count = -3;                             // ".", ".." and the folder itself
  while (::readdir(folder) != nullptr) ++count;  // NOLINT(concurrency-mt-unsafe): its own stream
  ::closedir(folder);
  return count;
}

// The fields of /proc/self/stat after the name, which may hold anything but ends at the last ')'.
std::vector<double> stat_fields() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream rest(line.substr(std::min(line.size(), line.rfind(')') + 2)));
  std::string state;
  rest >> state;
  std::vector<double> fields{0};
  double field = 0;
  while (rest >> field) fields.push_back(field);
  fields.resize(22);
  return fields;
}

double started_at(double ticks_after_boot, double ticks_a_second) {
  std::ifstream file("/proc/stat");
  std::string word;
  double booted = 0;
  while (file >> word) {
    if (word == "btime") file >> booted;
  }
  return booted + ticks_after_boot / ticks_a_second;
}

}  // namespace

void put_process(Sheet& sheet) {
  // Counted from the field after the name (the state), which proc(5) calls the third.
  constexpr std::size_t user = 11, system = 12, threads = 17, start = 19, memory = 20, pages = 21;
  const auto fields = stat_fields();
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  sheet.counter("process_cpu_seconds_total", "Processor time spent, in seconds",
                (fields[user] + fields[system]) / ticks);
  sheet.gauge("process_resident_memory_bytes", "Memory in use", fields[pages] * page);
  sheet.gauge("process_virtual_memory_bytes", "Memory reserved", fields[memory]);
  sheet.gauge("process_open_fds", "Descriptors open", open_descriptors());
  sheet.gauge("process_max_fds", "Descriptors that may be open",
              static_cast<double>(descriptors.rlim_cur));
  sheet.gauge("process_threads", "Threads", fields[threads]);
  sheet.gauge("process_start_time_seconds", "When the program started, since 1970",
              started_at(fields[start], ticks));
}

void put_load(Sheet& sheet, const http::Load& load) {
  sheet.gauge("sila_http_connections", "Connections open", load.connections);
  sheet.gauge("sila_http_streams", "Answers that go on (news)", load.streams);
  sheet.gauge("sila_http_uploads", "Uploads under way", load.uploads);
  sheet.gauge("sila_http_requests_in_flight", "Requests being worked on, those that wait included",
              load.in_flight);
  sheet.gauge("sila_http_requests_waiting", "Requests that wait for a worker", load.queued);
  sheet.counter("sila_http_overloaded_total",
                "Requests answered 503 because too many were waiting for a worker",
                static_cast<double>(load.overloaded));
  sheet.counter("sila_http_connections_turned_away_total", "Connections beyond the limits",
                static_cast<double>(load.turned_away));
}

}  // namespace watch
