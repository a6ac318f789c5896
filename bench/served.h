#pragma once

#include <functional>
#include <string>
#include <thread>

#include "load.h"
#include "platform/auth/auth.h"
#include "town.h"

namespace bench {

// The program's server in this process; GET /bench/kilobyte is the limit of every page.
class Served {
 public:
  explicit Served(app::House& house);
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served();
  std::uint16_t port = 0;

 private:
  std::thread thread_;
};

std::string cookie(const std::string& slug, auth::Area area, const std::string& token);
std::string get(const std::string& path, const std::string& headers = "");
// The body of an inquiry, and its posting with a key of its own.
std::string_view inquiry();
std::string submission_of(const std::string& slug, const std::string& cookie);

// Five runs; the one in the middle by rate. A refusal ends the bench: figures of errors are none.
Load middle(const std::function<Load()>& run);

// One page of the queue, without HTTP: the median of fifteen.
double queue_seconds(Association& town, const auth::Actor& actor, const std::string& scope,
                     const std::string& state);

}  // namespace bench
