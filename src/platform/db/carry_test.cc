#include "platform/db/carry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "platform/db/row_code.h"

namespace db {
namespace {

const AssociationId ours{"ours"};
const AssociationId theirs{"theirs"};

// A row of any values that the table's columns allow, of that association.
std::string some_row(const Table& table, const AssociationId& whose, std::size_t number) {
  std::string row;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    const bool in_key = std::ranges::find(table.key, i) != table.key.end();
    const std::string text = column.name + std::to_string(number) + std::string(number % 7, '\0');
    if (column.name == "association_id") {
      put_cell(row, whose);
    } else if (column.may_be_null && !in_key && number % 2 == 1) {
      put_cell(row, nullptr);
    } else if (column.kind == Value::Kind::integer) {
      put_cell(row, static_cast<std::int64_t>(number) * (number % 3 == 0 ? -1 : 1));
    } else if (column.kind == Value::Kind::bytes) {
      put_cell(row, Bytes{text});
    } else {
      put_cell(row, std::string_view(column.name + std::to_string(number)));
    }
  }
  return row;
}

class CarryTest : public testing::Test {
 protected:
  CarryTest() {
    char folder[] = "/tmp/sila-carry-XXXXXX";
    folder_ = mkdtemp(folder);
    from_ = open_sqlite(folder_ + "/from.db", association_migrations());
    to_ = open_sqlite(folder_ + "/to.db", association_migrations());
  }
  ~CarryTest() override {
    from_.reset();
    to_.reset();
    std::filesystem::remove_all(folder_);
  }
  const Table& table(std::string_view name) const {
    return *std::ranges::find(tables_, name, &Table::name);
  }
  void fill(Store& store, const Table& table, const AssociationId& whose, std::size_t rows) {
    Loader loader(store);
    const bool only_one = table.key.size() == 1;
    for (std::size_t i = 0; i < (only_one ? 1 : rows); ++i)
      loader.add(table, some_row(table, whose, i));
    loader.finish();
  }
  static std::vector<std::string> rows_of(Store& store, const Table& table,
                                          const AssociationId& whose, std::string_view after = {}) {
    std::vector<std::string> rows;
    store.read([&](Transaction& tx) {
      for_each_row(tx, table, whose, after, [&](std::string_view row) { rows.emplace_back(row); });
    });
    return rows;
  }
  static std::string digest(Store& store, const Table& table, const AssociationId& whose) {
    std::string digest;
    store.read([&](Transaction& tx) { digest = sum_of(tx, table, whose).digest(); });
    return digest;
  }
  const std::vector<Table> tables_ = tables_of(association_migrations());
  std::string folder_;
  std::unique_ptr<Store> from_, to_;
};

using TablesOf = CarryTest;

TEST_F(TablesOf, KnowsColumnsAddedLaterAndTheKeyInItsOrder) {
  EXPECT_GT(tables_.size(), 30u);
  const auto& tasks = table("tasks");
  EXPECT_TRUE(tasks.of_association);
  EXPECT_EQ(tasks.columns.back(), (Column{"blocked_until", Value::Kind::integer, true}));
  EXPECT_EQ(table("audit_entries").columns.back(), (Column{"hash", Value::Kind::bytes, false}));
  std::vector<std::string> key;
  for (const auto place : table("task_roles").key)
    key.push_back(table("task_roles").columns[place].name);
  EXPECT_EQ(
      key, (std::vector<std::string>{"association_id", "role", "due_order", "request_id", "step"}));
}

TEST_F(TablesOf, KnowsThoseOfAnOlderSchemaToo) {
  const auto older = tables_of(up_to(association_migrations(), 8));
  const auto& tasks = *std::ranges::find(older, "tasks", &Table::name);
  EXPECT_EQ(tasks.columns.back().name, "blocked_by");
}

TEST_F(TablesOf, SetsApartWhatBelongsToNoAssociation) {
  for (const auto& one : tables_of(directory_migrations())) EXPECT_FALSE(one.of_association);
}

using Carry = CarryTest;

TEST_F(Carry, BringsEveryTableOverAsItWas) {
  for (const auto& one : tables_) {
    fill(*from_, one, ours, 40);
    fill(*from_, one, theirs, 3);
  }
  Loader loader(*to_);
  from_->read([&](Transaction& tx) {
    for (const auto& one : tables_)
      for_each_row(tx, one, ours, {}, [&](std::string_view row) { loader.add(one, row); });
  });
  loader.finish();
  for (const auto& one : tables_) {
    EXPECT_EQ(rows_of(*to_, one, ours).size(), one.key.size() == 1 ? 1u : 40u) << one.name;
    EXPECT_EQ(digest(*to_, one, ours), digest(*from_, one, ours)) << one.name;
    EXPECT_TRUE(rows_of(*to_, one, theirs).empty()) << one.name;
  }
}

TEST_F(Carry, ReadsManyPagesInTheOrderOfTheKey) {
  const auto& events = table("request_events");
  fill(*from_, events, ours, 5'000);
  const auto rows = rows_of(*from_, events, ours);
  ASSERT_EQ(rows.size(), 5'000u);
  std::vector<std::pair<std::string, std::int64_t>> keys;
  for (const auto& row : rows) {
    const auto cells = decode_row(events, row).value();
    keys.emplace_back(cells[1].data, cells[2].integer);
  }
  EXPECT_TRUE(std::ranges::is_sorted(keys));
}

TEST_F(Carry, GoesOnAfterTheLastRowThatArrived) {
  const auto& events = table("request_events");
  fill(*from_, events, ours, 500);
  const auto all = rows_of(*from_, events, ours);
  Loader loader(*to_);
  for (std::size_t i = 0; i < 321; ++i) loader.add(events, all[i]);
  loader.finish();
  std::string last;
  to_->read([&](Transaction& tx) { last = last_row(tx, events, ours); });
  EXPECT_EQ(last, all[320]);
  for (const auto& row : rows_of(*from_, events, ours, last)) loader.add(events, row);
  loader.finish();
  EXPECT_EQ(digest(*to_, events, ours), digest(*from_, events, ours));
}

TEST_F(Carry, WritesNoRowOverAnother) {
  const auto& seals = table("association_seals");
  fill(*to_, seals, ours, 1);
  Loader loader(*to_);
  loader.add(seals, some_row(seals, ours, 0));
  EXPECT_THROW(loader.finish(), Error);
}

TEST_F(Carry, TellsOneChangedValueFromTheOthers) {
  const auto& jobs = table("jobs");
  fill(*from_, jobs, ours, 20);
  fill(*to_, jobs, ours, 19);
  Loader loader(*to_);
  std::string other = some_row(jobs, ours, 19);
  ASSERT_NE(other.find("topic19"), std::string::npos);
  other.replace(other.find("topic19"), 7, "topic18");
  loader.add(jobs, other);
  loader.finish();
  EXPECT_NE(digest(*to_, jobs, ours), digest(*from_, jobs, ours));
}

TEST_F(Carry, SaysWhetherAnAssociationHasRowsHere) {
  const auto& jobs = table("jobs");
  fill(*from_, jobs, theirs, 1);
  from_->read([&](Transaction& tx) {
    EXPECT_FALSE(holds_rows(tx, jobs, ours));
    EXPECT_TRUE(holds_rows(tx, jobs, theirs));
  });
}

TEST_F(Carry, FindsEachPageThroughTheKeyAlone) {
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ + "/from.db").c_str(), &file), SQLITE_OK);
  for (const auto& one : tables_) {
    for (auto text : carrying_statements(one)) {
      if (text.starts_with("INSERT")) continue;
      std::ranges::replace(text, '$', '?');
      sqlite3_stmt* plan = nullptr;
      ASSERT_EQ(
          sqlite3_prepare_v2(file, ("EXPLAIN QUERY PLAN " + text).c_str(), -1, &plan, nullptr),
          SQLITE_OK)
          << text;
      while (sqlite3_step(plan) == SQLITE_ROW) {
        const std::string line = reinterpret_cast<const char*>(sqlite3_column_text(plan, 3));
        EXPECT_EQ(line.find("TEMP B-TREE"), std::string::npos) << text << "\n" << line;
        EXPECT_NE(line.find("sqlite_autoindex"), std::string::npos) << text << "\n" << line;
      }
      sqlite3_finalize(plan);
    }
  }
  sqlite3_close(file);
}

