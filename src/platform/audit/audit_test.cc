#include "platform/audit/audit.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>

namespace audit {
namespace {

class AuditTest : public testing::Test {
 protected:
  AuditTest() {
    char folder[] = "/tmp/sila-audit-XXXXXX";
    folder_ = mkdtemp(folder);
    open();
  }
  ~AuditTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string path() const { return folder_ + "/a.db"; }
  void open() { store_ = db::open_sqlite(path(), db::association_migrations()); }
  void add(int count, Instant at = {1}) {
    store_->write_and_wait([&](db::Transaction& tx) {
      for (int i = 0; i < count; ++i)
        record(tx, association_, officer_, at, {"request.received", "r" + std::to_string(i), "p1"});
      return true;
    });
  }
  void seal() {
    store_->write_and_wait(
        [&](db::Transaction& tx) { return seal_pending(tx, association_, {9}) > 0; });
  }
  // As somebody with the file in hand would.
  void tamper(const std::string& sql) {
    store_.reset();
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &file), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    ASSERT_GT(sqlite3_changes(file), 0);
    sqlite3_close(file);
    open();
  }
  Verdict verdict() {
    Verdict found;
    store_->read([&](db::Transaction& tx) { found = verify(tx, association_); });
    return found;
  }
  const AssociationId association_{"a"};
  const Who officer_{"staff", "s1", "officer"};
  std::string folder_;
  std::unique_ptr<db::Store> store_;
};

using Verify = AuditTest;

TEST_F(Verify, FindsAnUntouchedChainWholeAndTellsWhatIsNotSealedYet) {
  add(5);
  seal();
  add(2);
  const auto found = verdict();
  EXPECT_FALSE(found.first_bad);
  EXPECT_EQ(found.entries, 7);
  EXPECT_EQ(found.sealed, 5);
}

struct Tampering {
  const char* name;
  const char* sql;
  std::int64_t first_bad;
};
class VerifyTampered : public AuditTest, public testing::WithParamInterface<Tampering> {};

TEST_P(VerifyTampered, NamesTheFirstBadEntry) {
  add(4);
  seal();
  add(4);
  seal();
  tamper(GetParam().sql);
  EXPECT_EQ(verdict().first_bad, GetParam().first_bad);
}
INSTANTIATE_TEST_SUITE_P(
    All, VerifyTampered,
    testing::Values(
        Tampering{"Changed", "UPDATE audit_entries SET object = 'other' WHERE seq = 3", 3},
        Tampering{"Removed", "DELETE FROM audit_entries WHERE seq = 6", 6},
        Tampering{"RemovedAtTheEnd", "DELETE FROM audit_entries WHERE seq = 8", 8},
        Tampering{"ForgedHash", "UPDATE audit_entries SET hash = x'00' WHERE seq = 2", 2},
        Tampering{"ForgedLink", "UPDATE audit_seals SET link = x'00' WHERE first_seq = 5", 5},
        Tampering{"Moved", "UPDATE audit_entries SET at = at + 1 WHERE seq = 1", 1}),
    [](const auto& shown) { return shown.param.name; });

using Opening = AuditTest;

TEST_F(Opening, RepeatedWithinTenMinutesIsOneEntryUnlessConfidential) {
  const auto open_at = [&](std::int64_t ms, bool confidential) {
    store_->write_and_wait([&](db::Transaction& tx) {
      record_opening(tx, association_, officer_, {ms}, {"party.opened", "p1", "p1"}, confidential);
      return true;
    });
  };
  open_at(0, false);
  open_at(9 * minute_ms, false);
  EXPECT_EQ(verdict().entries, 1);
  open_at(11 * minute_ms, false);
  EXPECT_EQ(verdict().entries, 2);
  open_at(11 * minute_ms + 1, true);
  EXPECT_EQ(verdict().entries, 3);
}

TEST_F(Opening, IsListedByPartyNewestFirst) {
  add(3);
  store_->read([&](db::Transaction& tx) {
    const auto entries = list(tx, association_, {.party = "p1"}, 0, 2);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].seq, 3);
    EXPECT_EQ(list(tx, association_, {.party = "p1"}, 2, 2).size(), 1u);
    EXPECT_TRUE(list(tx, association_, {.party = "p2"}, 0, 2).empty());
  });
}

}  // namespace
}  // namespace audit
