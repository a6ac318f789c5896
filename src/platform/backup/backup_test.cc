#include "platform/backup/backup.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace backup {
namespace {

namespace fs = std::filesystem;

const db::Sql insert_key_check(R"sql(
INSERT INTO association_seals (association_id, key_check) VALUES ($1, $2))sql");
const db::Sql insert_branch(R"sql(
INSERT INTO branches (association_id, id, name, created_at) VALUES ($1, $2, $3, $4))sql");
const db::Sql change_branch(R"sql(
UPDATE branches SET name = $3 WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_seal(R"sql(SELECT 1 FROM association_seals WHERE association_id = 'a')sql");

std::string bytes_of(const std::string& path) {
  return read_whole(path, 1u << 30).value();
}
void put_bytes(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
void put_byte(const std::string& path, std::size_t place, char byte) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(place));
  file.put(byte);
}
std::string code(const auto& result) {
  return result.ok() ? "" : result.refusal().obstacles.at(0).code;
}

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    char folder[] = "/tmp/sila-backup-XXXXXX";
    folder_ = mkdtemp(folder);
    store_ = db::open_sqlite(folder_ + "/a.db", db::association_migrations());
    store_->write_and_wait([&](db::Transaction& tx) {
      tx.execute(insert_key_check, "a", db::Bytes{"check"});
      tx.execute(insert_branch, "a", "north", "{\"ar\":\"الشمال\"}", 7);
      return true;
    });
  }
  ~BackupTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }
  void add_branches(int count, const std::string& name) {
    store_->write_and_wait([&](db::Transaction& tx) {
      for (int i = 0; i < count; ++i) tx.execute(insert_branch, "a", std::to_string(i), name, i);
      return true;
    });
  }
  Source source() {
    return {
        .part = {.what = "association", .association = "a", .slug = "amal"},
        .key = std::string(32, 'k'),
        .erasures = "p1 5\n",
        .read = [this](const auto& use) { store_->read(use);              }
    };
  }
  Made make_one() {
    return make(path(), {.scope = "association", .association = "a", .slug = "amal"},
                pair_.public_key, {source()});
  }
  std::string path() const { return folder_ + "/one.backup"; }

  struct Taken final : Receiver {
    explicit Taken(db::Store& into) : loader(into) {}
    void begin(const Part& given, const std::string& its_key,
               const std::string& its_erasures) override {
      part = given;
      key = its_key;
      erasures = its_erasures;
    }
    void row(const db::Table& table, std::string_view row) override { loader.add(table, row); }
    void end() override { loader.finish(); }
    void table(const db::Table&) override {}
    void end_table(const db::Table&) override {}
    db::Loader loader;
    Part part;
    std::string key, erasures;
  };

  const KeyPair pair_ = make_key_pair();
  std::string folder_;
  std::unique_ptr<db::Store> store_;
};

using Backup = BackupTest;