const Table any{
    .name = "any",
    .columns = {{"association_id", Value::Kind::text, false},
                {"text", Value::Kind::text, true},
                {"number", Value::Kind::integer, true},
                {"bytes", Value::Kind::bytes, true}},
    .key = {0      },
    .of_association = true
};

struct AnyRow {
  std::string id, text, bytes;
  std::int64_t number = 0;
  unsigned nulls = 0;
  std::vector<Value> cells() const {
    const auto or_null = [this](unsigned bit, const Value& value) {
      return (nulls & bit) != 0 ? Value(nullptr) : value;
    };
    return {Value(id), or_null(1, text), or_null(2, number), or_null(4, Bytes{bytes})};
  }
  std::string encoded() const {
    std::string row;
    for (const auto& cell : cells()) put_cell(row, cell);
    return row;
  }
};

AnyRow any_row() {
  return {*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>(),
          *rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::int64_t>(),
          *rc::gen::inRange(0u, 8u)};
}

TEST(RowCode, GivesEveryRowBack) {
  EXPECT_TRUE(rc::check([] {
    const AnyRow given = any_row();
    const std::string row = given.encoded();
    const auto cells = decode_row(any, row);
    RC_ASSERT(cells.has_value());
    const auto wanted = given.cells();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      RC_ASSERT((*cells)[i].kind == wanted[i].kind);
      RC_ASSERT((*cells)[i].integer == wanted[i].integer);
      RC_ASSERT((*cells)[i].data == wanted[i].data);
    }
  }));
}

TEST(RowCode, HasOneFormForEachRow) {
  EXPECT_TRUE(rc::check([] {
    std::string row = any_row().encoded();
    const auto place = *rc::gen::inRange<std::size_t>(0, row.size());
    row[place] = static_cast<char>(*rc::gen::arbitrary<char>());
    const auto cells = decode_row(any, row);
    if (!cells) return;
    std::string again;
    for (const auto& cell : *cells) put_cell(again, cell);
    RC_ASSERT(again == row);
  }));
}

TEST(RowCode, TakesNoRowThatIsCutShortOrGoesOn) {
  EXPECT_TRUE(rc::check([] {
    const std::string row = any_row().encoded();
    for (std::size_t size = 0; size < row.size(); ++size)
      RC_ASSERT(!decode_row(any, row.substr(0, size)).has_value());
    RC_ASSERT(!decode_row(any, row + '\0').has_value());
  }));
}

TEST(RowCode, TakesNoNullWhereThereMustBeSomething) {
  std::string row;
  for (int i = 0; i < 4; ++i) put_cell(row, nullptr);
  EXPECT_FALSE(decode_row(any, row).has_value());
}

}  // namespace
}  // namespace db
