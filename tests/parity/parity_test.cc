// One SQL text for both databases, proven: every migration runs and every statement of the program
// prepares on a real PostgreSQL, and on SQLite, with columns and parameters of the subset's types.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>

#include "platform/db/carry.h"
#include "platform/db/db.h"
#include "platform/db/private_postgres_for_tests.h"

namespace parity {
namespace {

const std::map<std::string, const std::vector<db::Migration>& (*)()> schemas = {
    {"association", db::association_migrations},
    {"directory",   db::directory_migrations  }
};
// As platform/db makes it before the first migration.
const std::string table_of_migrations =
    "CREATE TABLE schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
    "checksum TEXT NOT NULL)";

std::string run(PGconn* connection, const std::string& script) {
  const db::RawResult answer(PQexec(connection, script.c_str()));
  const auto status = PQresultStatus(answer.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? "" : PQerrorMessage(connection);
}

class Parity : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server = std::make_unique<db::PrivatePostgres>();
    const auto owner = server->connect("postgres");
    for (const auto& [name, migrations] : schemas) {
      ASSERT_EQ(run(owner.get(), "CREATE DATABASE " + name), "");
      postgres[name] = server->connect(name);
      ASSERT_EQ(run(postgres[name].get(), table_of_migrations), "");
      ASSERT_EQ(sqlite3_open(":memory:", &sqlite[name]), SQLITE_OK);
      sqlite3_exec(sqlite[name], table_of_migrations.c_str(), nullptr, nullptr, nullptr);
      for (const auto& migration : migrations()) {
        // Several statements in one message are one transaction.
        failures += run(postgres[name].get(), migration.text);
        if (sqlite3_exec(sqlite[name], migration.text.c_str(), nullptr, nullptr, nullptr))
          failures += migration.name + ": " + sqlite3_errmsg(sqlite[name]);
      }
    }
  }
  static void TearDownTestSuite() {
    for (const auto& [name, file] : sqlite) sqlite3_close(file);
    postgres.clear();
    server.reset();
  }

  // Number of parameters, or -1 with `why`.
  static int prepare_on_postgres(PGconn* connection, const std::string& text, std::string& why) {
    const db::RawResult prepared(PQprepare(connection, "", text.c_str(), 0, nullptr));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
      why = PQerrorMessage(connection);
      return -1;
    }
    const db::RawResult described(PQdescribePrepared(connection, ""));
    for (int i = 0; i < PQnfields(described.get()); ++i)
      check_type(PQftype(described.get(), i), text);
    for (int i = 0; i < PQnparams(described.get()); ++i)
      check_type(PQparamtype(described.get(), i), text);
    return PQnparams(described.get());
  }
  static int prepare_on_sqlite(sqlite3* file, std::string text, std::string& why) {
    for (auto& c : text) {
      if (c == '$') c = '?';
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(file, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      why = sqlite3_errmsg(file);
      return -1;
    }
    const int count = sqlite3_bind_parameter_count(statement);
    sqlite3_finalize(statement);
    return count;
  }
  // pg_type.oid: bytea 17, int8 20, int4 23 (of literals and counts), text 25, numeric 1700 (sums).
  static void check_type(Oid type, const std::string& text) {
    static const std::set<Oid> allowed = {17, 20, 23, 25, 1700};
    EXPECT_TRUE(allowed.contains(type)) << "type " << type << " in " << text;
  }

  static inline std::unique_ptr<db::PrivatePostgres> server;
  static inline std::map<std::string, db::RawConnection> postgres;
  static inline std::map<std::string, sqlite3*> sqlite;
  static inline std::string failures;
};

TEST_F(Parity, EveryMigrationRunsOnBoth) {
  EXPECT_EQ(failures, "");
}

TEST_F(Parity, EveryColumnIsOfATypeOfTheSubset) {
  for (const auto& [name, connection] : postgres) {
    const db::RawResult answer(PQexec(connection.get(),
                                      "SELECT table_name, column_name, data_type FROM "
                                      "information_schema.columns WHERE table_schema = 'public'"));
    ASSERT_GT(PQntuples(answer.get()), 5) << name;
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      const std::string type = PQgetvalue(answer.get(), i, 2);
      EXPECT_TRUE(type == "text" || type == "bigint" || type == "bytea")
          << PQgetvalue(answer.get(), i, 0) << "." << PQgetvalue(answer.get(), i, 1) << " " << type;
    }
  }
}

