#include <algorithm>

#include "app/carry_whole.h"
#include "app/databases.h"
#include "organisation/organisation.h"
#include "platform/db/carry.h"

namespace app {
namespace {

// An association writes to its audit log when it is made: where it lives there is an entry.
bool lives_at(const db::Place& place) {
  const auto tables = db::tables_of(db::association_migrations());
  const auto log = std::ranges::find(tables, "audit_entries", &db::Table::name);
  bool lives = false;
  db::open(place, db::association_migrations())->read([&](db::Transaction& tx) {
    lives = db::holds_rows(tx, *log, AssociationId{place.association});
  });
  return lives;
}

}  // namespace

Result<std::vector<std::string>> change_address(const kernel::Config& config,
                                                const std::string& from, const std::string& to) {
  const auto directory = db::open(directory_of(config), db::directory_migrations());
  std::vector<organisation::Addressed> there;
  directory->read([&](db::Transaction& tx) { there = organisation::at_address(tx, from); });
  if (there.empty()) return refuse(RefusalKind::not_found, "address.nobody");
  std::vector<std::string> slugs;
  for (const auto& [id, slug] : there) {
    if (!lives_at({to, id.text})) {
      return refuse(RefusalKind::conflict,
                    Obstacle{.code = "address.not_there", .parameters = {{"association", slug}}});
    }
    slugs.push_back(slug);
  }
  const auto end = directory->write_and_wait([&](db::Transaction& tx) {
    organisation::change_address(tx, from, to);
    return true;
  });
  if (end != db::End::committed)
    throw db::Error(db::Error::Kind::lost, "the directory was not written");
  return slugs;
}

}  // namespace app
