#pragma once

#include <string>

#include "measure.h"
#include "town.h"

namespace bench {

// Durable submissions of an association on PostgreSQL beside bare libpq, which sends the very same
// statements, all those of a submission at once, on as many connections.
void measure_postgres(Table& table, const Databases& databases);

// Of the whole database.
double postgres_bytes(const std::string& address);

}  // namespace bench
