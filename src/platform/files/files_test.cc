#include "platform/files/files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace files {
namespace {

const std::string png = unhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082");

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    char folder[] = "/tmp/sila-files-XXXXXX";
    folder_ = mkdtemp(folder);
    keeper_ = seal::Keeper::open(folder_ + "/a.key", association_, true);
    store_ = db::open_sqlite(folder_ + "/a.db", db::association_migrations());
    store_->write_and_wait([&](db::Transaction& tx) {
      keeper_->create_party_key(tx, sara_, {1});
      return true;
    });
  }
  ~FilesTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string spool(const std::string& content) {
    std::ofstream(folder_ + "/spool", std::ios::binary) << content;
    return folder_ + "/spool";
  }
  std::string refusal(const std::string& content, std::string_view name) {
    const auto result = inspect(spool(content), name);
    return result ? "" : result.refusal().obstacles[0].code;
  }
  AttachmentId store_file(const std::string& content) {
    AttachmentId id;
    const auto path = spool(content);
    const auto inspected = inspect(path, "paper.png");
    store_->write_and_wait([&](db::Transaction& tx) {
      id = store(tx, *keeper_, association_, sara_, {1}, inspected.value(), path).value().id;
      return true;
    });
    return id;
  }
  const AssociationId association_{"a"};
  const PartyId sara_{"sara"};
  std::string folder_;
  std::unique_ptr<seal::Keeper> keeper_;
  std::unique_ptr<db::Store> store_;
};

using Inspect = FilesTest;

TEST_F(Inspect, TakesAnAllowedTypeByItsContent) {
  const auto found = inspect(spool(png), "صورة.png");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->type, "image/png");
  EXPECT_EQ(found->name, "صورة.png");
}
TEST_F(Inspect, RefusesAnEmptyFile) {
  EXPECT_EQ(refusal("", "a.png"), "file.empty");
}
TEST_F(Inspect, RefusesATypeThatIsNotAllowed) {
  EXPECT_EQ(refusal("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"),
            "file.type");
  EXPECT_EQ(refusal("MZ\x90", "a.png"), "file.type");
}
TEST_F(Inspect, RefusesANameThatPromisesAnotherType) {
  EXPECT_EQ(refusal(png, "a.pdf"), "file.false_type");
}
TEST_F(Inspect, RefusesMoreThanTenMebibytes) {
  EXPECT_EQ(refusal(png + std::string(max_bytes, '\0'), "a.png"), "file.too_large");
}
TEST_F(Inspect, TakesFoldersAndHiddenCharactersOutOfTheName) {
  EXPECT_EQ(inspect(spool(png), "../../etc/\xE2\x80\xAEgnp.png")->name, "gnp.png");
}

using Store = FilesTest;

TEST_F(Store, GivesBackExactlyWhatWasStored) {
  const std::string content = png + std::string(600'000, 'x');
  const auto id = store_file(content);
  store_->read([&](db::Transaction& tx) {
    EXPECT_EQ(read(tx, *keeper_, association_, id).value(), content);
    EXPECT_EQ(find(tx, *keeper_, AssociationId{"other"}, id), std::nullopt);
  });
}

TEST_F(Store, SweepsOnlyOldOrphans) {
  const auto kept = store_file(png);
  store_file(png);
  store_->write_and_wait([&](db::Transaction& tx) {
    mark_attached(tx, association_, kept);
    EXPECT_EQ(sweep_orphans(tx, association_, {1}), 0);
    EXPECT_EQ(sweep_orphans(tx, association_, {2}), 1);
    return true;
  });
  store_->read([&](db::Transaction& tx) { EXPECT_TRUE(find(tx, *keeper_, association_, kept)); });
}

}  // namespace
}  // namespace files
