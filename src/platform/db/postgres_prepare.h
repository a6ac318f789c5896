#pragma once

#include <string>
#include <vector>

#include "platform/db/postgres_connection.h"

namespace db {

std::string schema_of(const Place& place);

// Brings a database up to date, as its owner: schemas of the directory and of associations, the
// migrations that are missing (each in one transaction, one program at a time), row-level security
// forced on every table, and the rights of `role`, as which the program runs. May be repeated; what
// was cut off goes on. Throws Error{lost}: db.unreachable, db.wrong_password, db.wrong_version,
// db.strong_role (of `role`), db.migration_failed, db.newer_schema, db.changed_migration.
void prepare_postgres(const std::string& owner_url, const std::string& role);
// The same for one schema.
void prepare_schema(const std::string& owner_url, const std::string& schema,
                    const std::vector<Migration>& migrations, const std::string& role);

// As whom an address comes: "sila" of postgresql://sila@…; empty when it does not say.
std::string role_of(const std::string& url);

// Whether this program may serve from here, as who it came: see db::open.
void check_prepared(PostgresConnection& connection, const PostgresAddress& address,
                    const std::vector<Migration>& migrations);

}  // namespace db
