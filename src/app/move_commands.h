#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "platform/kernel/config.h"

namespace app {

// `sila move`; `code` becomes its exit code.
CLI::App& add_move_command(CLI::App& root, const std::function<kernel::Config()>& config,
                           int& code);

}  // namespace app
