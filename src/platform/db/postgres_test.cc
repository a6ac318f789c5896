// What only PostgreSQL does: many associations in one database, kept apart; several programs.
#include <future>

#include "platform/db/hold.h"
#include "platform/db/postgres_prepare.h"
#include "platform/db/words_for_tests.h"

namespace db {
namespace {

const Sql insert_setting(R"sql(
INSERT INTO association_settings (association_id, name, value, changed_at)
VALUES ($1, $2, $3, 0))sql");
const Sql count_settings("SELECT COUNT(*) FROM association_settings");
const Sql select_setting(R"sql(
SELECT value FROM association_settings WHERE association_id = $1 AND name = 'n')sql");
const Sql update_setting(R"sql(
UPDATE association_settings SET value = $2 WHERE association_id = $1 AND name = 'n')sql");
const Sql delete_settings("DELETE FROM association_settings WHERE name = $1");
const Sql find_no_space("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'disk_full'; END $$");

constexpr const char* database = "apart";

class Postgres : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto& server = TestServer::get().server();
    server.execute("postgres",
                   std::string("DROP DATABASE IF EXISTS ") + database + " WITH (FORCE)");
    server.execute("postgres", std::string("CREATE DATABASE ") + database);
    prepare_postgres(server.url(database), "sila");
  }
  static const PrivatePostgres& server() { return TestServer::get().server(); }
  // Another `program` has connections of its own.
  static std::unique_ptr<Store> program(const std::string& association,
                                        const std::string& program = "one") {
    return open({server().url(database, "sila") + "&application_name=" + program, association},
                association_migrations());
  }
  static std::string_view code_for(const std::string& url) {
    try {
      open({url, "a"}, association_migrations());
    } catch (const Error& error) {
      return error.code;
    }
    return "";
  }
  static End put(Store& store, const std::string& association, const std::string& value) {
    return store.write_and_wait(
        [&](Transaction& tx) { return tx.execute(insert_setting, association, "n", value) == 1; });
  }
  static std::string setting(Store& store, const std::string& association) {
    std::string value;
    store.read([&](Transaction& tx) {
      tx.each(
          select_setting, [&](const Row& row) { value = row.string(0); }, association);
    });
    return value;
  }
};

using Isolation = Postgres;

TEST_F(Isolation, HidesTheRowsOfOtherAssociationsFromEveryStatement) {
  auto one = program("iso-one");
  auto two = program("iso-two");
  ASSERT_EQ(put(*one, "iso-one", "1"), End::committed);
  ASSERT_EQ(put(*two, "iso-two", "2"), End::committed);
  EXPECT_EQ(setting(*one, "iso-two"), "");
  EXPECT_EQ(setting(*one, "iso-one"), "1");
  two->write_and_wait([&](Transaction& tx) {
    EXPECT_TRUE(tx.execute(delete_settings, "n") == 1);  // its own
    return false;
  });
  std::int64_t seen = 0;
  one->read([&](Transaction& tx) {
    seen = tx.one(count_settings, [](const Row& row) { return row.integer(0); }).value();
  });
  EXPECT_EQ(seen, 1);
}

TEST_F(Isolation, RefusesARowOfAnotherAssociation) {
  auto one = program("iso-three");
  EXPECT_EQ(put(*one, "iso-four", "x"), End::error);
  EXPECT_EQ(setting(*program("iso-four"), "iso-four"), "");
}

TEST_F(Isolation, ShowsNothingWhenNoAssociationIsSet) {
  auto one = program("iso-five");
  ASSERT_EQ(put(*one, "iso-five", "5"), End::committed);
  PostgresConnection bare({server().url(database, "sila"), "sila"});
  bare.begin(PostgresConnection::Mode::read, "");
  EXPECT_EQ(PQntuples(bare.ask("SELECT * FROM association_settings").get()), 0);
  bare.end_read();
}

using Serving = Postgres;

