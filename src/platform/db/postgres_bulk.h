#pragma once

#include "platform/db/bulk_load.h"

namespace db {

// open_bulk where the address is PostgreSQL's.
std::unique_ptr<BulkLoader> open_postgres_bulk(const Place& place, const std::vector<Table>& tables,
                                               const std::string& owner);

}  // namespace db
