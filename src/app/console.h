#pragma once

#include <cstdint>
#include <string>

namespace app {

void print(const std::string& line);        // standard output
void print_error(const std::string& line);  // standard error
// A bar on a terminal, nothing in a file.
void show_progress(std::int64_t done, std::int64_t all);

}  // namespace app