TEST_F(Serving, IsRefusedAsASuperuserOrAsTheOwner) {
  EXPECT_EQ(code_for(server().url(database)), "db.strong_role");
  server().execute("postgres", "CREATE ROLE bypasser LOGIN BYPASSRLS");
  EXPECT_EQ(code_for(server().url(database, "bypasser")), "db.strong_role");
  server().execute("postgres", "CREATE ROLE owner LOGIN");
  server().execute("postgres", "CREATE DATABASE owned OWNER owner");
  prepare_postgres(server().url("owned", "owner"), "sila");
  EXPECT_EQ(code_for(server().url("owned", "owner")), "db.strong_role");
  EXPECT_EQ(code_for(server().url("owned", "sila")), "");
}

TEST_F(Serving, IsRefusedWhereNothingWasPrepared) {
  server().execute("postgres", "CREATE DATABASE bare");
  EXPECT_EQ(code_for(server().url("bare", "sila")), "db.not_prepared");
}

TEST_F(Serving, IsRefusedWithoutTheRightsToATable) {
  server().execute("postgres", "CREATE ROLE stranger LOGIN");
  server().execute(database,
                   "GRANT USAGE ON SCHEMA sila TO stranger; "
                   "GRANT SELECT ON ALL TABLES IN SCHEMA sila TO stranger");
  EXPECT_EQ(code_for(server().url(database, "stranger")), "db.missing_rights");
}

TEST_F(Serving, IsRefusedWhereATableDoesNotKeepAssociationsApart) {
  server().execute("postgres", "CREATE DATABASE leaky");
  prepare_postgres(server().url("leaky"), "sila");
  server().execute("leaky", "ALTER TABLE sila.jobs NO FORCE ROW LEVEL SECURITY");
  EXPECT_EQ(code_for(server().url("leaky", "sila")), "db.not_isolated");
}

TEST_F(Serving, IsRefusedByASchemaThatIsNewerThanTheProgram) {
  server().execute("postgres", "CREATE DATABASE newer");
  prepare_postgres(server().url("newer"), "sila");
  server().execute("newer", "INSERT INTO sila.schema_migrations VALUES (9999, 'x', 'y')");
  EXPECT_EQ(code_for(server().url("newer", "sila")), "db.newer_schema");
}

using Migrating = Postgres;

TEST_F(Migrating, ChangesTheRowsOfEveryAssociation) {
  server().execute("postgres", "CREATE ROLE elder LOGIN");
  server().execute("postgres", "CREATE DATABASE older OWNER elder");
  const auto url = server().url("older", "elder");
  const Migration one{1, "0001_words.sql",
                      "CREATE TABLE words (association_id TEXT, word TEXT, length BIGINT)"};
  const Migration two{2, "0002_length.sql", "UPDATE words SET length = length(word)"};
  prepare_schema(url, "sila", {one}, "sila");
  server().execute("older", "INSERT INTO sila.words VALUES ('a', 'one'), ('b', 'three')");
  prepare_schema(url, "sila", {one, two}, "sila");
  EXPECT_NO_THROW(server().execute("older",
                                   "DO $$ BEGIN ASSERT (SELECT sum(length) FROM sila.words) = 8; "
                                   "ASSERT (SELECT relforcerowsecurity FROM pg_class "
                                   "WHERE relname = 'words'); END $$"));
}

TEST_F(Serving, IsRefusedWhereNoServerAnswers) {
  EXPECT_EQ(code_for("postgresql://sila@127.0.0.1:1/none"), "db.unreachable");
}

using SideBySide = Postgres;

// Without the lock each would read what the others are about to replace.
TEST_F(SideBySide, LoseNoUpdateUnderTheSameLock) {
  auto first = program("race", "one");
  auto second = program("race", "two");
  ASSERT_EQ(put(*first, "race", "0"), End::committed);
  const auto add_one = [](Transaction& tx, char&) {
    tx.serialize(7);
    const auto now = tx.one(
        select_setting, [](const Row& row) { return std::stoi(row.string(0)); }, "race");
    return tx.execute(update_setting, "race", std::to_string(*now + 1)) == 1;
  };
  for (int i = 0; i < 50; ++i) {
    first->write<char>(add_one, [](End, char&) {});
    second->write<char>(add_one, [](End, char&) {});
  }
  first->close();
  second->close();
  EXPECT_EQ(setting(*program("race"), "race"), "100");
}

