#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace app {

// `sila policy show`, `sila policy schema` and `sila policy clauses`, below the command `policy`;
// `installed` is the folder of the installation's packs, whose common parts serve where none stand
// beside a pack; `code` becomes the exit code of what was asked.
void add_policy_reading(CLI::App& policy, const std::function<std::string()>& installed, int& code);

}  // namespace app
