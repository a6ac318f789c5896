#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace bench {

struct Load {
  std::int64_t answered = 0, refused = 0;  // refused: any status but 200
  double seconds = 0, p50_ms = 0, p99_ms = 0;
  std::string first_refusal;
  double rate() const { return static_cast<double>(answered) / seconds; }
};

// Keeps `connections` connections busy for `seconds`, each with one request at a time. One thread,
// in this process: what it costs counts against the server, in the limit too.
Load drive(std::uint16_t port, int connections, double seconds,
           const std::function<std::string(int connection)>& next);

}  // namespace bench
