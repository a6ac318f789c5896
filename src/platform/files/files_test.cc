#include "platform/files/files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "platform/db/database_for_tests.h"

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
    store_ = db::open_for_tests(folder_ + "/a.db", db::association_migrations(), association_.text);
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
TEST_F(Inspect, TakesEachAllowedType) {
  const std::string heic =
      unhex("00000018667479706865696300000000") + "mif1heic" + std::string(64, '\0');
  const std::string webp = "RIFF" + unhex("24000000") + "WEBPVP8 " + unhex("18000000") +
                           unhex("3001009d012a0100010001002625a4000370") + std::string(20, '\0');
  const std::string jpeg = unhex("ffd8ffe000104a46494600010100000100010000ffdb004300");
  const std::pair<std::string, std::string> files[] = {
      {"a.pdf",  "%PDF-1.4\n%\xE2\xE3\n"},
      {"a.JPG",  jpeg                   },
      {"a.jpeg", jpeg                   },
      {"a.png",  png                    },
      {"a.webp", webp                   },
      {"a.heic", heic                   }
  };
  for (const auto& [name, content] : files) EXPECT_EQ(refusal(content, name), "") << name;
  EXPECT_EQ(refusal(jpeg, "no ending"), "");
}

struct FalseType {
  const char* name;
  const char* content;
  const char* file_name;
  const char* code;
};
class InspectFalse : public FilesTest, public testing::WithParamInterface<FalseType> {};
TEST_P(InspectFalse, IsRefused) {
  EXPECT_EQ(refusal(GetParam().content, GetParam().file_name), GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(
    All, InspectFalse,
    testing::Values(
        FalseType{"Html", "<!DOCTYPE html><html><script>x</script>", "a.pdf", "file.type"},
        FalseType{"Svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "file.type"},
        FalseType{"Script", "#!/bin/sh\nrm -rf /\n", "a.jpg", "file.type"},
        FalseType{"Archive", "PK\x03\x04\x14", "a.pdf", "file.type"},
        FalseType{"Text", "just words", "a.pdf", "file.type"},
        FalseType{"PdfAsPicture", "%PDF-1.4\n", "a.png", "file.false_type"},
        FalseType{"PdfAsProgram", "%PDF-1.4\n", "a.pdf.exe", "file.false_type"}),
    [](const auto& shown) { return shown.param.name; });

TEST_F(Inspect, RefusesADeclaredTypeThatTheContentIsNot) {
  const auto code = [&](std::string_view declared) {
    const auto result = inspect(spool(png), "a.png", declared);
    return result ? "" : result.refusal().obstacles[0].code;
  };
  EXPECT_EQ(code("application/pdf"), "file.false_declared_type");
  EXPECT_EQ(code("text/html; charset=utf-8"), "file.false_declared_type");
  for (const auto* honest : {"", "image/png", "IMAGE/PNG; x=y", "application/octet-stream"})
    EXPECT_EQ(code(honest), "") << honest;
}

TEST_F(Inspect, RefusesANameThatIsNotUtf8) {
  EXPECT_EQ(refusal(png, "\xFF.png"), "file.name");
}

TEST_F(Inspect, CleansTheName) {
  const std::string long_name = [] {
    std::string name;
    for (int i = 0; i < 200; ++i) name += "ص";
    return name;
  }();
  const std::pair<std::string, std::string> names[] = {
      {"../../etc/\xE2\x80\xAEgnp.png",          "gnp.png"           },
      {"C:\\Users\\x\\هوية.png",             "هوية.png"      },
      {"a\r\nSet-Cookie: x.png",                 "aSet-Cookie: x.png"},
      {"say \"yes\".png",                        "say yes.png"       },
      {"\xC2\x85next.png",                       "next.png"          },
      {"  .. ",                                  "file"              },
      {"",                                       "file"              },
      {"صورة \xE2\x81\xA6x\xE2\x81\xA9.png", "صورة x.png"    },
  };
  for (const auto& [given, clean] : names) {
    const auto found = inspect(spool(png), given);
    EXPECT_EQ(found ? found->name : found.refusal().obstacles[0].code, clean);
  }
  const auto cut = inspect(spool(png), long_name + ".png")->name;
  EXPECT_EQ(length(cut), 120u);
  EXPECT_TRUE(cut.ends_with("ص.png"));
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

TEST_F(Store, KeepsNothingReadableInTheFile) {
  store_file(png + "a word to look for");
  store_->close();
  std::ifstream file(folder_ + "/a.db", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(bytes.find("a word to look for"), bytes.npos);
  EXPECT_EQ(bytes.find("paper.png"), bytes.npos);
}

TEST_F(Store, FindsAChunkThatWasChangedRemovedOrMoved) {
  for (const std::string change : {"UPDATE attachment_chunks SET sealed = x'00' WHERE number = 1",
                                   "DELETE FROM attachment_chunks WHERE number = 2",
                                   "UPDATE attachment_chunks SET number = 9 WHERE number = 0"}) {
    const auto id = store_file(png + std::string(600'000, 'x'));
    store_.reset();
    EXPECT_EQ(db::tamper(folder_ + "/a.db", change + " AND attachment_id = '" + id.text + "'"), 1);
    store_ = db::open_for_tests(folder_ + "/a.db", db::association_migrations(), association_.text);
    store_->read([&](db::Transaction& tx) {
      EXPECT_THROW(std::ignore = read(tx, *keeper_, association_, id), std::runtime_error);
    });
  }
}

TEST_F(Store, OfAnErasedPersonIsGone) {
  const auto id = store_file(png);
  store_->write_and_wait(
      [&](db::Transaction& tx) { return keeper_->erase_party_key(tx, sara_, {2}); });
  const auto path = spool(png);
  store_->write_and_wait([&](db::Transaction& tx) {
    EXPECT_EQ(find(tx, *keeper_, association_, id), std::nullopt);
    EXPECT_EQ(read(tx, *keeper_, association_, id).refusal().obstacles[0].code,
              "attachment.unknown");
    EXPECT_EQ(store(tx, *keeper_, association_, sara_, {1}, inspect(path, "a.png").value(), path)
                  .refusal()
                  .obstacles[0]
                  .code,
              "party.erased");
    return true;
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
