#include "platform/db/postgres_prepare.h"

#include <libpq-fe.h>

#include <regex>

#include "base/text.h"
#include "platform/db/migrate.h"

namespace db {
namespace {

constexpr int oldest_version = 150'000;
constexpr std::string_view of_associations = "sila";
constexpr std::string_view of_directory = "sila_directory";
constexpr std::string_view preparing = "7236837";  // an advisory lock: one prepares at a time

[[noreturn]] void refuse(const std::string& why, std::string_view code) {
  throw Error(Error::Kind::lost, why, code);
}

std::string field(const PostgresResult& result, int row = 0, int column = 0) {
  return PQgetvalue(result.get(), row, column);
}

// An address may hold a password, so it stands in no message.
std::string named(const std::string& schema) {
  return "with the schema " + schema;
}

void check_version(const PostgresConnection& connection) {
  const int version = PQserverVersion(connection.handle());
  if (version >= oldest_version) return;
  refuse("the database runs PostgreSQL " + std::to_string(version / 10'000) +
             "; Sila needs 15 or newer",
         "db.wrong_version");
}

// Row-level security binds neither a superuser nor who may bypass it, nor the tables' owner unless
// it is forced.
void check_role(PostgresConnection& connection, const std::string& role) {
  const auto found = connection.ask(
      "SELECT rolname FROM pg_roles WHERE rolname = $1 AND (rolsuper OR rolbypassrls)", {role});
  if (PQntuples(found.get()) > 0)
    refuse(
        "the role " + role +
            " is a superuser or has BYPASSRLS, so the database would not keep associations apart",
        "db.strong_role");
}

void check_not_owner(PostgresConnection& connection, const std::string& schema) {
  const auto owned = connection.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' "
      "AND pg_has_role(session_user, relowner, 'MEMBER') LIMIT 1",
      {schema});
  if (PQntuples(owned.get()) > 0)
    refuse("the program's role owns the table " + field(owned) +
               " (or is a member of its owner): it could take the associations' separation off",
           "db.strong_role");
}

void check_isolated(PostgresConnection& connection, const std::string& schema) {
  const auto open = connection.ask(
      "SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = "
      "'association_id' WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND NOT "
      "(relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE "
      "p.polrelid = c.oid)) LIMIT 1",
      {schema});
  if (PQntuples(open.get()) > 0)
    refuse("row-level security is not forced on the table " + field(open), "db.not_isolated");
}

void check_rights(PostgresConnection& connection, const std::string& schema) {
  const auto missing = connection.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND "
      "relname <> 'schema_migrations' AND NOT (has_table_privilege(oid, 'SELECT') AND "
      "has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE') AND "
      "has_table_privilege(oid, 'DELETE')) LIMIT 1",
      {schema});
  if (PQntuples(missing.get()) > 0)
    refuse("the program's role may not read and write the table " + field(missing),
           "db.missing_rights");
}

// A commit waits for a synchronous standby for as long as there is none, so nothing could be
// acknowledged: such as after a failover, when the new primary still names the standbys of the old.
void check_standby(PostgresConnection& connection) {
  const auto alone = connection.ask(
      "SELECT current_setting('synchronous_standby_names') WHERE "
      "current_setting('synchronous_standby_names') <> '' AND NOT pg_is_in_recovery() AND NOT "
      "EXISTS (SELECT 1 FROM pg_stat_replication)");
  if (PQntuples(alone.get()) > 0)
    refuse("synchronous_standby_names is «" + field(alone) +
               "», but no standby is connected: no write could be confirmed",
           "db.no_standby");
}

// What stands in the schema of the search path.
Applied applied(PostgresConnection& connection) {
  Applied rows;
  const auto there = connection.ask("SELECT number, checksum FROM schema_migrations");
  for (int i = 0; i < PQntuples(there.get()); ++i)
    rows[std::stoll(field(there, i, 0))] = field(there, i, 1);
  return rows;
}

// Sorting is by bytes, whatever the database's own order is.
std::string with_byte_order(const std::string& text) {
  static const std::regex type(R"(\bTEXT\b)");
  return std::regex_replace(text, type, "TEXT COLLATE \"C\"");
}

// A setting that was once set and is no longer reads as empty, not as NULL.
constexpr std::string_view isolate = R"(
DO $$
DECLARE one text;
BEGIN
  FOR one IN SELECT c.relname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'association_id'
      WHERE c.relnamespace = to_regnamespace('sila') AND c.relkind = 'r'
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
  LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = format('sila.%I', one)::regclass) THEN
      EXECUTE format('CREATE POLICY own_association ON sila.%I USING '
        '(association_id = nullif(current_setting(''app.association'', true), ''''))', one);
    END IF;
    EXECUTE format('ALTER TABLE sila.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE sila.%I FORCE ROW LEVEL SECURITY', one);
  END LOOP;
END $$)";
// To its owner too a table shows the rows of one association alone; a migration changes those of
// all.
constexpr std::string_view show_all = R"(
DO $$
DECLARE one text;
BEGIN
  FOR one IN SELECT relname FROM pg_class
      WHERE relnamespace = to_regnamespace('sila') AND relkind = 'r' AND relforcerowsecurity
  LOOP
    EXECUTE format('ALTER TABLE sila.%I NO FORCE ROW LEVEL SECURITY', one);
  END LOOP;
END $$;
)";

bool changes_rows(const std::string& text) {
  static const std::regex change(R"((^|[;\n])\s*(UPDATE|DELETE|INSERT)\b)");
  return std::regex_search(text, change);
}

// In one transaction.
void apply(PostgresConnection& connection, const Migration& migration) {
  std::string text = with_byte_order(migration.text) +
                     "; INSERT INTO schema_migrations (number, name, checksum) VALUES (" +
                     std::to_string(migration.number) + ", '" + migration.name + "', '" +
                     checksum_of(migration) + "')";
  if (changes_rows(migration.text))
    text = std::string(show_all) + text + "; " + std::string(isolate);
  try {
    connection.script(text);
  } catch (const Error& error) {
    refuse("the migration " + migration.name + " failed: " + error.what(), "db.migration_failed");
  }
}

void grant(PostgresConnection& connection, const std::string& schema, const std::string& role) {
  char* quoted = PQescapeIdentifier(connection.handle(), role.c_str(), role.size());
  const std::string name = quoted ? quoted : "";
  PQfreemem(quoted);
  connection.script("GRANT USAGE ON SCHEMA " + schema + " TO " + name +
                    "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema +
                    " TO " + name + "; REVOKE INSERT, UPDATE, DELETE ON " + schema +
                    ".schema_migrations FROM " + name +
                    "; GRANT USAGE ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + name);
}

}  // namespace

std::string schema_of(const Place& place) {
  return std::string(place.association.empty() ? of_directory : of_associations);
}

void prepare_schema(const std::string& owner_url, const std::string& schema,
                    const std::vector<Migration>& migrations, const std::string& role) {
  PostgresConnection owner({owner_url, schema});
  check_version(owner);
  owner.begin(PostgresConnection::Mode::read, "");
  check_role(owner, role);
  owner.end_read();
  owner.script("SELECT pg_advisory_lock(" + std::string(preparing) + ")");
  owner.script("CREATE SCHEMA IF NOT EXISTS " + schema + "; " +
               with_byte_order(std::string(table_of_migrations)));
  owner.begin(PostgresConnection::Mode::read, "");
  const auto done = applied(owner);
  owner.end_read();
  for (const auto& migration : still_to_apply(done, migrations, named(schema)))
    apply(owner, migration);
  if (schema == of_associations) {
    owner.script("CREATE SEQUENCE IF NOT EXISTS numbers");
    owner.script(std::string(isolate));
  }
  grant(owner, schema, role);
}

void prepare_postgres(const std::string& owner_url, const std::string& role) {
  prepare_schema(owner_url, std::string(of_directory), directory_migrations(), role);
  prepare_schema(owner_url, std::string(of_associations), association_migrations(), role);
}

std::string role_of(const std::string& url) {
  std::string role;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), nullptr);
  for (const auto* option = options; option && option->keyword; ++option) {
    if (std::string_view(option->keyword) == "user" && option->val) role = option->val;
  }
  PQconninfoFree(options);
  return role;
}

void check_prepared(PostgresConnection& connection, const PostgresAddress& address,
                    const std::vector<Migration>& migrations) {
  check_version(connection);
  connection.begin(PostgresConnection::Mode::read, "");
  check_role(connection, field(connection.ask("SELECT session_user")));
  const auto there =
      connection.ask("SELECT to_regclass($1 || '.schema_migrations')", {address.schema});
  if (PQgetisnull(there.get(), 0, 0) != 0)
    refuse("the database has not been prepared for Sila", "db.not_prepared");
  check_not_owner(connection, address.schema);
  check_isolated(connection, address.schema);
  check_rights(connection, address.schema);
  check_standby(connection);
  if (!still_to_apply(applied(connection), migrations, named(address.schema)).empty())
    refuse("the database was prepared by an older version of Sila", "db.not_prepared");
}

}  // namespace db
