#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/in_source_for_tests.h"
#include "policy/policy.h"

// Pack files read from the source tree, for tests.
namespace policy::testing {

inline void add_folder(Files& files, const std::filesystem::path& folder,
                       const std::string& prefix) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[prefix + std::filesystem::relative(entry.path(), folder).generic_string()] = bytes.str();
  }
}

inline Files small_pack() {
  const std::filesystem::path data = in_source("src/policy/testdata");
  Files files;
  add_folder(files, data / "small", "");
  add_folder(files, data / "common", "common/");
  return files;
}

inline Files shipped_pack(const std::string& name) {
  const std::filesystem::path policies = in_source("policies");
  Files files;
  add_folder(files, policies / name, "");
  add_folder(files, policies / "common", "common/");
  return files;
}

// Every pack that is shipped, in order.
inline std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  for (const auto& folder : std::filesystem::directory_iterator(in_source("policies")))
    if (std::filesystem::exists(folder.path() / "pack.yaml"))
      names.push_back(folder.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace policy::testing
