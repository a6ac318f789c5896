#pragma once

#include <CLI/CLI.hpp>

namespace app {

// `sila policy show`, `sila policy schema` and `sila policy clauses`, below the command `policy`;
// `code` becomes the exit code of what was asked.
void add_policy_reading(CLI::App& policy, int& code);

}  // namespace app
