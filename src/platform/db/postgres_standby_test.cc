// A primary and its standby: who answers lists, and what a write needs to be acknowledged.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "platform/db/postgres_prepare.h"
#include "platform/db/private_postgres_for_tests.h"

namespace db {
namespace {

constexpr const char* database = "pair";

const Sql insert_setting(
    "INSERT INTO association_settings (association_id, name, value, changed_at) "
    "VALUES ($1, $2, 'x', 0)");
// Whether a standby answers, and how many settings it shows.
const Sql who_answers(
    "SELECT pg_is_in_recovery()::integer, (SELECT COUNT(*) FROM association_settings)");

struct Answer {
  bool of_standby = false;
  std::int64_t settings = 0;
  auto operator<=>(const Answer&) const = default;
};

class Standby : public testing::Test {
 protected:
  Standby() {
    primary_.execute("postgres", "CREATE ROLE sila LOGIN");
    primary_.execute("postgres", std::string("CREATE DATABASE ") + database);
    prepare_postgres(primary_.url(database), "sila");
    standby_.emplace(StandbyOf{}, primary_);
  }
  std::string url() const { return primary_.url_with(*standby_, database, "sila"); }
  std::unique_ptr<Store> open_store() const { return open({url(), "a"}, association_migrations()); }
  static End put(Store& store, const std::string& name) {
    return store.write_and_wait(
        [&](Transaction& tx) { return tx.execute(insert_setting, "a", name) == 1; });
  }
  static std::optional<std::string> position(Store& store) {
    std::optional<std::string> found;
    store.read([&](Transaction& tx) { found = tx.log_position(); });
    return found;
  }
  static Answer list(Store& store, const std::string& position) {
    Answer answer;
    store.read_list(position, [&](Transaction& tx) {
      answer = tx.one(who_answers, [](const Row& row) {
                   return Answer{row.integer(0) == 1, row.integer(1)};
                 }).value();
    });
    return answer;
  }
  static Answer list(Store& store) { return list(store, position(store).value()); }
  // A list of what the standby has for certain: the server writes to its log unasked, and what came
  // between would have to be waited for.
  Answer list_what_it_has(Store& store) const {
    const auto now = position(store).value();
    wait_until("SELECT replay_lsn >= '" + now + "' FROM pg_stat_replication");
    return list(store, now);
  }
  void set(const std::string& setting) const {
    primary_.execute("postgres", "ALTER SYSTEM SET " + setting);
    primary_.execute("postgres", "SELECT pg_reload_conf()");
  }
  // What this gives on the primary, as a superuser.
  std::string ask(const std::string& query) const {
    const auto connection = primary_.connect("postgres");
    const RawResult result(PQexec(connection.get(), query.c_str()));
    return PQgetvalue(result.get(), 0, 0);
  }
  void wait_until(const std::string& query) const {
    while (ask("SELECT (" + query + ")") != "t") std::this_thread::yield();
  }

  const PrivatePostgres primary_;
  std::optional<PrivatePostgres> standby_;
};

TEST_F(Standby, AnswersListsWithEverythingThatWasCommittedBefore) {
  const auto store = open_store();
  for (int i = 1; i <= 50; ++i) {
    ASSERT_EQ(put(*store, std::to_string(i)), End::committed);
    ASSERT_EQ(list(*store).settings, i);
  }
}

TEST_F(Standby, ThatLagsIsPassedOver) {
  const auto store = open_store();
  ASSERT_EQ(put(*store, "1"), End::committed);
  ASSERT_EQ(list_what_it_has(*store), (Answer{true, 1}));
  standby_->execute("postgres", "SELECT pg_wal_replay_pause()");
  ASSERT_EQ(put(*store, "2"), End::committed);
  EXPECT_EQ(list(*store), (Answer{false, 2}));
}

TEST_F(Standby, ThatIsGoneIsPassedOver) {
  const auto store = open_store();
  ASSERT_EQ(list_what_it_has(*store), (Answer{true, 0}));
  standby_->stop();
  EXPECT_EQ(list(*store), (Answer{false, 0}));
}

TEST_F(Standby, IsNotLookedForWhereTheAddressNamesOneHost) {
  const auto store = open({primary_.url(database, "sila"), "a"}, association_migrations());
  EXPECT_EQ(position(*store), std::nullopt);
  const auto chosen =
      open({url() + "&target_session_attrs=read-write", "a"}, association_migrations());
  EXPECT_EQ(position(*chosen), std::nullopt);
}

TEST_F(Standby, WhoseConfirmationIsMissingLeavesAWriteUnacknowledged) {
  const auto store = open_store();
  set("synchronous_standby_names = '*'");
  wait_until("SELECT COUNT(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
  ASSERT_EQ(put(*store, "1"), End::committed);
  standby_->stop();
  auto waiting = std::async(std::launch::async, [&] { return put(*store, "2"); });
  const std::string in_wait = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
  wait_until("SELECT COUNT(*) = 1 " + in_wait);
  ask("SELECT pg_cancel_backend(pid) " + in_wait);
  EXPECT_EQ(waiting.get(), End::failed);
}

TEST_F(Standby, ThatIsNamedButNotConnectedIsAReasonNotToStart) {
  set("synchronous_standby_names = '*'");
  standby_->stop();
  wait_until("SELECT COUNT(*) = 0 FROM pg_stat_replication");
  try {
    open_store();
    FAIL() << "it opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "db.no_standby");
    EXPECT_NE(std::string(error.what()).find("«*»"), std::string::npos);
  }
}

TEST_F(Standby, TakesTheWritesWhenThePrimaryIsGone) {
  const auto store = open_store();
  set("synchronous_standby_names = '*'");
  wait_until("SELECT COUNT(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
  ASSERT_EQ(put(*store, "1"), End::committed);
  primary_.stop();
  standby_->promote();
  End end = End::full;
  while (end != End::committed) end = put(*store, "2");
  EXPECT_EQ(list(*store), (Answer{false, 2}));
}

}  // namespace
}  // namespace db
