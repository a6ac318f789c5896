#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/console.h"
#include "policy/policy.h"
#include "procedure/examples.h"

namespace app {
namespace {

namespace fs = std::filesystem;

// A folder of common parts has no pack of its own: its parts are checked with the packs that use
// them.
bool is_common(const std::string& folder) {
  return !fs::exists(fs::path(folder) / "pack.yaml");
}

int check_pack(const std::string& folder, const std::string& installed,
               const std::string& language) {
  const auto parsed = policy::parse(organisation::read_pack_folder(folder, installed));
  const auto problems = problems_in(parsed);
  for (const auto& problem : problems) print_error(policy::describe(problem, language, folder));
  if (!problems.empty()) return 1;
  print(folder + ": clean, " + std::to_string(parsed.pack->clauses.size()) + " clauses, " +
        std::to_string(parsed.pack->kinds.size()) + " kinds of request, " +
        std::to_string(parsed.examples.size()) + " examples");
  return 0;
}

}  // namespace

std::vector<policy::Problem> problems_in(const policy::Parsed& parsed) {
  return parsed.pack ? procedure::run_examples(*parsed.pack, parsed.examples) : parsed.problems;
}

int check_policies(const kernel::Config& config, const std::vector<std::string>& folders,
                   const std::string& language) {
  int worst = 0;
  for (std::string folder : folders) {
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    if (!fs::is_directory(folder)) {
      print_error("sila: there is no folder " + folder);
      worst = 1;
    } else if (is_common(folder)) {
      print(folder + ": common parts, checked with the packs that use them");
    } else {
      worst = std::max(worst, check_pack(folder, config.policies, language));
    }
  }
  return worst;
}

}  // namespace app
