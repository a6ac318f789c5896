#include "app/backups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/backup_schedule.h"
#include "app/erasures.h"
#include "organisation/organisation.h"
#include "parties/parties.h"
#include "platform/audit/audit.h"
#include "platform/db/database_for_tests.h"
#include "platform/db/read_beside.h"

namespace app {
namespace {

namespace fs = std::filesystem;

const db::Sql insert_party(R"sql(
INSERT INTO parties (association_id, id, kind, class, created_at)
VALUES ($1, $2, 'party', 'ordinary', 1))sql");
const db::Sql select_party(R"sql(
SELECT erased_at FROM parties WHERE association_id = $1 AND id = $2)sql");
const db::Sql take_entry(R"sql(
DELETE FROM audit_entries WHERE association_id = $1 AND seq = $2)sql");

class Backups : public testing::Test {
 protected:
  Backups() {
    auto pattern = (fs::temp_directory_path() / "sila-backups-XXXXXX").string();
    data = std::string(mkdtemp(pattern.data())) + "/data";
    directory = std::make_unique<organisation::Directory>(
        organisation::DirectoryOptions{.data = data,
                                       .database = db::postgres_for_tests(data),
                                       .clock = &clock,
                                       .runs_jobs = false});
    to = fs::path(data).parent_path() / "backups";
    back = (fs::path(data).parent_path() / "back").string();
    fs::create_directory(to);
    for (const auto* slug : {"one", "two"}) add_person(slug, person);
  }
  ~Backups() override {
    directory.reset();
    std::error_code ignored;
    fs::remove_all(fs::path(data).parent_path(), ignored);
  }
  api::Tenant& tenant(const std::string& slug = "one") {
    const policy::Text names{
        {"ar", "Jamiyah"    },
        {"en", "Association"}
    };
    if (!directory->association(slug)) {
      EXPECT_TRUE(directory->create({slug, names}, "tester").ok());
    }
    return *directory->find(slug);
  }
  static void write(api::Tenant& where, const std::function<bool(db::Transaction&)>& work) {
    EXPECT_EQ(where.store->write_and_wait(work), db::End::committed);
  }
  static std::string code_of(const auto& outcome) {
    return outcome.ok() ? "" : outcome.refusal().obstacles.at(0).code;
  }
  void add_person(const std::string& slug, const PartyId& party) {
    auto& where = tenant(slug);
    write(where, [&](db::Transaction& tx) {
      box[slug + party.text] =
          where.keeper->create_party_key(tx, party, clock.now()).close("ريم", "here");
      tx.execute(insert_party, where.id, party);
      audit::record(tx, where.id, by, clock.now(), {.action = "party.added", .object = party.text});
      return true;
    });
  }
  void erase(const PartyId& party) {
    write(tenant("one"), [&](db::Transaction& tx) {
      return parties::erase_person(tx, tenant("one"), party, by, clock.now()).ok();
    });
  }
  kernel::Config config() const {
    kernel::Config house;
    house.data = data;
    return house;
  }
  Result<BackupWritten> back_up(const std::string& slug = "") {
    clock.advance(hour_ms);
    return make_backup({.config = config(),
                        .to = to.string(),
                        .recipient = pair.public_key,
                        .slug = slug,
                        .now = clock.now()});
  }
  std::string made(const std::string& slug = "") { return back_up(slug).value().path; }
  Result<Restored> restore(const std::string& file, const std::string& slug = "",
                           const std::string& erasures = "") {
    return restore_backup({.file = file,
                           .secret_key = pair.secret_key,
                           .data = back,
                           .slug = slug,
                           .erasures = erasures,
                           .now = clock.now(),
                           .database = elsewhere,
                           .directory = elsewhere});
  }
  // A PostgreSQL to restore into, whichever database the backup is of.
  static std::string empty_postgres(const std::string& folder) {
    return db::TestServer::get().url_of(folder + "/restored", db::association_migrations(), "sila");
  }
  // What a person's box says in the restored folder; nothing when nobody opens it again.
  std::optional<std::string> opened(const std::string& slug, const PartyId& party) {
    organisation::Directory other(
        {.data = back, .directory = elsewhere, .clock = &clock, .runs_jobs = false});
    auto* where = other.find(slug);
    std::optional<std::string> plain;
    if (where == nullptr) return plain;
    where->store->read([&](db::Transaction& tx) {
      const auto key = where->keeper->party_key(tx, party);
      if (key) plain = key->open(box[slug + party.text], "here");
    });
    return plain;
  }
  // Past the program: neither the house's code nor a rule of the database stops it.
  void spoil(const std::string& sql) {
    ASSERT_EQ(db::tamper(db::tests_use_postgres() ? db::postgres_for_tests(data)
                                                  : data + "/associations/one.db",
                         sql + " AND association_id = '" + tenant().id.text + "'"),
              1);
  }
  bool nothing_stands() const { return !fs::exists(back) || fs::is_empty(back); }

