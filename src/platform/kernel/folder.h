#pragma once

#include <string>
#include <vector>

namespace kernel {

// What stands in a folder, by name, in order. Throws std::runtime_error when it cannot be read.
// For requests: std::filesystem's iterators end the program when there is no memory for a name
// (libstdc++ 12).
std::vector<std::string> names_in(const std::string& folder);

}  // namespace kernel
