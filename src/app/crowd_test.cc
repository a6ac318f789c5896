#include "app/crowd.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "app/crowd_check.h"
#include "base/in_source_for_tests.h"
#include "platform/audit/audit.h"
#include "platform/db/carry.h"
#include "platform/db/database_for_tests.h"
#include "platform/db/row_code.h"
#include "reporting/reporting.h"

namespace app {
namespace {

constexpr std::int64_t people_wanted = 70, requests_wanted = 100;

kernel::Config config_in(const std::string& folder) {
  kernel::Config config;
  config.data = folder + "/data";
  config.policies = in_source("policies");
  config.demo = true;
  config.database = db::postgres_for_tests(folder);
  return config;
}

// An association of a few lives and their copies, in a folder that goes away.
class Place {
 public:
  explicit Place(std::uint32_t seed) {
    std::printf("seed %u\n", seed);
    auto pattern = (std::filesystem::temp_directory_path() / "sila-crowd-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    kernel::Clock clock(from());
    const CrowdWanted wanted{
        .people = people_wanted, .requests = requests_wanted, .seed = seed, .lived = 16};
    House house({.config = config(), .clock = &clock, .runs_jobs = false, .writers = 1});
    const auto town = live_crowd(house, clock, wanted, "unused", from(), to());
    house.directory().find("namaa")->store->read([&](db::Transaction& tx) {
      for (const auto& [party, rows] : rows_by_party(tx, house.directory().find("namaa")->id))
        lived.insert(party);
    });
    made = copy_crowd(house, wanted, town->staff(), to());
    house_ = std::make_unique<House>(
        HouseOptions{.config = config(), .clock = &clock_, .runs_jobs = false});
    tenant = house_->directory().find("namaa");
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    house_.reset();
    std::filesystem::remove_all(folder_);
  }
  // How many rows there are of each person, by table: what is theirs names them.
  static std::map<std::string, std::map<std::string, int>> rows_by_party(
      db::Transaction& tx, const AssociationId& association);

  Instant now() const { return clock_.now(); }
  // Of db::tamper.
  std::string database() const {
    return db::tests_use_postgres() ? config().database : folder_ + "/data/associations/namaa.db";
  }

  CrowdMade made;
  api::Tenant* tenant = nullptr;
  std::set<std::string> lived;

 private:
  static Instant from() { return riyadh_midnight(make_date(2026, 10, 1).value()) + 8 * hour_ms; }
  static Instant to() { return riyadh_midnight(make_date(2026, 10, 25).value()) + 8 * hour_ms; }
  kernel::Config config() const { return config_in(folder_); }
  std::string folder_;
  kernel::Clock clock_{to()};
  std::unique_ptr<House> house_;
};

std::map<std::string, std::map<std::string, int>> Place::rows_by_party(
    db::Transaction& tx, const AssociationId& association) {
  std::map<std::string, std::string> party_of;  // of a request
  std::map<std::string, std::map<std::string, int>> rows;
  const auto tables = db::tables_of(db::association_migrations());
  const auto visit = [&](const std::string& name, const auto& use) {
    for (const auto& table : tables) {
      if (table.name != name && !name.empty()) continue;
      db::for_each_row(tx, table, association, {}, [&](std::string_view code) {
        use(table, db::decode_row(table, code).value());
      });
    }
  };
  visit("requests", [&](const db::Table& table, const std::vector<db::Value>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (table.columns[i].name == "beneficiary_id")
        party_of[std::string(cells[1].data)] = cells[i].data;
    }
  });
  visit("", [&](const db::Table& table, const std::vector<db::Value>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& column = table.columns[i].name;
      const std::string id(cells[i].data);
      if (column == "party_id" || (table.name == "parties" && column == "id") ||
          (table.name == "audit_entries" && column == "party" && !id.empty())) {
        ++rows[id][table.name];
      } else if (party_of.contains(id) &&
                 (column == "request_id" || (table.name == "requests" && column == "id"))) {
        ++rows[party_of[id]][table.name];
      }
    }
  });
  return rows;
}

TEST(LiveACrowd, WhoseDaysEndBeforeMidnight) {
  auto folder = (std::filesystem::temp_directory_path() / "sila-crowd-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const Instant evening = riyadh_midnight(make_date(2026, 10, 1).value()) + 16 * hour_ms;
  kernel::Clock clock(evening);
  {
    House house({.config = config_in(folder), .clock = &clock, .runs_jobs = false});
    EXPECT_THROW(live_crowd(house, clock, {.people = 10, .requests = 10}, "unused", evening,
                            evening + day_ms),
                 std::invalid_argument);
  }
  std::filesystem::remove_all(folder);
}

const db::Sql select_ids(R"sql(
SELECT id FROM requests WHERE association_id = $1 ORDER BY reference)sql");
const db::Sql select_history(R"sql(
SELECT r.reference, e.kind, e.happened_at, e.actor_role, e.step
  FROM requests AS r JOIN request_events AS e
    ON e.association_id = r.association_id AND e.request_id = r.id
 WHERE r.association_id = $1 ORDER BY r.reference, e.seq)sql");

std::string history_of(const Place& place) {
  std::string history;
  place.tenant->store->read([&](db::Transaction& tx) {
    tx.each(
        select_history,
        [&](const db::Row& row) {
          history += row.string(0) + " " + row.string(1) + " " + std::to_string(row.integer(2)) +
                     " " + row.string(3) + " " + row.string(4) + "\n";
        },
        place.tenant->id);
  });
  return history;
}

class MakeACrowd : public testing::Test {
 protected:
  static void SetUpTestSuite() { place_ = std::make_unique<Place>(seed); }
  static void TearDownTestSuite() { place_.reset(); }
  static std::vector<RequestId> ids(db::Transaction& tx) {
    std::vector<RequestId> ids;
    tx.each(
        select_ids, [&](const db::Row& row) { ids.push_back({row.string(0)}); },
        place_->tenant->id);
    return ids;
  }
  static int count_illegal() {
    int illegal = 0;
    auto& tenant = *place_->tenant;
    tenant.store->read([&](db::Transaction& tx) {
      for (const auto& id : ids(tx))
        illegal += crowd::why_not_legal(tx, tenant, id, place_->now()).empty() ? 0 : 1;
    });
    return illegal;
  }

  static constexpr std::uint32_t seed = 1447;
  static std::unique_ptr<Place> place_;
};
std::unique_ptr<Place> MakeACrowd::place_;

TEST_F(MakeACrowd, IsAsGreatAsWasAsked) {
  EXPECT_EQ(place_->made.people, people_wanted);
  EXPECT_EQ(place_->made.requests, requests_wanted);
  EXPECT_GT(place_->made.sampled, 0);
  EXPECT_EQ(place_->made.legal, place_->made.sampled) << place_->made.why;
  place_->tenant->store->read([](db::Transaction& tx) {
    EXPECT_EQ(static_cast<std::int64_t>(ids(tx).size()), requests_wanted);
    EXPECT_EQ(static_cast<std::int64_t>(Place::rows_by_party(tx, place_->tenant->id).size()),
              people_wanted);
  });
}

TEST_F(MakeACrowd, HoldsOnlyWhatTheEngineWouldTake) {
  auto& tenant = *place_->tenant;
  const auto report =
      reporting::replay_policy(tenant, *tenant.policy_in_force(), place_->now(), {.threads = 1});
  EXPECT_EQ(report.requests, requests_wanted);
  EXPECT_EQ(report.unaffected, requests_wanted);
  EXPECT_EQ(count_illegal(), 0);
}

TEST_F(MakeACrowd, SealsEveryEntryOfTheAuditLog) {
  place_->tenant->store->read([](db::Transaction& tx) {
    const auto verdict = audit::verify(tx, place_->tenant->id);
    EXPECT_FALSE(verdict.first_bad) << verdict.why;
    EXPECT_GT(verdict.entries, requests_wanted);
    std::int64_t last = 0;
    for (const auto& one : audit::list(tx, place_->tenant->id, {}, 0, 1)) last = one.seq;
    EXPECT_EQ(verdict.sealed, last);
  });
}

TEST_F(MakeACrowd, WritesForEachPersonTheRowsThatTheOrdinaryPathWrites) {
  place_->tenant->store->read([](db::Transaction& tx) {
    const auto rows = Place::rows_by_party(tx, place_->tenant->id);
    std::set<std::map<std::string, int>> ordinary;
    for (const auto& [party, tables] : rows) {
      if (place_->lived.contains(party)) ordinary.insert(tables);
    }
    int copies = 0;
    for (const auto& [party, tables] : rows) {
      if (place_->lived.contains(party)) continue;
      ++copies;
      EXPECT_TRUE(ordinary.contains(tables)) << party;
    }
    EXPECT_EQ(copies, people_wanted - static_cast<std::int64_t>(place_->lived.size()));
  });
}

TEST_F(MakeACrowd, GivesEverybodyANumberOfTheirOwn) {
  place_->tenant->store->read([](db::Transaction& tx) {
    std::set<std::string> phones;
    for (const auto& [party, tables] : Place::rows_by_party(tx, place_->tenant->id)) {
      const auto phone = parties::phone_of(tx, *place_->tenant, {party});
      EXPECT_TRUE(phones.insert(phone).second) << party;
      EXPECT_NE(parties::display_name(tx, *place_->tenant, {party}), "");
    }
  });
}

TEST_F(MakeACrowd, IsTheSameForTheSameSeed) {
  const auto history = history_of(*place_);
  EXPECT_NE(history, "");
  EXPECT_EQ(history_of(Place(seed)), history);
}

// Last: it spoils the town.
TEST_F(MakeACrowd, TellsWhatIsNotAsTheEventsSay) {
  ASSERT_GT(db::tamper(place_->database(), "DELETE FROM tasks"), 0);
  EXPECT_GT(count_illegal(), 0);
}

}  // namespace
}  // namespace app
