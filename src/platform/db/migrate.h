#pragma once

#include "platform/db/sqlite_connection.h"

namespace db {

// Brings the file to the newest migration, each in one transaction with its checksum. Throws
// Error{lost} when the schema is newer than the program or an applied migration's text has changed.
void migrate(SqliteConnection& connection, const std::vector<Migration>& migrations,
             const std::string& path);

}  // namespace db
