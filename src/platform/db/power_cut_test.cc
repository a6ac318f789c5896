// The power goes at a random moment, again and again, under writers that note what was
// acknowledged. SILA_POWER_CUTS and SILA_SEED: how often, and which chances
// (tests/faults/power_cut.py).
#include <gtest/gtest.h>
#include <stdlib.h>

#include <charconv>
#include <filesystem>
#include <iostream>
#include <thread>

#include "platform/db/db.h"
#include "platform/db/power_cut_vfs_for_tests.h"

namespace db {
namespace {

const Sql insert_entry("INSERT INTO entries (id, version, pieces) VALUES ($1, $2, $3)");
const Sql update_entry("UPDATE entries SET version = $2, pieces = $3 WHERE id = $1");
const Sql delete_pieces("DELETE FROM pieces WHERE entry = $1");
const Sql insert_piece(
    "INSERT INTO pieces (entry, number, version, content) VALUES ($1, $2, $3, $4)");
const Sql count_one("UPDATE totals SET amount = amount + 1 WHERE id = 'all'");
const Sql select_entries("SELECT id, version, pieces FROM entries ORDER BY id");
const Sql select_pieces(
    "SELECT number, version, content FROM pieces WHERE entry = $1 ORDER BY number");
const Sql count_pieces("SELECT COUNT(*) FROM pieces");
const Sql select_total("SELECT amount FROM totals WHERE id = 'all'");

const std::vector<Migration> migrations = {
    {1, "0001_entries.sql",
     "CREATE TABLE entries (id TEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL,"
     " pieces BIGINT NOT NULL);"                          },
    {2, "0002_pieces.sql",
     "CREATE TABLE pieces (entry TEXT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL,"
     " content TEXT NOT NULL, PRIMARY KEY (entry, number));"
     "CREATE INDEX pieces_by_version ON pieces (version);"},
    {3, "0003_totals.sql",
     "CREATE TABLE totals (id TEXT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL);"
     "INSERT INTO totals (id, amount) VALUES ('all', 0);" }
};

using Chance = std::mt19937_64;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  std::uint64_t number = otherwise;
  if (text != nullptr) std::from_chars(text, text + std::string_view(text).size(), number);
  return number;
}

struct Known {  // of one entry; its client alone changes it
  std::int64_t acknowledged = 0;
  std::int64_t tried = 0;  // and perhaps there: sent, and not acknowledged
};
using Ledger = std::map<std::string, Known>;

struct Finding {
  int lost = 0;
  int half_applied = 0;
};

std::int64_t pieces_of(const std::string& entry, std::int64_t version) {
  return 1 + static_cast<std::int64_t>(entry.size() * 3 + entry.back()) % 3 + version % 3;
}

std::string content_of(const std::string& entry, std::int64_t version, std::int64_t number) {
  const auto size = 20 + (version * 977 + number * 131) % 3'000;
  std::string content = entry + "/" + std::to_string(version) + "/" + std::to_string(number) + " ";
  content.append(static_cast<std::size_t>(size), static_cast<char>('a' + (version + number) % 26));
  return content;
}

// Everything of one version, in several tables, or nothing.
void write_version(Transaction& tx, const std::string& entry, std::int64_t version, bool first) {
  const auto pieces = pieces_of(entry, version);
  tx.execute(first ? insert_entry : update_entry, entry, version, pieces);
  tx.execute(delete_pieces, entry);
  for (std::int64_t number = 0; number < pieces; ++number)
    tx.execute(insert_piece, entry, number, version, content_of(entry, version, number));
  tx.execute(count_one);
}

// Writes until writes end. Waits for each to be told, as people do.
void be_a_client(Store& store, int client, std::uint64_t seed, Ledger& ledger) {
  Chance chance(seed + static_cast<std::uint64_t>(client));
  for (End end = End::committed; end == End::committed || end == End::refused;) {
    const auto entry = std::to_string(client) + "-" + std::to_string(chance() % 40);
    auto& known = ledger[entry];
    const bool keeps = chance() % 10 != 0;
    if (keeps) known.tried = known.acknowledged + 1;
    end = store.write_and_wait([&](Transaction& tx) {
      write_version(tx, entry, known.acknowledged + 1, known.acknowledged == 0);
      return keeps;
    });
    if (end == End::committed) known.acknowledged = known.tried;
  }
}

bool whole(Transaction& tx, const std::string& entry, std::int64_t version, std::int64_t pieces) {
  std::int64_t next = 0;
  bool right = pieces == pieces_of(entry, version);
  tx.each(
      select_pieces,
      [&](const Row& row) {
        right &= row.integer(0) == next && row.integer(1) == version &&
                 row.text(2) == content_of(entry, version, next);
        ++next;
      },
      entry);
  return right && next == pieces;
}

// Holds what is there against the ledger, and makes the ledger what is there.
Finding check(Store& store, std::vector<Ledger>& ledgers) {
  Finding found;
  store.read([&](Transaction& tx) {
    std::map<std::string, std::int64_t> there;
    std::int64_t versions = 0;
    std::int64_t pieces = 0;
    tx.each(select_entries, [&](const Row& row) {
      const auto id = row.string(0);
      there[id] = row.integer(1);
      versions += row.integer(1);
      pieces += row.integer(2);
      if (!whole(tx, id, row.integer(1), row.integer(2))) ++found.half_applied;
    });
    const auto number = [](const Row& row) { return row.integer(0); };
    if (tx.one(select_total, number) != versions) ++found.half_applied;
    if (tx.one(count_pieces, number) != pieces) ++found.half_applied;
    for (auto& ledger : ledgers) {
      for (auto& [entry, known] : ledger) {
        const auto version = there[entry];
        if (version < known.acknowledged) ++found.lost;
        if (version > std::max(known.acknowledged, known.tried)) ++found.half_applied;
        known = {version, version};
        there.erase(entry);
      }
    }
    for (const auto& [entry, version] : there)
      if (version != 0) ++found.half_applied;  // nobody wrote it
  });
  return found;
}

bool intact(const std::string& path) {
  sqlite3* file = nullptr;
  sqlite3_open_v2(path.c_str(), &file, SQLITE_OPEN_READWRITE, nullptr);
  std::string said;
  sqlite3_exec(
      file, "PRAGMA integrity_check",
      [](void* text, int, char** columns, char**) {
        *static_cast<std::string*>(text) += columns[0];
        return 0;
      },
      &said, nullptr);
  sqlite3_close(file);
  return said == "ok";
}

struct Outcome {
  std::uint64_t cuts = 0, cuts_that_lost = 0, acknowledged = 0, lost = 0, half_applied = 0;
  std::chrono::microseconds longest_outage{};  // opening what was left, to the first read
};

class PowerCut : public testing::Test {
 protected:
  void SetUp() override { PowerCutDisk::instance().stand(true); }
  void TearDown() override { PowerCutDisk::instance().stand(false); }

