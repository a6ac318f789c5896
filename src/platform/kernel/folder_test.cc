#include "platform/kernel/folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace kernel {
namespace {

TEST(Folder, NamesWhatStandsInItInOrder) {
  char made[] = "/tmp/sila-folder-XXXXXX";
  const std::string folder = mkdtemp(made);
  std::filesystem::create_directory(folder + "/بيت");
  for (const auto* name : {"b", "a", ".hidden"}) std::ofstream(folder + "/" + name) << "x";
  EXPECT_EQ(names_in(folder), (std::vector<std::string>{".hidden", "a", "b", "بيت"}));
  std::filesystem::remove_all(folder);
  EXPECT_THROW(names_in(folder), std::runtime_error);
}

}  // namespace
}  // namespace kernel
