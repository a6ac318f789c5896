#include "app/databases.h"

namespace app {

const db::Sql select_databases(R"sql(
  SELECT id, slug, database FROM associations WHERE state = 'open' ORDER BY slug)sql");

db::Place directory_of(const kernel::Config& config) {
  return {config.directory.empty() ? config.data + "/directory.db" : config.directory, {}};
}

std::string key_file_of(const kernel::Config& config, const std::string& slug) {
  return (config.keys.empty() ? config.data + "/keys" : config.keys) + "/" + slug + ".key";
}

std::vector<Database> databases_in(const kernel::Config& config, int busy_ms) {
  std::vector<Database> databases;
  db::read_beside(directory_of(config), busy_ms, [&](db::Transaction& tx) {
    tx.each(select_databases, [&](const db::Row& row) {
      const std::string where = row.string(2);
      databases.push_back({
          {row.string(0) },
          row.string(1),
          { db::is_postgres(where) ? where : config.data + "/" + where, row.string(0)}
      });
    });
  });
  return databases;
}

}  // namespace app
