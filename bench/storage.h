#pragma once

#include <string>
#include <vector>

#include "base/id.h"

namespace bench {

// Syncs of a 4 KiB write at the end of a file in `folder`, a second.
double syncs_a_second(const std::string& folder, double seconds);
// A raw connection beside the program's own, for limits: reads only.
class Raw {
 public:
  explicit Raw(const std::string& path);
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  ~Raw();
  // Rows of requests by id, in one read transaction; seconds.
  double read_rows(const std::string& association, const std::vector<RequestId>& ids);
  // One pass over every outcome; seconds.
  double pass_over_outcomes(const std::string& association);
  double pass_over_events(const std::string& association);  // every row, its payload touched

 private:
  void run(const char* sql);
  void* handle_ = nullptr;
};

}  // namespace bench
