#include "platform/move/move.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "platform/db/carry_changes.h"
#include "platform/db/carry_sql.h"
#include "platform/db/database_for_tests.h"
#include "platform/db/movable_store.h"
#include "platform/db/row_code.h"

// Out of a file into PostgreSQL, and, where tests use PostgreSQL, the other way.
namespace move {
namespace {

const AssociationId ours{"ours"};
const AssociationId theirs{"theirs"};

// Chances that are the same each time.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33) % bound);
  }

 private:
  std::uint64_t state_;
};

// A row of the table with this number; `version` is in every column that is neither key nor unique.
std::string row_of(const db::Table& table, const AssociationId& whose, std::size_t number,
                   std::size_t version) {
  std::string row;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    const std::string text = column.name + std::to_string(number);
    if (column.name == "association_id") {
      db::put_cell(row, whose);
    } else if (column.kind == db::Value::Kind::integer) {
      const bool in_key = std::ranges::find(table.key, i) != table.key.end();
      db::put_cell(row, static_cast<std::int64_t>(in_key ? number : version));
    } else if (column.kind == db::Value::Kind::bytes) {
      db::put_cell(row, db::Bytes{text});
    } else {
      db::put_cell(row, std::string_view(text));
    }
  }
  return row;
}

void insert(db::Transaction& tx, const db::Table& table, std::string_view row) {
  tx.execute_with(db::carrying::statement(db::carrying::insert_text(table)),
                  *db::decode_row(table, row));
}

