#include "platform/db/bulk_load.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>

#include "platform/db/carry.h"
#include "platform/db/database_for_tests.h"
#include "platform/db/row_code.h"

namespace db {
namespace {

const AssociationId ours{"ours"};

// Every kind of cell: text, a number, bytes with a zero in them, and none of each. As the program,
// and with the word of the tables' owner, who is known on PostgreSQL only.
class LoadInBulk : public testing::TestWithParam<bool> {
 protected:
  LoadInBulk() {
    char folder[] = "/tmp/sila-bulk-XXXXXX";
    folder_ = mkdtemp(folder);
    place_ = place_for_tests(folder_ + "/a.db", association_migrations(), ours.text);
    open(place_, association_migrations())->close();
  }
  ~LoadInBulk() override { std::filesystem::remove_all(folder_); }

  std::string owner() const {
    const std::string as = "sila@";
    auto url = place_.database;
    return GetParam() && tests_use_postgres() ? url.replace(url.find(as), as.size(), "postgres@")
                                              : std::string();
  }
  std::unique_ptr<BulkLoader> loader() const { return open_bulk(place_, tables_, owner()); }
  const Table& table(std::string_view name) const {
    return *std::ranges::find(tables_, name, &Table::name);
  }
  Sheet keys(int from, int to) const {
    Sheet sheet(table("party_keys"));
    for (int i = from; i < to; ++i) {
      sheet.add(ours.text);
      sheet.add("party" + std::to_string(1'000 + i));
      if (i % 2 == 0) {
        sheet.add(std::string_view("a\0b", 3));
      } else {
        sheet.add_null();
      }
      sheet.add(std::int64_t{i} - 5);
      sheet.add_null();
    }
    return sheet;
  }
  std::vector<std::string> rows(const std::string& name) {
    std::vector<std::string> rows;
    const auto store = open(place_, association_migrations());
    store->read([&](Transaction& tx) {
      for_each_row(tx, table(name), ours, {},
                   [&](std::string_view row) { rows.emplace_back(row); });
    });
    store->close();
    return rows;
  }
  // The same rows by the ordinary way.
  std::vector<std::string> written(const Sheet& sheet) {
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
      std::string code;
      for (std::size_t i = 0; i < sheet.table().columns.size(); ++i)
        put_cell(code, sheet.cell(row, i));
      rows.push_back(code);
    }
    return rows;
  }

  // Everything beside the rows.
  std::string described() const {
    return tests_use_postgres() ? described_on_postgres() : described_in_file();
  }
  std::string described_on_postgres() const {
    const RawConnection connection(PQconnectdb(
        ("postgresql://postgres@" + place_.database.substr(place_.database.find("@") + 1))
            .c_str()));
    const RawResult found(PQexec(connection.get(),
                                 "SELECT pg_get_indexdef(indexrelid) || indisprimary FROM pg_index "
                                 "WHERE indrelid::regclass::text LIKE 'sila.%' UNION ALL "
                                 "SELECT relname || relforcerowsecurity FROM pg_class ORDER BY 1"));
    std::string text;
    for (int row = 0; row < PQntuples(found.get()); ++row)
      text += std::string(PQgetvalue(found.get(), row, 0)) + "\n";
    return text;
  }
  std::string described_in_file() const {
    sqlite3* file = nullptr;
    sqlite3_open((folder_ + "/a.db").c_str(), &file);
    std::string text;
    const auto add = [](void* into, int, char** cells, char**) {
      *static_cast<std::string*>(into) += std::string(cells[0]) + "\n";
      return 0;
    };
    sqlite3_exec(file, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name", add,
                 &text, nullptr);
    sqlite3_exec(file, "PRAGMA journal_mode", add, &text, nullptr);
    sqlite3_exec(file, "PRAGMA integrity_check", add, &text, nullptr);
    sqlite3_close(file);
    return text;
  }

  std::string folder_;
  Place place_;
  const std::vector<Table> tables_ = tables_of(association_migrations());
};

TEST_P(LoadInBulk, WritesEveryCellAsItIs) {
  {
    const auto into = loader();
    into->write(keys(0, 100));
    into->write(keys(100, 103));
    into->finish();
  }
  EXPECT_EQ(rows("party_keys"), written(keys(0, 103)));
}

TEST_P(LoadInBulk, RefusesARowThatIsThereAlready) {
  const auto into = loader();
  const auto twice = [&] {
    into->write(keys(0, 10));
    into->write(keys(9, 12));
    into->finish();
  };
  EXPECT_THROW(twice(), Error);
}

TEST_P(LoadInBulk, LeavesTheIndexesAndTheLogAsTheyWere) {
  const auto before = described();
  EXPECT_NE(before.find("CREATE INDEX"), before.npos);
  {
    const auto into = loader();
    into->write(keys(0, 10));
    into->finish();
  }
  EXPECT_EQ(described(), before);
}

TEST_P(LoadInBulk, LeavesNothingWhereItDidNotComeToItsEnd) {
  const auto before = described();
  loader()->write(keys(0, 10));
  EXPECT_EQ(described(), before);
  // By the program itself each sheet is done at once on PostgreSQL.
  EXPECT_EQ(rows("party_keys").size(), tests_use_postgres() && !GetParam() ? 10u : 0u);
}

TEST_P(LoadInBulk, LeavesTheRowsOfOthersAlone) {
  const auto past_the_program = [&](const std::string& sql) {
    return tests_use_postgres() ? tamper(place_.database, sql) : 1;  // a file is of one association
  };
  ASSERT_EQ(past_the_program("INSERT INTO sila.party_keys VALUES ('theirs', 'party1', NULL, 1)"),
            1);
  {
    const auto into = loader();
    into->write(keys(0, 10));
    into->finish();
  }
  EXPECT_EQ(rows("party_keys"), written(keys(0, 10)));
  EXPECT_EQ(past_the_program("DELETE FROM sila.party_keys WHERE association_id = 'theirs'"), 1);
}

INSTANTIATE_TEST_SUITE_P(Who, LoadInBulk, testing::Bool(), [](const auto& one) {
  return std::string(one.param ? "AsTheOwner" : "AsTheProgram");
});

}  // namespace
}  // namespace db
