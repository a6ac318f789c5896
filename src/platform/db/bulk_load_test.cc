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

// Every kind of cell: text, a number, bytes with a zero in them, and none of each.
class LoadInBulk : public testing::Test {
 protected:
  LoadInBulk() {
    char folder[] = "/tmp/sila-bulk-XXXXXX";
    folder_ = mkdtemp(folder);
    place_ = place_for_tests(folder_ + "/a.db", association_migrations(), ours.text);
    open(place_, association_migrations())->close();
  }
  ~LoadInBulk() override { std::filesystem::remove_all(folder_); }

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

  std::string folder_;
  Place place_;
  const std::vector<Table> tables_ = tables_of(association_migrations());
};

TEST_F(LoadInBulk, WritesEveryCellAsItIs) {
  {
    const auto loader = open_bulk(place_, tables_);
    loader->write(keys(0, 100));
    loader->write(keys(100, 103));
    loader->finish();
  }
  EXPECT_EQ(rows("party_keys"), written(keys(0, 103)));
}

TEST_F(LoadInBulk, RefusesARowThatIsThereAlready) {
  const auto loader = open_bulk(place_, tables_);
  const auto twice = [&] {
    loader->write(keys(0, 10));
    loader->write(keys(9, 12));
    loader->finish();
  };
  EXPECT_THROW(twice(), Error);
}

TEST_F(LoadInBulk, LeavesTheIndexesAndTheLogAsTheyWere) {
  if (tests_use_postgres()) return SUCCEED();  // nothing is taken away there
  const auto described = [&] {
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
  };
  const auto before = described();
  EXPECT_NE(before.find("CREATE INDEX"), before.npos);
  {
    const auto loader = open_bulk(place_, tables_);
    loader->write(keys(0, 10));
    loader->finish();
  }
  EXPECT_EQ(described(), before);
  open_bulk(place_, tables_)->write(keys(10, 20));  // and never finished
  EXPECT_EQ(described(), before);
  EXPECT_EQ(rows("party_keys").size(), 10u);
}

}  // namespace
}  // namespace db
