#include "platform/archive/archive.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/archive/unzip_for_tests.h"

namespace archive {
namespace {

constexpr Date day{20'600};

std::string every_byte() {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * i);
  return bytes;
}

}  // namespace

TEST(Zip, GivesEveryFileBackByteForByteInItsOrder) {
  const std::vector<Entry> given = {
      {"b.bin",                   every_byte()},
      {"a/empty.txt",             ""          },
      {"minutes/محضر 12.pdf", "%PDF"      }
  };
  const auto found = unzipped(zip_of(given, day));
  ASSERT_EQ(found.size(), given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    EXPECT_EQ(found[i].name, given[i].name);
    EXPECT_EQ(found[i].bytes, given[i].bytes) << given[i].name;
  }
}

TEST(Zip, TheSameFilesOnTheSameDayAreTheSameBytes) {
  const std::vector<Entry> given = {
      {"a.txt", every_byte()}
  };
  EXPECT_EQ(zip_of(given, day), zip_of(given, day));
  EXPECT_NE(zip_of(given, day), zip_of(given, day + 1));
}

TEST(Zip, TakesNoNameThatLeadsOutOfTheFolderOrStandsTwice) {
  for (const auto* name : {"../a", "a/../../b", "/etc/a", "a\\b", "", ".."})
    EXPECT_THROW(zip_of(
                     {
                         {name, "x"}
    },
                     day),
                 std::runtime_error)
        << name;
  EXPECT_THROW(zip_of(
                   {
                       {"a", "x"},
                       {"a", "y"}
  },
                   day),
               std::runtime_error);
}

TEST(Zip, GivesEveryNameThatCameFromOutsideAPlaceInsideTheFolder) {
  EXPECT_EQ(safe_name("محضر الاجتماع 12.pdf"), "محضر الاجتماع 12.pdf");
  EXPECT_EQ(safe_name("../../etc/passwd"), ".._.._etc_passwd");
  EXPECT_EQ(safe_name("a\\b:c*d.pdf"), "a_b_c_d.pdf");
  EXPECT_EQ(safe_name("line\nbreak\x7f.pdf"), "line_break_.pdf");
  EXPECT_EQ(safe_name("\u202Efdp.exe"), "fdp.exe");
  for (const auto* name : {"", ".", "..", ". . ."}) EXPECT_EQ(safe_name(name), "_") << name;
}

TEST(Zip, CarriesAManifestThatSha256sumReads) {
  const auto entries = with_manifest({
      {"a.txt", "abc"}
  });
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].name, "MANIFEST");
  EXPECT_EQ(entries[1].bytes,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n");
}

}  // namespace archive
