#include "organisation/addresses.h"

namespace organisation {

const db::Sql select_of_address(R"sql(
  SELECT id, slug FROM associations WHERE database = $1 ORDER BY slug)sql");
const db::Sql replace_address(R"sql(
  UPDATE associations SET database = $2 WHERE database = $1)sql");
const db::Sql update_address(R"sql(
  UPDATE associations SET database = $2 WHERE id = $1)sql");

std::vector<Addressed> at_address(db::Transaction& directory, std::string_view address) {
  std::vector<Addressed> found;
  directory.each(
      select_of_address,
      [&](const db::Row& row) { found.push_back({.id = {row.string(0)}, .slug = row.string(1)}); },
      address);
  return found;
}

std::int64_t change_address(db::Transaction& directory, std::string_view from,
                            std::string_view to) {
  return directory.execute(replace_address, from, to);
}

void set_address(db::Transaction& directory, const AssociationId& association,
                 std::string_view address) {
  directory.execute(update_address, association, address);
}

}  // namespace organisation
