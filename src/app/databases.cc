#include "app/databases.h"

#include "organisation/organisation.h"

namespace app {
namespace {

constexpr int patience_ms = 5'000;

}  // namespace

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

void write_to_directory(const kernel::Config& config, const kernel::Clock& clock,
                        const std::function<void(db::Transaction&)>& write) {
  try {
    organisation::DirectoryOptions options;
    options.data = config.data;
    options.keys = config.keys;
    options.directory = config.directory;
    options.clock = &clock;
    options.runs_jobs = false;
    organisation::Directory directory(options);
    const auto end = directory.store().write_and_wait([&](db::Transaction& tx) {
      write(tx);
      return true;
    });
    if (end != db::End::committed)
      throw db::Error(db::Error::Kind::lost, "the directory was not written");
  } catch (const db::Error& error) {
    if (error.code != "db.in_use") throw;
    db::write_beside(config.data + "/directory.db", patience_ms, write);
  }
}

}  // namespace app
