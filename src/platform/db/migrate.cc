#include "platform/db/migrate.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "embedded/migrations.h"

namespace db {
namespace {

const Sql select_applied(R"sql(SELECT number, checksum FROM schema_migrations ORDER BY number)sql");
const Sql insert_applied(R"sql(
INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3))sql");

Applied applied(SqliteConnection& connection) {
  connection.script(std::string(table_of_migrations));
  Applied rows;
  connection.each(select_applied, [&](const Row& row) { rows[row.integer(0)] = row.string(1); });
  return rows;
}

void apply(SqliteConnection& connection, const Migration& migration) {
  connection.script("BEGIN IMMEDIATE");
  try {
    connection.script(migration.text);
    connection.execute(insert_applied, migration.number, migration.name, checksum_of(migration));
    connection.script("COMMIT");
  } catch (const Error& error) {
    connection.revive();
    if (connection.in_transaction()) connection.script("ROLLBACK");
    throw Error(Error::Kind::lost, "the migration " + migration.name + " failed: " + error.what(),
                "db.migration_failed");
  }
}

// "db/migrations/association/0005_requests.sql" of the wanted folder, in order of number.
std::vector<Migration> embedded_in(std::string_view folder) {
  std::vector<Migration> found;
  for (const auto& file : embedded::migrations()) {
    const auto name = file.name.substr(file.name.rfind('/') + 1);
    if (file.name.find(folder) == std::string_view::npos) continue;
    int number = 0;
    std::from_chars(name.data(), name.data() + 4, number);
    found.push_back({number, std::string(name), std::string(file.text)});
  }
  std::ranges::sort(found, {}, &Migration::number);
  return found;
}

}  // namespace

std::string checksum_of(const Migration& migration) {
  std::string digest(32, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(migration.text.data()),
                     migration.text.size(), nullptr, 0);
  return hex(digest);
}

std::vector<Migration> still_to_apply(const Applied& done, const std::vector<Migration>& migrations,
                                      const std::string& database) {
  if (!done.empty() && (migrations.empty() || done.rbegin()->first > migrations.back().number)) {
    throw Error(
        Error::Kind::lost,
        "the database " + database + " was made by a newer version of Sila: install that version",
        "db.newer_schema");
  }
  std::vector<Migration> rest;
  for (const auto& migration : migrations) {
    const auto found = done.find(migration.number);
    if (found == done.end()) {
      rest.push_back(migration);
    } else if (found->second != checksum_of(migration)) {
      throw Error(Error::Kind::lost,
                  "the database " + database + " was made with another text of the migration " +
                      migration.name,
                  "db.changed_migration");
    }
  }
  return rest;
}

void migrate(SqliteConnection& connection, const std::vector<Migration>& migrations,
             const std::string& path) {
  for (const auto& migration : still_to_apply(applied(connection), migrations, path))
    apply(connection, migration);
}

const std::vector<Migration>& directory_migrations() {
  static const auto found = embedded_in("migrations/directory/");
  return found;
}

const std::vector<Migration>& association_migrations() {
  static const auto found = embedded_in("migrations/association/");
  return found;
}

}  // namespace db
