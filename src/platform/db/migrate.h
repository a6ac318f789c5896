#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/sqlite_connection.h"

namespace db {

inline constexpr std::string_view table_of_migrations =
    "CREATE TABLE IF NOT EXISTS schema_migrations "
    "(number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";

using Applied = std::map<std::int64_t, std::string>;  // number -> checksum
std::string checksum_of(const Migration& migration);
// Throws Error{lost} when the schema is newer than the program (db.newer_schema) or an applied
// migration's text has changed (db.changed_migration). `database`: as the message names it.
std::vector<Migration> still_to_apply(const Applied& done, const std::vector<Migration>& migrations,
                                      const std::string& database);

// Brings the file to the newest migration, each in one transaction with its checksum. Throws what
// still_to_apply throws, and Error{lost, db.migration_failed}.
void migrate(SqliteConnection& connection, const std::vector<Migration>& migrations,
             const std::string& path);

}  // namespace db
