#include "requests/open_under.h"

namespace requests {

const db::Sql count_by_kind(R"sql(
SELECT kind, COUNT(*) FROM requests
 WHERE association_id = $1 AND policy_version = $2 AND closed_at IS NULL
 GROUP BY kind ORDER BY kind)sql");

std::vector<OpenOfKind> count_open_under(db::Transaction& tx, const AssociationId& association,
                                         std::string_view digest) {
  std::vector<OpenOfKind> counts;
  tx.each(
      count_by_kind,
      [&](const db::Row& row) {
        counts.push_back({row.string(0), row.integer(1)});
      },
      association, digest);
  return counts;
}

}  // namespace requests
