#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/in_source_for_tests.h"
#include "procedure/examples.h"
#include "procedure/shipped_for_tests.h"

namespace procedure {
namespace for_tests {

policy::Files pack_files(const std::string& name) {
  const std::filesystem::path policies = in_source("policies");
  policy::Files files;
  const auto add = [&](const std::filesystem::path& folder, const std::string& prefix) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream text;
      text << in.rdbuf();
      files[prefix + std::filesystem::relative(entry.path(), folder).generic_string()] = text.str();
    }
  };
  add(policies / name, "");
  add(policies / "common", "common/");
  return files;
}

std::vector<std::string> shipped_packs() {
  std::vector<std::string> names;
  const std::filesystem::path policies = in_source("policies");
  for (const auto& entry : std::filesystem::directory_iterator(policies)) {
    if (entry.path().filename() != "common") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace for_tests

class ShippedPack : public testing::TestWithParam<std::string> {};

void expect_kept(const std::string& name) {
  const auto parsed = policy::parse(for_tests::pack_files(name));
  ASSERT_TRUE(parsed.pack) << parsed.problems.size() << " problems";
  ASSERT_FALSE(parsed.examples.empty());
  std::string said;
  for (const auto& problem : run_examples(*parsed.pack, parsed.examples)) {
    said += policy::describe(problem, "en", "policies/" + name) + "\n";
  }
  EXPECT_EQ(said, "");
}

TEST_P(ShippedPack, KeepsItsExamplesAndShowsEachControlFromBothSides) {
  expect_kept(GetParam());
}

// docs/how-to/write-a-pack.md teaches with it.
TEST(WorkedExample, KeepsItsExamplesAndShowsEachControlFromBothSides) {
  expect_kept("../docs/how-to/lending");
}

INSTANTIATE_TEST_SUITE_P(All, ShippedPack, testing::ValuesIn(for_tests::shipped_packs()),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace procedure
