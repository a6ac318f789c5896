#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>

#include "platform/kernel/backup_config.h"

namespace app {

// `sila backup`, what stands below it, and `sila restore`. `config` reads the settings, of which
// the commands' own words fill in some; `code` becomes the exit code of what was asked.
void add_backup_commands(CLI::App& root, const std::function<kernel::Config()>& house,
                         const std::function<kernel::BackupConfig()>& config,
                         std::map<std::string, std::string>& settings, int& code);

}  // namespace app