  std::string data;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  std::unique_ptr<organisation::Directory> directory;
  const audit::Who by{.kind = "operator", .id = "tester"};
  const PartyId person{"01930000-0000-7000-8000-000000000001"};
  const PartyId later{"01930000-0000-7000-8000-000000000002"};
  const backup::KeyPair pair = backup::make_key_pair();
  fs::path to;
  std::string back, elsewhere;
  std::map<std::string, std::string> box;
};

TEST_F(Backups, OfAllRestoreIntoAFolderThatServesAtOnce) {
  const auto restored = restore(made());
  ASSERT_EQ(code_of(restored), "");
  EXPECT_EQ(restored.value().associations, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(restored.value().keys, 2);
  EXPECT_EQ(restored.value().entries, 2);
  EXPECT_EQ(opened("one", person), "ريم");
  EXPECT_EQ(opened("two", person), "ريم");
}

TEST_F(Backups, OfOneHoldNothingOfTheOthers) {
  ASSERT_EQ(code_of(restore(made("two"))), "");
  EXPECT_EQ(opened("two", person), "ريم");
  organisation::Directory other({.data = back, .clock = &clock, .runs_jobs = false});
  EXPECT_EQ(other.list().size(), 1u);
  EXPECT_FALSE(fs::exists(back + "/associations/one.db"));
}

TEST_F(Backups, GiveBackOneOfAllWhenItIsAskedFor) {
  ASSERT_EQ(code_of(restore(made(), "two")), "");
  EXPECT_EQ(opened("two", person), "ريم");
  organisation::Directory other({.data = back, .clock = &clock, .runs_jobs = false});
  EXPECT_EQ(other.list().size(), 1u);
  EXPECT_FALSE(fs::exists(back + "/keys/one.key"));
}

TEST_F(Backups, AreRestoredIntoPostgreSQLWhenThatIsAskedFor) {
  elsewhere = empty_postgres(data);
  ASSERT_EQ(code_of(restore(made())), "");
  EXPECT_EQ(opened("one", person), "ريم");
  EXPECT_EQ(opened("two", person), "ريم");
  EXPECT_TRUE(fs::exists(back + "/keys/one.key"));
  EXPECT_FALSE(fs::exists(back + "/directory.db"));
  EXPECT_TRUE(fs::is_empty(back + "/associations"));
}

TEST_F(Backups, InPostgreSQLAreWrittenOnAfterWhatTheyBroughtAlong) {
  add_person("one", later);
  elsewhere = empty_postgres(data);
  ASSERT_EQ(code_of(restore(made())), "");
  organisation::Directory there(
      {.data = back, .directory = elsewhere, .clock = &clock, .runs_jobs = false});
  auto& one = *there.find("one");
  write(one, [&](db::Transaction& tx) {
    const auto last = audit::list(tx, one.id, {}, 0, 1).at(0).seq;
    audit::record(tx, one.id, by, clock.now(), {.action = "tried", .object = "it"});
    EXPECT_GT(audit::list(tx, one.id, {}, 0, 1).at(0).seq, last);
    return true;
  });
}

TEST_F(Backups, AreNotRestoredIntoADatabaseThatHoldsTheirRows) {
  elsewhere = empty_postgres(data);
  const auto file = made();
  ASSERT_EQ(code_of(restore(file)), "");
  fs::remove_all(back);
  EXPECT_EQ(code_of(restore(file)), "carry.not_empty");
  EXPECT_TRUE(nothing_stands());
}

TEST_F(Backups, OfNobodyAreRefused) {
  EXPECT_EQ(code_of(back_up("nobody")), "association.unknown");
  EXPECT_EQ(code_of(restore(made(), "nobody")), "association.unknown");
  EXPECT_TRUE(nothing_stands());
  EXPECT_EQ(code_of(make_backup({.config = config(), .to = back, .recipient = pair.public_key})),
            "backup.no_folder");
}

TEST_F(Backups, AreNotMadeWithoutTheKeyThatOpensWhatIsInThem) {
  fs::remove(data + "/keys/one.key");
  EXPECT_EQ(code_of(back_up()), "backup.key_missing");
  EXPECT_TRUE(fs::is_empty(to));
}

TEST_F(Backups, AreRestoredOverNothing) {
  fs::create_directory(back);
  std::ofstream(back + "/something") << "else";
  EXPECT_EQ(code_of(restore(made())), "restore.not_empty");
  EXPECT_EQ(std::distance(fs::directory_iterator(back), {}), 1);
}

TEST_F(Backups, LeaveNothingWhenTheyAreDamagedOrTheKeyIsWrong) {
  const auto file = made();
  const auto other = backup::make_key_pair();
  EXPECT_EQ(code_of(restore_backup({.file = file, .secret_key = other.secret_key, .data = back})),
            "backup.wrong_key");
  EXPECT_TRUE(nothing_stands());
  fs::resize_file(file, fs::file_size(file) - 40);
  EXPECT_EQ(code_of(restore(file)), "backup.cut_short");
  EXPECT_TRUE(nothing_stands());
}

TEST_F(Backups, ClearAwayWhatARestoreThatWasCutOffLeft) {
  fs::create_directories(back + "/.restoring/keys");
  std::ofstream(back + "/.restoring/keys/one.key") << "half";
  ASSERT_EQ(code_of(restore(made())), "");
  EXPECT_EQ(opened("one", person), "ريم");
  EXPECT_FALSE(fs::exists(back + "/.restoring"));
}

TEST_F(Backups, WithABrokenAuditLogAreNotRestored) {
  spoil("UPDATE audit_entries SET action = 'nothing' WHERE seq = 1");
  const auto restored = restore(made());
  EXPECT_EQ(code_of(restored), "restore.audit");
  EXPECT_EQ(restored.refusal().obstacles.at(0).parameters.at("association"), "one");
  EXPECT_TRUE(nothing_stands());
}

TEST_F(Backups, WhoseKeyDoesNotOpenThemAreNotRestored) {
  spoil("UPDATE party_keys SET wrapped = x'00' WHERE party_id = '" + person.text + "'");
  EXPECT_EQ(code_of(restore(made())), "restore.key");
  EXPECT_TRUE(nothing_stands());
}

TEST_F(Backups, TakeANumberThatNobodyHasForALossWhereNumbersHaveNoGaps) {
  add_person("one", later);
  add_person("one", PartyId{"01930000-0000-7000-8000-000000000003"});
  spoil(
      "DELETE FROM audit_entries WHERE seq = (SELECT seq FROM audit_entries WHERE association_id = "
      "'" +
      tenant().id.text + "' ORDER BY seq LIMIT 1 OFFSET 1)");
  EXPECT_EQ(code_of(restore(made())), db::tests_use_postgres() ? "" : "restore.audit");
}

TEST_F(Backups, HaveEveryEntrySealedWhereTheyAreRestored) {
  add_person("one", later);
  ASSERT_EQ(code_of(restore(made())), "");
  db::write_beside(back + "/associations/one.db", 1'000, [&](db::Transaction& tx) {
    const auto last = audit::list(tx, tenant().id, {}, 0, 1).at(0).seq;
    EXPECT_EQ(audit::verify(tx, tenant().id).sealed, last);
    tx.execute(take_entry, tenant().id, last);
    EXPECT_NE(audit::verify(tx, tenant().id).first_bad, std::nullopt);
  });
}

using ErasedAgain = Backups;

TEST_F(ErasedAgain, WhoeverWasErasedAfterTheBackupWasMade) {
  add_person("one", later);
  const auto file = made();
  erase(person);
  ErasureNotes notes(tenant().id, "one", erasure_folders(data, to.string()));
  tenant().store->read([&](db::Transaction& tx) { notes.note(tx); });
  // The data is lost; the list beside the backups is not.
  const auto restored = restore(file);
  ASSERT_EQ(code_of(restored), "");
  EXPECT_EQ(restored.value().erased_again, 1);
  EXPECT_EQ(opened("one", person), std::nullopt);
  EXPECT_EQ(opened("one", later), "ريم");
  db::read_beside(back + "/associations/one.db", 1'000, [&](db::Transaction& tx) {
    const auto erased_at = tx.one(
        select_party, [](const db::Row& row) { return row.integer(0); }, tenant().id, person);
    EXPECT_EQ(erased_at, clock.now().ms);
    EXPECT_FALSE(audit::verify(tx, tenant().id).first_bad);
  });
  // And the list goes on.
  EXPECT_EQ(erasures_in(back + "/erasures").value().size(), 1u);
}

TEST_F(ErasedAgain, ByAListThatIsGiven) {
  const auto file = made();
  const std::string list = back + ".list";
  std::ofstream(list) << written({
      {tenant().id, person, {5}}
  });
  ASSERT_EQ(code_of(restore(file, "", list)), "");
  EXPECT_EQ(opened("one", person), std::nullopt);
  EXPECT_EQ(opened("two", person), "ريم");
}

TEST_F(ErasedAgain, OrNothingIsRestoredWhenTheListCannotBeRead) {
  const auto file = made();
  const std::string list = back + ".list";
  std::ofstream(list) << tenant().id.text << " half a li";
  EXPECT_EQ(code_of(restore(file, "", list)), "erasures.line");
  EXPECT_TRUE(nothing_stands());
}

TEST_F(ErasedAgain, WhoeverWasErasedBeforeStaysErased) {
  erase(person);
  ASSERT_EQ(code_of(restore(made())), "");
  EXPECT_EQ(opened("one", person), std::nullopt);
  EXPECT_EQ(erasures_in(back + "/erasures").value().size(), 1u);
}

TEST_F(ErasedAgain, ByTheFirstTimeThatAPersonIsInTheList) {
  const Erasures twice = {
      {{"a"}, person, {9}},
      {{"a"}, person, {5}}
  };
  EXPECT_EQ(written(twice), "a " + person.text + " 1970-01-01T00:00:00.005Z\n");
}

using Schedule = Backups;

TEST_F(Schedule, MakesOneWhenItIsDueAndTakesAwayWhatIsSuperseded) {
  ASSERT_TRUE(backup::write_key_pair(back + ".key", pair).ok());
  BackupSchedule schedule(config(),
                          {
                              .to = to.string(),
                              .recipient = back + ".key.pub",
                              .every_hours = 12,
                              .keep = {.days = 2, .weeks = 0, .months = 0}
  },
                          clock);
  EXPECT_EQ(schedule.due_in_ms(), 0);
  const auto one_alone = made("one");  // asked for by a person: no schedule takes it away
  for (int half_day = 0; half_day < 6; ++half_day) {
    EXPECT_TRUE(schedule.back_up());
    EXPECT_EQ(schedule.due_in_ms(), 12 * hour_ms);
    clock.advance(12 * hour_ms);
  }
  const auto left = backups_in(to.string());
  ASSERT_EQ(left.size(), 3u);
  EXPECT_EQ(left.back().path, one_alone);
  EXPECT_EQ(left.front().made_at, clock.now() - 12 * hour_ms);
  EXPECT_EQ(code_of(restore(left.front().path)), "");
}

TEST_F(Schedule, ThatFailsSaysSoAndTakesNothingAway) {
  made();
  const kernel::BackupConfig kept{.to = to.string(), .recipient = back + ".none"};
  EXPECT_FALSE(BackupSchedule(config(), kept, clock).back_up());
  EXPECT_EQ(backups_in(to.string()).size(), 1u);
}

TEST(Superseded, KeepsTheNewestOfEachDayWeekAndMonth) {
  std::vector<Instant> moments;
  const Instant noon = riyadh_midnight(make_date(2026, 11, 22).value()) + 12 * hour_ms;
  for (int day = 0; day < 400; ++day) moments.push_back(noon - day * day_ms);
  const auto gone = superseded(moments, {.days = 7, .weeks = 5, .months = 12});
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < moments.size(); ++i)
    if (std::ranges::find(gone, i) == gone.end()) kept.push_back(iso(riyadh_date(moments[i])));
  EXPECT_EQ(kept, (std::vector<std::string>{
                      "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18",
                      "2026-11-17", "2026-11-16", "2026-11-14", "2026-11-07", "2026-10-31",
                      "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31",
                      "2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"}));
}

TEST(Superseded, NeverTheOnlyOne) {
  EXPECT_TRUE(superseded({Instant{5}}, {.days = 1, .weeks = 0, .months = 0}).empty());
  EXPECT_TRUE(superseded({}, {}).empty());
}

}  // namespace
}  // namespace app
