#include "app/databases.h"

namespace app {

const db::Sql select_databases(R"sql(
  SELECT id, slug, database FROM associations WHERE state = 'open' ORDER BY slug)sql");

std::vector<Database> databases_in(const std::string& data, int busy_ms) {
  std::vector<Database> databases;
  db::read_beside(data + "/directory.db", busy_ms, [&](db::Transaction& tx) {
    tx.each(select_databases, [&](const db::Row& row) {
      databases.push_back({{row.string(0)}, row.string(1), data + "/" + row.string(2)});
    });
  });
  return databases;
}

}  // namespace app