TEST_F(Parity, EveryStatementOfTheProgramPreparesOnBoth) {
  const auto statements = db::Sql::all();
  EXPECT_GT(statements.size(), 20u);
  for (const auto statement : statements) {
    const std::string text(statement);
    std::string why[2];
    int on_postgres = -1;
    int on_sqlite = -1;
    for (const auto& [name, connection] : postgres) {
      if (on_postgres >= 0) break;
      on_postgres = prepare_on_postgres(connection.get(), text, why[0]);
      on_sqlite = prepare_on_sqlite(sqlite[name], text, why[1]);
    }
    EXPECT_GE(on_postgres, 0) << text << "\n" << why[0];
    EXPECT_GE(on_sqlite, 0) << text << "\n" << why[1];
    EXPECT_EQ(on_postgres, on_sqlite) << text;
  }
}

TEST_F(Parity, TheStatementsThatCarryRowsPrepareOnBoth) {
  for (const auto& [name, migrations] : schemas) {
    for (const auto& table : db::tables_of(migrations())) {
      for (const auto& text : db::carrying_statements(table)) {
        std::string why;
        EXPECT_GE(prepare_on_postgres(postgres[name].get(), text, why), 0) << text << "\n" << why;
        EXPECT_GE(prepare_on_sqlite(sqlite[name], text, why), 0) << text << "\n" << why;
      }
    }
  }
}

// What may walk all of an association's rows: tables that stay small however many people come, and
// reports over everything, which are measured (docs/performance.md).
bool may_walk(const std::string& plan, const std::string& text) {
  static const std::vector<std::string> small = {"association_seals", "association_settings",
                                                 "associations",      "audit_seals",
                                                 "branches",          "holidays",
                                                 "policy_effects",    "policy_versions",
                                                 "schema_migrations", "claims_waiting",
                                                 "requests_waiting",  "setup_links",
                                                 "attempt_counters",  "staff_by_email",
                                                 "policy_approvals",  "policy_circulations",
                                                 "policy_replays",    "moves",
                                                 "duplicate_sweeps",  "import_mappings",
                                                 "retention_periods"};
  static const std::vector<std::string> measured = {
      "SELECT control, outcome, COUNT(*)",                // the clause report
      "SELECT COALESCE(MAX(seq), 0) FROM audit_entries",  // the end of an index
      "v.field = 'full_name' AND v.is_current = 1",       // the index of names, at start
      "SELECT 1 FROM parties WHERE association_id = ?1 AND kind = 'party'",  // to the first that is
      "SELECT 1 FROM party_roles WHERE association_id = ?1 LIMIT 1",
      "SELECT 1 FROM control_outcomes WHERE association_id = ?1 LIMIT 1",
      "SELECT 1 FROM consents WHERE association_id = ?1 AND purpose",
      "SELECT COUNT(*) FROM requests WHERE association_id = ?1",  // how many a replay reads
      "SELECT party_id FROM party_keys",                          // after a restore
      "FROM party_values AS t JOIN party_keys",      // everybody is compared with everybody
      "FROM party_identities AS t JOIN party_keys",  // the same
      "FROM party_phones AS t JOIN parties",         // the same
      "UPDATE idempotency_keys SET sealed_answer",   // a new key of the association
      "LIMIT 500) AS found"};                        // the queue's badges count up to five hundred
  const auto holds = [](const std::string& where) {
    return [&where](const std::string& part) { return where.find(part) != where.npos; };
  };
  return std::ranges::any_of(small, holds(plan)) || std::ranges::any_of(measured, holds(text));
}

// SQLite takes every compared column for a narrow one, the association's and one that is NULL for
// nearly everybody too; each of these plans would read the rows of all people.
bool walks(const std::string& plan) {
  if (plan == "SCAN CONSTANT ROW") return false;  // of no table
  return plan.find("SCAN ") == 0 || plan.find("AUTOMATIC") != plan.npos ||
         plan.find("(association_id=?)") != plan.npos || plan.find("joined_to=? AND") != plan.npos;
}

TEST_F(Parity, NoStatementWalksThroughAllPeopleOrRequests) {
  int plans = 0;
  for (const auto statement : db::Sql::all()) {
    std::string text(statement);
    std::ranges::replace(text, '$', '?');
    for (const auto& [name, file] : sqlite) {
      sqlite3_stmt* plan = nullptr;
      if (sqlite3_prepare_v2(file, ("EXPLAIN QUERY PLAN " + text).c_str(), -1, &plan, nullptr))
        continue;  // a statement of the other schema
      for (; sqlite3_step(plan) == SQLITE_ROW; ++plans) {
        const std::string line = reinterpret_cast<const char*>(sqlite3_column_text(plan, 3));
        EXPECT_FALSE(walks(line) && !may_walk(line, text)) << line << "\n" << text;
      }
      sqlite3_finalize(plan);
    }
  }
  EXPECT_GT(plans, 200);
}

}  // namespace
}  // namespace parity
