#include "app/carry_whole.h"

#include <filesystem>
#include <map>

#include "app/backups.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "platform/audit/audit.h"
#include "platform/backup/durable.h"
#include "platform/db/carry_changes.h"

namespace app {
namespace {

namespace fs = std::filesystem;

Refusal refusal_of(const char* code, const std::string& table) {
  return refuse(RefusalKind::conflict, Obstacle{.code = code, .parameters = {{"table", table}}});
}

// Of the rows at `from`, what they come to; `loader` takes each.
std::vector<backup::TableEnd> load(db::Store& from, const std::vector<db::Table>& tables,
                                   const AssociationId& whose, db::Loader& loader) {
  std::vector<backup::TableEnd> loaded;
  from.read([&](db::Transaction& tx) {
    loaded.clear();
    for (const auto& table : tables) {
      db::TableSum sum(table);
      db::for_each_row(tx, table, whose, {}, [&](std::string_view row) {
        sum.add(row);
        loader.add(table, row);
      });
      loaded.push_back({table.name, sum.rows(), hex(sum.digest())});
    }
  });
  loader.finish();
  return loaded;
}

Result<std::int64_t> carry(db::Store& from, db::Store& to, const std::vector<db::Table>& tables,
                           const AssociationId& whose) {
  db::Loader loader(to);
  const auto loaded = load(from, tables, whose, loader);
  std::int64_t rows = 0;
  std::string differs;
  to.read([&](db::Transaction& tx) {
    rows = 0;
    for (std::size_t i = 0; i < tables.size() && differs.empty(); ++i) {
      const auto sum = db::sum_of(tx, tables[i], whose);
      const backup::TableEnd here{tables[i].name, sum.rows(), hex(sum.digest())};
      if (here != loaded[i]) differs = tables[i].name;
      rows += sum.rows();
    }
  });
  if (!differs.empty()) return refusal_of("carry.differs", differs);
  return rows;
}

}  // namespace

Result<std::int64_t> carry_whole(const db::Place& from, const db::Place& to,
                                 const std::vector<db::Migration>& migrations) {
  const auto tables = db::tables_of(migrations);
  const AssociationId whose{to.association};
  const auto source = db::open(from, migrations);
  const auto target = db::open(to, migrations);
  std::string occupied;
  target->read([&](db::Transaction& tx) {
    for (const auto& table : tables)
      if (occupied.empty() && db::holds_rows(tx, table, whose)) occupied = table.name;
  });
  if (!occupied.empty()) return refusal_of("carry.not_empty", occupied);
  const auto take_back = [&] {
    if (!to.association.empty()) db::clear(to);
  };
  try {
    auto carried = carry(*source, *target, tables, whose);
    if (!carried) take_back();
    return carried;
  } catch (...) {
    take_back();
    throw;
  }
}

namespace {

void remove_file(const std::string& database) {
  db::clear({database, {}});
  fs::remove(database + ".lock");
}

void note_place(const std::string& directory, const std::map<std::string, std::string>& slugs,
                const std::string& database) {
  const auto store = db::open({directory, {}}, db::directory_migrations());
  const auto end = store->write_and_wait([&](db::Transaction& tx) {
    for (const auto& [id, slug] : slugs) organisation::set_address(tx, AssociationId{id}, database);
    return true;
  });
  if (end != db::End::committed)
    throw db::Error(db::Error::Kind::lost, "the directory was not written");
}

// What the restored association writes next comes after what it brought along.
void make_room_for_numbers(const db::Place& place) {
  const auto store = db::open(place, db::association_migrations());
  const auto end = store->write_and_wait([&](db::Transaction& tx) {
    const auto newest = audit::list(tx, AssociationId{place.association}, {}, 0, 1);
    if (!newest.empty()) db::pass_numbers(tx, newest.front().seq);
    return true;
  });
  if (end != db::End::committed)
    throw db::Error(db::Error::Kind::lost, "the numbers could not be passed");
}

void carry_or_throw(const db::Place& from, const db::Place& to,
                    const std::vector<db::Migration>& migrations) {
  if (auto carried = carry_whole(from, to, migrations); !carried)
    throw backup::Unreadable(carried.refusal());
}

}  // namespace

void carry_restored(const std::string& place, const std::map<std::string, std::string>& slugs,
                    const std::string& database, const std::string& directory) {
  const auto file_of = [&](const std::string& slug) {
    return place + "/associations/" + slug + ".db";
  };
  std::vector<db::Place> done;
  try {
    if (!database.empty()) {
      for (const auto& [id, slug] : slugs) {
        const db::Place to{database, id};
        carry_or_throw({file_of(slug), id}, to, db::association_migrations());
        done.push_back(to);
        make_room_for_numbers(to);
      }
      note_place(place + "/directory.db", slugs, database);
      for (const auto& [id, slug] : slugs) remove_file(file_of(slug));
    }
    if (!directory.empty()) {
      carry_or_throw({place + "/directory.db", {}}, {directory, {}}, db::directory_migrations());
      remove_file(place + "/directory.db");
    }
  } catch (...) {
    for (const auto& one : done) db::clear(one);
    throw;
  }
}

std::string moved_directory_of(const std::string& data) {
  return data + "/directory.moved.db";
}

Result<std::int64_t> move_directory(const kernel::Config& config, const std::string& to) {
  const auto file = config.data + "/directory.db";
  if (!db::is_postgres(to))
    return refuse(RefusalKind::invalid, Obstacle{.code = "directory.to_postgresql"});
  if (!fs::exists(file)) {
    return refuse(RefusalKind::not_found,
                  Obstacle{.code = "directory.not_here", .parameters = {{"folder", config.data}}});
  }
  auto carried = TRY(carry_whole({file, {}}, {to, {}}, db::directory_migrations()));
  fs::rename(file, moved_directory_of(config.data));
  backup::sync_folder_of(file);
  return carried;
}

}  // namespace app