// As on SQLite, where the second write sees what the first has written: it is run again.
TEST_F(SideBySide, SeeWhatAnotherHasWrittenInsteadOfFailing) {
  auto first = program("double", "one");
  auto second = program("double", "two");
  std::atomic<int> found = 0;
  std::atomic<int> errors = 0;
  const auto put_once = [&](Transaction& tx, char&) {
    if (tx.each(
            select_setting, [](const Row&) {}, "double") > 0) {
      ++found;
      return true;
    }
    return tx.execute(insert_setting, "double", "n", "x") == 1;
  };
  const auto count_errors = [&](End end, char&) { errors += end == End::error; };
  for (int i = 0; i < 10; ++i) {
    first->write<char>(put_once, count_errors);
    second->write<char>(put_once, count_errors);
  }
  first->close();
  second->close();
  EXPECT_EQ(errors, 0);
  EXPECT_EQ(found, 19);
}

// What was read once is not asked again, until a lock is taken or something is written.
TEST_F(SideBySide, SeeOthersChangesAfterALockAndTheirOwnAtOnce) {
  auto mine = program("memo", "one");
  auto others = program("memo", "two");
  ASSERT_EQ(put(*mine, "memo", "old"), End::committed);
  const auto change = [](Transaction& tx) {
    return tx.execute(update_setting, "memo", "new") == 1;
  };
  const auto value = [](Transaction& tx) {
    return tx.one(
        select_setting, [](const Row& row) { return row.string(0); }, "memo");
  };
  const auto end = mine->write_and_wait([&](Transaction& tx) {
    EXPECT_EQ(value(tx), "old");
    EXPECT_EQ(others->write_and_wait(change), End::committed);
    EXPECT_EQ(value(tx), "old");
    tx.serialize(7);
    EXPECT_EQ(value(tx), "new");
    tx.execute(update_setting, "memo", "mine");
    EXPECT_EQ(value(tx), "mine");
    tx.execute(delete_settings, "n");
    EXPECT_EQ(value(tx), std::nullopt);
    tx.execute(insert_setting, "memo", "n", "anew");
    EXPECT_EQ(value(tx), "anew");
    return true;
  });
  EXPECT_EQ(end, End::committed);
}

TEST_F(SideBySide, AreNotThereWhileOneIsAlone) {
  auto store = program("alone");
  ASSERT_EQ(put(*store, "alone", "before"), End::committed);
  std::promise<void> may_end;
  std::promise<void> is_alone;
  std::atomic<bool> other_ended = false;
  store->write<char>(
      [&](Transaction& tx, char&) {
        EXPECT_TRUE(tx.alone());
        tx.each(
            select_setting, [](const Row&) {}, "alone");  // waits until it is alone
        is_alone.set_value();
        may_end.get_future().wait();
        EXPECT_FALSE(other_ended);
        return true;
      },
      [](End, char&) {});
  is_alone.get_future().wait();
  std::promise<void> ended;
  store->write<char>(
      [](Transaction& tx, char&) { return tx.execute(update_setting, "alone", "after") == 1; },
      [&](End, char&) {
        other_ended = true;
        ended.set_value();
      });
  may_end.set_value();
  ended.get_future().wait();
  EXPECT_EQ(setting(*store, "alone"), "after");
}

TEST_F(SideBySide, AreNumberedOneAfterTheOther) {
  auto store = program("numbers");
  std::int64_t before = 0;
  for (int i = 0; i < 3; ++i) {
    store->write_and_wait([&](Transaction& tx) {
      const auto number = tx.next_number();
      EXPECT_GT(number.value_or(0), before);
      before = number.value_or(0);
      return i % 2 == 0;
    });
  }
}

class Telling : public Postgres {
 protected:
  static void tell(Store& store, std::string_view news) {
    EXPECT_EQ(store.write_and_wait([&](Transaction& tx) {
      tx.tell(news);
      return true;
    }),
              End::committed);
  }
};

TEST_F(Telling, ReachesTheListenersOfAnotherProgram) {
  auto here = program("news", "one");
  auto there = program("news", "two");
  auto elsewhere = program("other-news", "two");
  std::promise<std::string> heard;
  std::atomic<bool> once = false;
  std::atomic<int> strays = 0;
  there->listen([&](const News& news) {
    EXPECT_FALSE(news.here);
    if (news.text != missed && !once.exchange(true)) heard.set_value(std::string(news.text));
  });
  elsewhere->listen([&](const News&) { ++strays; });
  tell(*here, "policy");
  EXPECT_EQ(heard.get_future().get(), "policy");
  EXPECT_EQ(strays, 0);
}

