#include <libpq-fe.h>

#include "platform/db/postgres_connection.h"
#include "platform/db/words_for_tests.h"

namespace db {
namespace {

constexpr const char* database = "plans";

// A plan that was made while its table was empty is not kept while the table fills.
const Sql insert_planned("INSERT INTO planned (a, b, c) VALUES ($1, $2, $3)");
const Sql select_planned("SELECT c FROM planned WHERE a = $1 AND b = $2");

TEST(Plans, AreMadeAnewAsTablesFill) {
  auto& server = TestServer::get().server();
  server.execute("postgres", std::string("CREATE DATABASE ") + database);
  server.execute(
      database,
      "CREATE TABLE planned (a TEXT, b TEXT, c BIGINT, wide VARCHAR(800), PRIMARY KEY (a, b)); "
      "CREATE INDEX planned_by_age ON planned (a, c); "
      "ALTER TABLE planned SET (autovacuum_enabled = false)");
  PostgresConnection line({.url = server.url(database), .schema = "public"});
  const auto plan = [&] {
    const auto told =
        line.ask("EXPLAIN EXECUTE s" + std::to_string(select_planned.index()) + "('a', '7')");
    std::string text;
    for (int i = 0; i < PQntuples(told.get()); ++i) text += PQgetvalue(told.get(), i, 0);
    return text;
  };
  const auto fill = [&](int from, int until) {
    line.begin(PostgresConnection::Mode::write, "");
    for (int i = from; i < until; ++i) {
      line.each(
          select_planned, [](const Row&) {}, "a", std::to_string(i));
      line.execute(insert_planned, "a", std::to_string(i), i);
    }
    EXPECT_TRUE(line.commit());
  };
  fill(0, 10);
  line.begin(PostgresConnection::Mode::write, "");
  EXPECT_NE(plan().find("planned_by_age"), std::string::npos) << plan();
  EXPECT_TRUE(line.commit());
  server.execute(database,
                 "INSERT INTO planned SELECT 'a', n::text, n FROM "
                 "generate_series(2000, 40000) AS n");
  fill(10, 1'000);
  line.begin(PostgresConnection::Mode::write, "");
  EXPECT_NE(plan().find("planned_pkey"), std::string::npos) << plan();
  EXPECT_TRUE(line.commit());
}

}  // namespace
}  // namespace db