TEST_F(Backup, GivesBackEveryRowTheKeyAndTheErasures) {
  add_branches(3'000, std::string(100, 'b'));
  const auto made = make_one();
  auto other = db::open_sqlite(folder_ + "/b.db", db::association_migrations());
  Taken taken(*other);
  const auto found = read(path(), pair_.secret_key, taken);
  ASSERT_EQ(code(found), "");
  EXPECT_EQ(taken.part.slug, "amal");
  EXPECT_EQ(taken.key, std::string(32, 'k'));
  EXPECT_EQ(taken.erasures, "p1 5\n");
  EXPECT_EQ(made.parts.at(0).rows(), 3'002);
  EXPECT_EQ(made.parts.at(0).tables, found.value().parts.at(0).tables);
  EXPECT_EQ(found.value().bytes, made.bytes);
  EXPECT_EQ(static_cast<std::int64_t>(fs::file_size(path())), made.bytes);
  other->read([&](db::Transaction& tx) { EXPECT_EQ(code(compare(tx, made.parts.at(0))), ""); });
}

TEST_F(Backup, TellsWhenTheRowsAreNotTheSame) {
  const auto made = make_one();
  store_->write_and_wait([&](db::Transaction& tx) {
    tx.execute(change_branch, "a", "north", "{}");
    return true;
  });
  store_->read([&](db::Transaction& tx) {
    const auto same = compare(tx, made.parts.at(0));
    ASSERT_EQ(code(same), "backup.differs");
    EXPECT_EQ(same.refusal().obstacles.at(0).parameters.at("table"), "branches");
  });
}

TEST_F(Backup, IsOneMomentHoweverMuchIsWrittenMeanwhile) {
  add_branches(100, "before");
  auto during = source();
  during.read = [&](const auto& use) {
    store_->read([&](db::Transaction& tx) {
      tx.each(select_seal, [](const db::Row&) {});  // the moment is from here on
      store_->write_and_wait([](db::Transaction& other) {
        other.execute(change_branch, "a", "7", "after");
        other.execute(insert_branch, "a", "later", "after", 1);
        return true;
      });
      use(tx);
    });
  };
  const auto made = make(path(), {}, pair_.public_key, {during});
  const auto branches = std::ranges::find(made.parts.at(0).tables, "branches", &TableEnd::table);
  EXPECT_EQ(branches->rows, 101);
  EXPECT_EQ(code(verify(path(), pair_.secret_key)), "");
}

TEST_F(Backup, TakesOnlyTheRowsThatAreAskedFor) {
  auto some = source();
  some.only = [](const db::Table& table, const std::vector<db::Value>&) {
    return table.name != "branches";
  };
  const auto made = make(path(), {}, pair_.public_key, {some});
  EXPECT_EQ(made.parts.at(0).rows(), 1);
  EXPECT_EQ(code(verify(path(), pair_.secret_key)), "");
}

TEST_F(Backup, OpensUnderNoOtherKey) {
  make_one();
  EXPECT_EQ(code(verify(path(), make_key_pair().secret_key)), "backup.wrong_key");
}

TEST_F(Backup, HoldsNoValueInTheClear) {
  add_branches(1, "a-name-that-nobody-may-read");
  make_one();
  const auto bytes = bytes_of(path());
  EXPECT_EQ(bytes.find("a-name-that-nobody-may-read"), bytes.npos);
  EXPECT_EQ(bytes.find(std::string(32, 'k')), bytes.npos);
  struct stat status {};
  ::stat(path().c_str(), &status);
  EXPECT_EQ(status.st_mode & 077, 0u);
}

TEST_F(Backup, TellsInTheClearWhoseItIsAndWhen) {
  make(path(),
       {.scope = "association", .association = "a", .slug = "amal", .made_at = "2026-11-22"},
       pair_.public_key, {source()});
  const auto found = check(path());
  ASSERT_EQ(code(found), "");
  EXPECT_EQ(found.value().head.slug, "amal");
  EXPECT_EQ(found.value().head.made_at, "2026-11-22");
  EXPECT_EQ(found.value().head.schema, db::association_migrations().back().number);
}

TEST_F(Backup, WithAnyByteFlippedIsRefusedAndWithoutAKeyToo) {
  make_one();
  const auto good = bytes_of(path());
  const std::string bad = folder_ + "/bad.backup";
  put_bytes(bad, good);
  for (std::size_t place = 0; place < good.size(); ++place) {
    if (place > 0) put_byte(bad, place - 1, good[place - 1]);
    put_byte(bad, place, static_cast<char>(good[place] ^ (1 << (place % 8))));
    ASSERT_NE(code(verify(bad, pair_.secret_key)), "") << place;
    const auto without = check(bad);
    ASSERT_NE(code(without), "") << place;
    const auto& named = without.refusal().obstacles.at(0);
    if (named.code == "backup.damaged") {
      const auto said = std::stoull(named.parameters.at("place"));
      EXPECT_LE(said, place);
    }
  }
}

TEST_F(Backup, ThatIsCutShortAnywhereIsRefused) {
  make_one();
  const auto good = bytes_of(path());
  const std::string bad = folder_ + "/bad.backup";
  put_bytes(bad, good);
  for (std::size_t size = good.size(); size-- > 0;) {
    fs::resize_file(bad, size);
    ASSERT_NE(code(verify(bad, pair_.secret_key)), "") << size;
    ASSERT_NE(code(check(bad)), "") << size;
  }
  put_bytes(bad, good + "x");
  EXPECT_EQ(code(check(bad)), "backup.damaged");
  put_bytes(bad, std::string_view(good).substr(0, good.size() - 3));
  EXPECT_EQ(code(check(bad)), "backup.cut_short");
}

TEST_F(Backup, NamesTheChunkThatIsDamaged) {
  add_branches(3'000, std::string(100, 'b'));
  make_one();
  auto bytes = bytes_of(path());
  ASSERT_GT(bytes.size(), 300'000u);
  bytes[200'000] ^= 1;
  put_bytes(path(), bytes);
  const auto found = check(path());
  ASSERT_EQ(code(found), "backup.damaged");
  const auto said = std::stoull(found.refusal().obstacles.at(0).parameters.at("place"));
  EXPECT_LE(said, 200'000u);
  EXPECT_GT(said, 200'000u - (65u << 10));
}

TEST_F(Backup, WhoseChunksChangedPlacesIsRefused) {
  add_branches(3'000, std::string(100, 'b'));
  make_one();
  auto bytes = bytes_of(path());
  SealedReader file(path());
  const auto first = static_cast<std::size_t>(file.place());
  file.next();
  const auto second = static_cast<std::size_t>(file.place());
  std::swap_ranges(bytes.begin() + first, bytes.begin() + second, bytes.begin() + second);
  put_bytes(path(), bytes);
  EXPECT_EQ(code(verify(path(), pair_.secret_key)), "backup.damaged");
}

TEST_F(Backup, OfANewerSchemaIsRefused) {
  auto newer = db::association_migrations();
  newer.push_back({newer.back().number + 1, "9999_later.sql",
                   "CREATE TABLE later (association_id TEXT NOT NULL PRIMARY KEY);"});
  store_.reset();
  store_ = db::open_sqlite(folder_ + "/a.db", newer);
  EXPECT_THROW(make_one(), Unreadable);
  EXPECT_FALSE(fs::exists(path()));
  EXPECT_FALSE(fs::exists(path() + ".part"));
}

TEST_F(Backup, OfAnOlderSchemaIsReadByItsOwnTables) {
  store_.reset();
  store_ = db::open_sqlite(folder_ + "/old.db", db::up_to(db::association_migrations(), 5));
  const auto made = make_one();
  EXPECT_EQ(made.parts.at(0).part.schema, 5);
  EXPECT_EQ(code(verify(path(), pair_.secret_key)), "");
}

TEST_F(Backup, HasNoNameUntilItIsWhole) {
  auto failing = source();
  failing.read = [&](const auto& use) {
    store_->read([&](db::Transaction& tx) { use(tx); });
    EXPECT_FALSE(fs::exists(path()));
    throw std::runtime_error("the database went away");
  };
  EXPECT_THROW(make(path(), {}, pair_.public_key, {failing}), std::runtime_error);
  EXPECT_FALSE(fs::exists(path()));
  EXPECT_FALSE(fs::exists(path() + ".part"));
}

TEST_F(Backup, IsWrittenOverNoOther) {
  make_one();
  EXPECT_THROW(make_one(), std::runtime_error);
}

TEST_F(Backup, OfAnyPlainBytesComesBackAsItWas) {
  EXPECT_TRUE(rc::check([&] {
    fs::remove(path());
    const auto parts =
        *rc::gen::container<std::vector<std::string>>(rc::gen::string<std::string>());
    const auto times = *rc::gen::inRange<std::size_t>(1, 2'000);
    std::string plain;
    SealedWriter writer(path(), {.recipient = hex(pair_.public_key)}, pair_.public_key);
    for (const auto& part : parts) {
      for (std::size_t i = 0; i < times; ++i) {
        writer.add(part);
        plain += part;
      }
    }
    writer.finish();
    SealedReader reader(path());
    reader.unlock(pair_.secret_key);
    std::string found;
    while (const auto more = reader.next()) found += *more;
    RC_ASSERT(found == plain);
  }));
}

using Keys = BackupTest;

TEST_F(Keys, ComeBackFromTheirFiles) {
  const std::string file = folder_ + "/key";
  ASSERT_EQ(code(write_key_pair(file, pair_)), "");
  EXPECT_EQ(read_secret_key(file).value(), pair_.secret_key);
  EXPECT_EQ(read_public_key(file + ".pub").value(), pair_.public_key);
  EXPECT_EQ(public_key_of(pair_.secret_key), pair_.public_key);
  struct stat status {};
  ::stat(file.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(Keys, AreNotMistakenForEachOther) {
  const std::string file = folder_ + "/key";
  ASSERT_EQ(code(write_key_pair(file, pair_)), "");
  EXPECT_EQ(code(read_public_key(file)), "backup.key_file");
  fs::permissions(file + ".pub", fs::perms::owner_read);
  EXPECT_EQ(code(read_secret_key(file + ".pub")), "backup.key_file");
  EXPECT_EQ(code(read_public_key(folder_ + "/none")), "backup.key_file");
}

TEST_F(Keys, AreNeverWrittenOverOthers) {
  const std::string file = folder_ + "/key";
  ASSERT_EQ(code(write_key_pair(file, pair_)), "");
  EXPECT_EQ(code(write_key_pair(file, make_key_pair())), "backup.exists");
  EXPECT_EQ(read_secret_key(file).value(), pair_.secret_key);
}

TEST_F(Keys, ThatOthersMayReadAreRefused) {
  const std::string file = folder_ + "/key";
  ASSERT_EQ(code(write_key_pair(file, pair_)), "");
  fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(code(read_secret_key(file)), "backup.key_open_to_others");
}

}  // namespace
}  // namespace backup