TEST_F(Telling, IsDoneBeforeAProgramEnds) {
  auto there = program("last-news", "two");
  std::promise<std::string> heard;
  std::atomic<bool> once = false;
  there->listen([&](const News& news) {
    if (!once.exchange(true)) heard.set_value(std::string(news.text));
  });
  {
    auto here = program("last-news", "one");
    tell(*here, "goodbye");
  }
  EXPECT_EQ(heard.get_future().get(), "goodbye");
}

using Holding = Postgres;

TEST_F(Holding, IsOfOneProgramAtATimeAndOfOneName) {
  auto one = program("held", "one");
  auto two = program("held", "two");
  auto other = program("held-too", "two");
  auto held = hold(*one, "backup");
  ASSERT_TRUE(held);
  EXPECT_FALSE(hold(*two, "backup"));
  EXPECT_FALSE(hold(*one, "backup")) << "nor of this program's other threads";
  EXPECT_TRUE(hold(*two, "founding"));
  EXPECT_TRUE(hold(*other, "backup"));
  held.reset();
  while (!hold(*two, "backup")) std::this_thread::yield();
}

using Restart = Postgres;

TEST_F(Restart, OfTheServerIsOutlivedByReadersAndWriters) {
  PrivatePostgres own;
  own.execute("postgres", "CREATE ROLE sila LOGIN");
  own.execute("postgres", "CREATE DATABASE restarted");
  prepare_postgres(own.url("restarted"), "sila");
  auto store = open({own.url("restarted", "sila"), "a"}, association_migrations());
  ASSERT_EQ(put(*store, "a", "kept"), End::committed);
  EXPECT_EQ(setting(*store, "a"), "kept");
  own.stop();
  own.start();
  EXPECT_EQ(setting(*store, "a"), "kept");
  EXPECT_EQ(store->write_and_wait(
                [&](Transaction& tx) { return tx.execute(update_setting, "a", "changed") == 1; }),
            End::committed);
  EXPECT_EQ(setting(*store, "a"), "changed");
}

using Space = Postgres;

// Not a fault of the program: whoever asked is told to come again.
TEST_F(Space, IsNotThereAndTheWriteIsTurnedAwayUndone) {
  auto store = program("space");
  EXPECT_EQ(store->write_and_wait([](Transaction& tx) {
    tx.execute(insert_setting, "space", "n", "x");
    tx.execute(find_no_space);
    return true;
  }),
            End::full);
  EXPECT_EQ(setting(*store, "space"), "");
  EXPECT_EQ(put(*store, "space", "x"), End::committed);
}

TEST_F(Restart, OfTheServerMayHaveSwallowedNews) {
  PrivatePostgres own;
  own.execute("postgres", "CREATE ROLE sila LOGIN");
  own.execute("postgres", "CREATE DATABASE deaf");
  prepare_postgres(own.url("deaf"), "sila");
  auto store = open({own.url("deaf", "sila"), "a"}, association_migrations());
  std::promise<std::string> heard;
  std::atomic<bool> once = false;
  store->listen([&](const News& news) {
    if (!once.exchange(true)) heard.set_value(std::string(news.text));
  });
  own.stop();
  own.start();
  EXPECT_EQ(heard.get_future().get(), missed);
}

TEST_F(Restart, TurnsWritesAwayUnrunWhileNoServerAnswers) {
  PrivatePostgres own;
  own.execute("postgres", "CREATE ROLE sila LOGIN");
  own.execute("postgres", "CREATE DATABASE gone");
  prepare_postgres(own.url("gone"), "sila");
  auto store = open({own.url("gone", "sila"), "a"}, association_migrations(), {.busy_ms = 50});
  own.stop();
  EXPECT_EQ(put(*store, "a", "x"), End::full);
  EXPECT_THROW(setting(*store, "a"), Error);
  own.start();
  EXPECT_EQ(put(*store, "a", "x"), End::committed);
}

}  // namespace
}  // namespace db
