#pragma once

#include <string>

#include "app/house.h"
#include "platform/watch/watch.h"

namespace app {

// What the house says of itself: /metrics, and the log's line of each request. Outlives the server.
class Watching {
 public:
  Watching(House& house, const kernel::Clock& clock);
  void attach(http::ServerOptions& options);
  const std::string& page() const { return page_; }  // where /metrics answers, once it does

 private:
  const kernel::Config& config_;
  http::Load load_;
  watch::Watch watch_;
  http::Router routes_;
  std::string page_;
};

}  // namespace app
