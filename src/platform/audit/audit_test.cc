#include "platform/audit/audit.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "base/text.h"
#include "platform/db/database_for_tests.h"

namespace audit {
namespace {

const db::Sql select_hash(R"sql(
SELECT hash FROM audit_entries WHERE association_id = $1 AND seq = 3)sql");

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
  void open() {
    store_ = db::open_for_tests(path(), db::association_migrations(), association_.text);
  }
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
    ASSERT_GT(db::tamper(path(), sql), 0);
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
  const char* why;
};
class VerifyTampered : public AuditTest, public testing::WithParamInterface<Tampering> {};

TEST_P(VerifyTampered, NamesTheFirstBadEntry) {
  for (int batch = 0; batch < 3; ++batch) {
    add(4, {batch});
    seal();
  }
  add(2);
  tamper(GetParam().sql);
  EXPECT_EQ(verdict().first_bad, GetParam().first_bad);
  EXPECT_EQ(verdict().why, GetParam().why);
}
// Entry 6 with its fields and its own hash taken from entry 10 would fit itself, were seq not in
// the hash; a whole forged entry is proven below.
INSTANTIATE_TEST_SUITE_P(
    All, VerifyTampered,
    testing::Values(
        Tampering{"Changed", "UPDATE audit_entries SET object = 'x' WHERE seq = 3", 3, "hash"},
        Tampering{"Redated", "UPDATE audit_entries SET at = at + 1 WHERE seq = 1", 1, "hash"},
        Tampering{"GivenToAnother", "UPDATE audit_entries SET who_id = 's2' WHERE seq = 9", 9,
                  "hash"},
        Tampering{"OfAnotherRole", "UPDATE audit_entries SET who_role = '' WHERE seq = 9", 9,
                  "hash"},
        Tampering{"ChangedBeforeSealing", "UPDATE audit_entries SET party = 'x' WHERE seq = 13", 13,
                  "hash"},
        Tampering{"Removed", "DELETE FROM audit_entries WHERE seq = 6", 6, "missing"},
        Tampering{"RemovedAtTheStart", "DELETE FROM audit_entries WHERE seq = 1", 1, "missing"},
        Tampering{"RemovedFromASealOn", "DELETE FROM audit_entries WHERE seq >= 12", 12, "missing"},
        Tampering{"RemovedWithItsSeal",
                  "DELETE FROM audit_entries WHERE seq BETWEEN 5 AND 8;"
                  "DELETE FROM audit_seals WHERE first_seq = 5",
                  5, "missing"},
        Tampering{"Swapped",
                  "UPDATE audit_entries SET seq = 99 WHERE seq = 2;"
                  "UPDATE audit_entries SET seq = 2 WHERE seq = 7;"
                  "UPDATE audit_entries SET seq = 7 WHERE seq = 99",
                  2, "hash"},
        Tampering{"ForgedHash", "UPDATE audit_entries SET hash = x'00' WHERE seq = 2", 2, "hash"},
        Tampering{"ForgedLink", "UPDATE audit_seals SET link = x'00' WHERE first_seq = 5", 5,
                  "link"},
        Tampering{"SealRemoved", "DELETE FROM audit_seals WHERE first_seq = 5", 5, "link"},
        Tampering{"SealRedated", "UPDATE audit_seals SET sealed_at = 1 WHERE first_seq = 9", 9,
                  "link"},
        Tampering{"SealsSwapped",
                  "UPDATE audit_seals SET first_seq = 99 WHERE first_seq = 1;"
                  "UPDATE audit_seals SET first_seq = 1, last_seq = 4 WHERE first_seq = 5;"
                  "UPDATE audit_seals SET first_seq = 5, last_seq = 8 WHERE first_seq = 99",
                  1, "link"}),
    [](const auto& shown) { return shown.param.name; });

// Who has the file in hand can also make the hash of a forged entry: its batch's link tells.
TEST_F(Verify, FindsAnEntryThatWasForgedTogetherWithItsHash) {
  add(4);
  seal();
  const std::string forged = folder_ + "/forged.db";
  store_ = db::open_for_tests(forged, db::association_migrations(), association_.text);
  store_->write_and_wait([&](db::Transaction& tx) {
    for (int i = 0; i < 4; ++i)
      record(tx, association_, officer_, {1}, {"request.received", "forged", "p1"});
    return true;
  });
  std::string hash;
  store_->read([&](db::Transaction& tx) {
    tx.each(
        select_hash, [&](const db::Row& row) { hash = hex(row.bytes(0)); }, association_);
  });
  open();
  tamper("UPDATE audit_entries SET at = 1, object = 'forged', hash = x'" + hash +
         "' WHERE seq = 3");
  EXPECT_EQ(verdict().first_bad, 1);
  EXPECT_EQ(verdict().why, "link");
}

TEST_F(Verify, GoesOverSealsOfLimitedSize) {
  add(10);
  store_->write_and_wait([&](db::Transaction& tx) {
    EXPECT_EQ(seal_pending(tx, association_, {1}, 4), 4);
    EXPECT_EQ(seal_pending(tx, association_, {2}, 4), 4);
    EXPECT_EQ(seal_pending(tx, association_, {3}, 4), 2);
    EXPECT_EQ(seal_pending(tx, association_, {4}, 4), 0);
    return true;
  });
  EXPECT_EQ(verdict().sealed, 10);
  EXPECT_FALSE(verdict().first_bad);
}

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
    EXPECT_EQ(list(tx, association_, {.object = "r1"}, 0, 9).size(), 1u);
    EXPECT_EQ(list(tx, association_, {.who = "s1"}, 0, 9).size(), 3u);
    EXPECT_EQ(list(tx, association_, {.party = "p1", .who = "s2"}, 0, 9).size(), 0u);
    EXPECT_EQ(list(tx, association_, {.action = "request.received"}, 0, 9).size(), 3u);
    EXPECT_EQ(list(tx, association_, {.action = "request.received"}, 3, 9).size(), 2u);
    const Filter of_another{.party = "p2", .action = "request.received"};
    EXPECT_TRUE(list(tx, association_, of_another, 0, 9).empty());
    EXPECT_TRUE(list(tx, association_, {.action = "request.closed"}, 0, 9).empty());
    EXPECT_TRUE(list(tx, AssociationId{"b"}, {}, 0, 9).empty());
  });
}

}  // namespace
}  // namespace audit
