#include "app/carry_whole.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "organisation/organisation.h"
#include "platform/audit/audit.h"
#include "platform/db/database_for_tests.h"

namespace app {
namespace {

namespace fs = std::filesystem;

class MovedDirectory : public testing::Test {
 protected:
  MovedDirectory() {
    auto pattern = (fs::temp_directory_path() / "sila-moved-XXXXXX").string();
    data = std::string(mkdtemp(pattern.data())) + "/data";
    address = postgres("moved");
    open();
  }
  ~MovedDirectory() override {
    directory.reset();
    std::error_code ignored;
    fs::remove_all(fs::path(data).parent_path(), ignored);
  }
  // An empty PostgreSQL, whichever database the tests run on.
  std::string postgres(const std::string& name) const {
    return db::TestServer::get().url_of(data + "/" + name, db::association_migrations(), "sila");
  }
  void open(const std::string& database = "") {
    directory.reset();
    directory = std::make_unique<organisation::Directory>(organisation::DirectoryOptions{
        .data = data, .database = database, .clock = &clock, .runs_jobs = false});
  }
  api::Tenant& tenant(const std::string& slug) {
    const policy::Text names{
        {"ar", "Jamiyah"    },
        {"en", "Association"}
    };
    EXPECT_TRUE(directory->create({slug, names}, "tester").ok());
    return *directory->find(slug);
  }
  static std::string code_of(const auto& outcome) {
    return outcome.ok() ? "" : outcome.refusal().obstacles.at(0).code;
  }
  kernel::Config config() const {
    kernel::Config house;
    house.data = data;
    return house;
  }
  // An association that lives in PostgreSQL; its directory stays a file, which nobody holds.
  std::string carried(const std::string& slug) {
    open(address);
    auto& one = tenant(slug);
    const auto end = one.store->write_and_wait([&](db::Transaction& tx) {
      audit::record(tx, one.id, {.kind = "operator", .id = "tester"}, clock.now(),
                    {.action = "tried", .object = slug});
      return true;
    });
    EXPECT_EQ(end, db::End::committed);
    directory.reset();
    return address;
  }
  std::string code_of_move(const std::string& to) { return code_of(move_directory(config(), to)); }
  std::vector<std::string> slugs_at(const std::string& directory_address) {
    organisation::Directory there(
        {.data = data, .directory = directory_address, .clock = &clock, .runs_jobs = false});
    std::vector<std::string> slugs;
    for (const auto& one : there.list()) slugs.push_back(one.slug);
    return slugs;
  }

  std::string data, address;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  std::unique_ptr<organisation::Directory> directory;
};

TEST_F(MovedDirectory, ServesTheSameAssociationsFromPostgreSQL) {
  tenant("one");
  tenant("two");
  directory.reset();
  ASSERT_EQ(code_of_move(address), "");
  EXPECT_EQ(slugs_at(address), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(fs::exists(moved_directory_of(data)));
}

TEST_F(MovedDirectory, IsMissedByAProgramThatDoesNotKnowWhereItIs) {
  tenant("one");
  directory.reset();
  ASSERT_EQ(code_of_move(address), "");
  try {
    open();
    FAIL() << "it started over an empty directory";
  } catch (const db::Error& error) {
    EXPECT_EQ(error.code, "db.directory_moved");
  }
}

TEST_F(MovedDirectory, StaysWhereItIsWhileAServerHoldsIt) {
  tenant("one");
  try {
    FAIL() << "it was moved away under the server" << code_of_move(address);
  } catch (const db::Error& error) {
    EXPECT_EQ(error.code, "db.in_use");
  }
  EXPECT_TRUE(fs::exists(data + "/directory.db"));
}

TEST_F(MovedDirectory, GoesNowhereElseThanToAnEmptyPostgreSQL) {
  tenant("one");
  directory.reset();
  EXPECT_EQ(code_of_move(data + "/other.db"), "directory.to_postgresql");
  ASSERT_EQ(code_of_move(address), "");
  EXPECT_EQ(code_of_move(address), "directory.not_here");
  fs::rename(moved_directory_of(data), data + "/directory.db");
  EXPECT_EQ(code_of_move(address), "carry.not_empty");
  EXPECT_EQ(slugs_at(""), std::vector<std::string>{"one"});
}

using AnotherAddress = MovedDirectory;

TEST_F(AnotherAddress, IsTakenWhereTheAssociationsAre) {
  const auto there = carried("one");
  const auto by_another_way = there + "&connect_timeout=5";
  const auto changed = change_address(config(), there, by_another_way);
  ASSERT_EQ(code_of(changed), "");
  EXPECT_EQ(changed.value(), std::vector<std::string>{"one"});
  open();
  EXPECT_NE(directory->find("one"), nullptr);
  directory.reset();
  EXPECT_EQ(code_of(change_address(config(), there, by_another_way)), "address.nobody");
}

TEST_F(AnotherAddress, IsRefusedWhereTheyAreNot) {
  const auto there = carried("one");
  EXPECT_EQ(code_of(change_address(config(), there, postgres("empty"))), "address.not_there");
}

}  // namespace
}  // namespace app
