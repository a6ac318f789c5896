#pragma once

#include <string>

namespace app {

void print(const std::string& line);        // standard output
void print_error(const std::string& line);  // standard error

}  // namespace app