  // One file goes through several cuts, so that later ones meet what earlier ones left.
  static void cut_one_file(std::uint64_t cuts, Chance& chance, Outcome& outcome) {
    char folder[] = "/tmp/sila-power-XXXXXX";
    const std::string path = std::string(mkdtemp(folder)) + "/one.db";
    std::vector<Ledger> ledgers(3);
    for (std::uint64_t cut = 0; cut < cuts; ++cut) {
      run_until_dark(path, chance, ledgers);
      for (const auto& ledger : ledgers)
        for (const auto& [entry, known] : ledger)
          outcome.acknowledged += static_cast<std::uint64_t>(known.acknowledged);
      reopen_and_check(path, ledgers, outcome);
    }
    std::filesystem::remove_all(folder);
  }
  static Outcome cut_power(std::uint64_t cuts, std::uint64_t seed) {
    Chance chance(seed);
    Outcome outcome;
    while (outcome.cuts < cuts) cut_one_file(1 + chance() % 5, chance, outcome);
    return outcome;
  }

 private:
  static void run_until_dark(const std::string& path, Chance& chance,
                             std::vector<Ledger>& ledgers) {
    auto& disk = PowerCutDisk::instance();
    // Some cuts meet the opening of the file, its migrations among them.
    disk.power_until(chance() % 5 == 0 ? 1 + chance() % 60 : 1 + chance() % 1'500);
    const WriterLimits limits{.checkpoint_pages = 4 << (chance() % 7)};
    const auto seed = chance();
    try {
      const auto store = open_sqlite(path, migrations, limits);
      std::vector<std::thread> clients;
      for (int client = 0; client < static_cast<int>(ledgers.size()); ++client) {
        clients.emplace_back([&, client] {
          be_a_client(*store, client, seed, ledgers[static_cast<std::size_t>(client)]);
        });
      }
      for (auto& client : clients) client.join();
      store->close();
    } catch (const Error&) {
      EXPECT_TRUE(disk.dark()) << "the file did not open, and not for want of power";
    }
    EXPECT_TRUE(disk.dark());
    disk.damage(chance);
  }
  static void reopen_and_check(const std::string& path, std::vector<Ledger>& ledgers,
                               Outcome& outcome) {
    PowerCutDisk::instance().power_until(0);
    const auto began = std::chrono::steady_clock::now();
    const auto store = open_sqlite(path, migrations);
    const auto found = check(*store, ledgers);
    outcome.longest_outage =
        std::max(outcome.longest_outage, std::chrono::duration_cast<std::chrono::microseconds>(
                                             std::chrono::steady_clock::now() - began));
    ++outcome.cuts;
    outcome.cuts_that_lost += found.lost > 0 ? 1 : 0;
    outcome.lost += static_cast<std::uint64_t>(found.lost);
    outcome.half_applied += static_cast<std::uint64_t>(found.half_applied);
    EXPECT_TRUE(intact(path));
    store->close();
  }
};

void tell(const char* fault, const Outcome& outcome, std::uint64_t seed) {
  std::cout << "fault\t" << fault << "\tsqlite\t" << outcome.cuts << '\t' << outcome.lost << '\t'
            << outcome.half_applied << '\t' << outcome.longest_outage.count() / 1'000 << " ms\t"
            << seed << '\n'
            << outcome.cuts << " cuts, " << outcome.cuts_that_lost << " of them lost something\n";
}

TEST_F(PowerCut, LosesNothingAcknowledgedAndLeavesNothingHalfApplied) {
  const auto seed = number_from("SILA_SEED", 1447);
  const auto outcome = cut_power(number_from("SILA_POWER_CUTS", 20), seed);
  tell("power cut", outcome, seed);
  EXPECT_GT(outcome.acknowledged, 0u);
  EXPECT_EQ(outcome.lost, 0u);
  EXPECT_EQ(outcome.half_applied, 0u);
}

// SQLite's own setting, out of reach of the product: each connection is opened with
// synchronous=NORMAL, and the product's PRAGMA is passed over.
int open_with_normal(sqlite3* file, char**, const void*) {
  sqlite3_exec(file, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
  return sqlite3_set_authorizer(
      file,
      [](void*, int action, const char* name, const char* value, const char*, const char*) {
        const bool asks = action == SQLITE_PRAGMA && value != nullptr;
        return asks && std::string_view(name) == "synchronous" ? SQLITE_IGNORE : SQLITE_OK;
      },
      nullptr);
}

TEST_F(PowerCut, FindsWhatIsLostWhenCommitsAreNotSynced) {
  const auto seed = number_from("SILA_SEED", 1447);
  const auto opened = reinterpret_cast<void (*)()>(open_with_normal);
  sqlite3_auto_extension(opened);
  const auto outcome = cut_power(number_from("SILA_POWER_CUTS", 20), seed);
  sqlite3_cancel_auto_extension(opened);
  tell("power cut, control: synchronous=NORMAL must lose", outcome, seed);
  EXPECT_GT(outcome.cuts_that_lost, 0u);
}

}  // namespace
}  // namespace db