class Moves : public testing::Test {
 protected:
  Moves() {
    char folder[] = "/tmp/sila-move-XXXXXX";
    folder_ = mkdtemp(folder);
    const auto url = db::TestServer::get().url_of(folder_ + "/there", migrations_, "sila");
    const db::Place file{folder_ + "/here.db", ours.text};
    const db::Place elsewhere{url, ours.text};
    from_ = db::tests_use_postgres() ? elsewhere : file;
    to_ = db::tests_use_postgres() ? file : elsewhere;
    store_ = db::open(from_, migrations_);
    connect();
  }
  ~Moves() override {
    source_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  const db::Table& branches() const {
    return *std::ranges::find(tables_, "branches", &db::Table::name);
  }
  void connect() {
    auto owner = from_.database;
    if (db::is_postgres(owner)) owner.replace(owner.find("//sila@"), 7, "//postgres@");
    source_.reset();  // before another may have its lock
    source_ = db::is_postgres(owner) ? db::move_source(owner, ours) : db::move_source(*store_);
  }
  // A row comes, changes or goes.
  db::End write_one(Chance& chance) { return write_one(chance, chance.below(4) == 0); }
  // The same that never does nothing: a row that goes may not have been there.
  db::End change_one(Chance& chance) { return write_one(chance, false); }
  db::End write_one(Chance& chance, bool goes) {
    const auto& table = tables_[chance.below(tables_.size())];
    const auto number = chance.below(30);
    const auto row = row_of(table, ours, number, ++version_);
    return store_->write_and_wait([&](db::Transaction& tx) {
      const db::RowsByKey by_key(table, ours);
      by_key.erase(tx, std::vector{by_key.key_of(row)});
      if (!goes) insert(tx, table, row);
      return true;
    });
  }
  db::End write_some(Chance& chance, std::size_t count) {
    db::End end = db::End::committed;
    for (std::size_t i = 0; i < count && end == db::End::committed; ++i) end = write_one(chance);
    return end;
  }
  Move the_move() {
    return {.whose = ours,
            .from = *source_,
            .open_to = [this] { return db::open(to_, migrations_); },
            .switch_over = [this] { ++switched_; }};
  }
  static std::string code(const Result<Done>& result) {
    return result ? "" : result.refusal().obstacles.at(0).code;
  }
  std::map<std::string, std::string> digests(db::Store& store) const {
    std::map<std::string, std::string> all;
    store.read([&](db::Transaction& tx) {
      for (const auto& table : tables_) all[table.name] = db::sum_of(tx, table, ours).digest();
    });
    return all;
  }
  void expect_same() {
    const auto there = db::open(to_, migrations_);
    EXPECT_EQ(digests(*store_), digests(*there));
  }

  const std::vector<db::Migration>& migrations_ = db::association_migrations();
  const std::vector<db::Table> tables_ = db::tables_of(migrations_);
  std::string folder_;
  db::Place from_, to_;
  std::unique_ptr<db::Store> store_;
  std::unique_ptr<db::MoveSource> source_;
  std::size_t version_ = 0;
  int switched_ = 0;
};

using Moving = Moves;

TEST_F(Moving, BringsEveryRowThatIsWrittenMeanwhile) {
  constexpr std::uint64_t seed = 1447;
  SCOPED_TRACE("seed " + std::to_string(seed));
  Chance chance(seed);
  ASSERT_EQ(write_some(chance, 150), db::End::committed);
  auto move = the_move();
  int told = 0;
  move.tell = [&](const Progress& progress) {
    if (progress.phase == "switching" || ++told > 100) return;
    ASSERT_EQ(write_some(chance, 2), db::End::committed);
  };
  EXPECT_EQ(code(carry_out(move)), "");
  EXPECT_EQ(switched_, 1);
  EXPECT_GT(told, 50);
  expect_same();
}

TEST_F(Moving, LeavesOthersWhereTheyAre) {
  Chance chance(7);
  ASSERT_EQ(write_some(chance, 50), db::End::committed);
  if (db::is_postgres(from_.database)) {
    const auto others = db::open({from_.database, theirs.text}, migrations_);
    db::Loader loader(*others);
    for (const auto& table : tables_) loader.add(table, row_of(table, theirs, 1, 1));
    loader.finish();
  }
  ASSERT_EQ(code(carry_out(the_move())), "");
  expect_same();
  if (!db::is_postgres(from_.database)) return;
  const auto others = db::open({from_.database, theirs.text}, migrations_);
  others->read([&](db::Transaction& tx) { EXPECT_TRUE(holds_rows(tx, theirs)); });
  // Their writes go on beside the fence.
  EXPECT_EQ(others->write_and_wait([&](db::Transaction& tx) {
    insert(tx, branches(), row_of(branches(), theirs, 2, 1));
    return true;
  }),
            db::End::committed);
}

struct Killed {};

TEST_F(Moving, GoesOnWhereverItWasCutOff) {
  Chance chance(11);
  ASSERT_EQ(write_some(chance, 100), db::End::committed);
  bool done = false;
  int cuts = 0;
  for (int after = 1; !done; after += 1 + after / 2, ++cuts) {
    auto move = the_move();
    int told = 0;
    move.tell = [&](const Progress&) {
      if (++told > after) throw Killed();
    };
    move.switch_over = [&] {
      ++switched_;
      done = true;
    };
    try {
      ASSERT_EQ(code(carry_out(move)), "");
    } catch (const Killed&) {
      connect();  // another program takes it up
      ASSERT_EQ(write_some(chance, 5), db::End::committed) << "the old side must go on";
    }
  }
  EXPECT_GT(cuts, 5);
  EXPECT_EQ(switched_, 1);
  expect_same();
}

TEST_F(Moving, GoesOnAfterItDiedBehindTheFence) {
  Chance chance(13);
  ASSERT_EQ(write_some(chance, 50), db::End::committed);
  source_->note_changes(tables_);
  source_->fence();
  EXPECT_EQ(change_one(chance), db::End::error);
  connect();
  auto move = the_move();
  bool wrote = false;
  move.tell = [&](const Progress& progress) {
    if (progress.phase == "switching" || wrote) return;
    wrote = true;
    EXPECT_EQ(write_one(chance), db::End::committed);
  };
  EXPECT_EQ(code(carry_out(move)), "");
  EXPECT_TRUE(wrote);
  expect_same();
}

TEST_F(Moving, RefusesWritesToTheOldSideFromTheLastRoundOn) {
  Chance chance(17);
  ASSERT_EQ(write_some(chance, 50), db::End::committed);
  auto move = the_move();
  bool refused = false;
  move.tell = [&](const Progress& progress) {
    if (progress.phase == "switching") refused |= change_one(chance) == db::End::error;
  };
  ASSERT_EQ(code(carry_out(move)), "");
  EXPECT_TRUE(refused);
  EXPECT_EQ(change_one(chance), db::End::error) << "the old side is kept, read-only";
  std::string why;
  store_->write_and_wait([&](db::Transaction& tx) {
    try {
      insert(tx, branches(), row_of(branches(), ours, 99, 1));
    } catch (const db::Error& error) {
      why = error.code;
      throw;
    }
    return true;
  });
  EXPECT_EQ(why, db::being_moved);
  expect_same();
}

TEST_F(Moving, SwitchesNothingWhenTheNewSideWasChangedBehindItsBack) {
  Chance chance(19);
  ASSERT_EQ(write_some(chance, 200), db::End::committed);
  auto move = the_move();
  bool changed = false;
  move.tell = [&](const Progress& progress) {
    if (progress.phase != "comparing" || changed) return;
    changed = true;
    auto path = to_.database;
    std::string sql = "UPDATE audit_entries SET detail = 'another'";
    if (db::is_postgres(path)) {
      path.replace(path.find("//sila@"), 7, "//postgres@");
      const db::RawConnection line(PQconnectdb(path.c_str()));
      const db::RawResult done(PQexec(line.get(), ("SET search_path = sila; " + sql).c_str()));
      ASSERT_EQ(PQresultStatus(done.get()), PGRES_COMMAND_OK);
    } else {
      sqlite3* file = nullptr;
      ASSERT_EQ(sqlite3_open(path.c_str(), &file), SQLITE_OK);
      EXPECT_EQ(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
      sqlite3_close(file);
    }
  };
  const auto carried = carry_out(move);
  EXPECT_TRUE(changed);
  ASSERT_EQ(code(carried), "move.differs");
  EXPECT_EQ(carried.refusal().obstacles.at(0).parameters.at("table"), "audit_entries");
  EXPECT_EQ(switched_, 0);
  EXPECT_EQ(write_one(chance), db::End::committed) << "the old side must go on";
}

TEST_F(Moving, SwitchesNothingWhenTheCheckSaysNo) {
  Chance chance(23);
  ASSERT_EQ(write_some(chance, 20), db::End::committed);
  auto move = the_move();
  move.check = [](db::Transaction&) -> Result<Done> {
    return refuse(RefusalKind::conflict, "move.audit");
  };
  EXPECT_EQ(code(carry_out(move)), "move.audit");
  EXPECT_EQ(switched_, 0);
  EXPECT_EQ(write_one(chance), db::End::committed);
}

TEST_F(Moving, LeavesNothingOfItsOwnWhenItIsGivenUp) {
  Chance chance(29);
  ASSERT_EQ(write_some(chance, 100), db::End::committed);
  auto move = the_move();
  move.tell = [](const Progress& progress) {
    if (progress.phase == "following") throw Killed();
  };
  EXPECT_THROW(static_cast<void>(carry_out(move)), Killed);
  source_->lift();
  db::clear(to_);
  ASSERT_EQ(write_some(chance, 100), db::End::committed);
  const auto there = db::open(to_, migrations_);
  there->read([&](db::Transaction& tx) { EXPECT_FALSE(holds_rows(tx, ours)); });
  there->close();
  ASSERT_EQ(code(carry_out(the_move())), "") << "and may be begun again";
  expect_same();
}

TEST_F(Moving, WaitsWithThisProgramsWritesInsteadOfRefusingThem) {
  Chance chance(31);
  ASSERT_EQ(write_some(chance, 20), db::End::committed);
  std::vector<std::string> steps;
  auto move = the_move();
  move.hold = [&] { steps.emplace_back("hold"); };
  move.go_on = [&] { steps.emplace_back("go on"); };
  move.last_write = [&](db::Transaction& tx) {
    steps.emplace_back("last write");
    insert(tx, branches(), row_of(branches(), ours, 77, 1));
  };
  move.arrive = [&](db::Transaction&) { steps.emplace_back("arrive"); };
  move.switch_over = [&] { steps.emplace_back("switch"); };
  ASSERT_EQ(code(carry_out(move)), "");
  EXPECT_EQ(steps, (std::vector<std::string>{"hold", "last write", "arrive", "switch", "go on"}));
  EXPECT_EQ(store_->write_and_wait([&](db::Transaction& tx) {
    insert(tx, branches(), row_of(branches(), ours, 78, 1));
    return true;
  }),
            db::End::error)
      << "the fence stands after the last write";
  expect_same();
}

// Also where the row's refusal is not asked for by the write itself.
TEST_F(Moving, LetsAWriteWaitThatEndsWithARowBehindTheFence) {
  db::MovableStore store(
      std::move(store_), [] {}, std::chrono::milliseconds(100));
  const auto add = [&](std::size_t number) {
    return store.write_and_wait([&](db::Transaction& tx) {
      static_cast<void>(db::count_rows(tx, branches(), ours));
      insert(tx, branches(), row_of(branches(), ours, number, 1));
      return true;
    });
  };
  for (std::size_t i = 0; i < 40; ++i) ASSERT_EQ(add(i), db::End::committed);
  source_->note_changes(tables_);
  source_->fence();
  EXPECT_EQ(add(40), db::End::full) << "turned away when it had waited, no fault";
  source_->lift();
  EXPECT_EQ(add(40), db::End::committed);
  source_.reset();
}

}  // namespace
}  // namespace move
