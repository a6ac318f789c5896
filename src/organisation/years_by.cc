#include "organisation/years_by.h"

namespace organisation {

const db::Sql select_years_by(R"sql(
  SELECT value FROM association_settings WHERE association_id = $1 AND name = 'years_by')sql");

saudi::YearsBy years_by(db::Transaction& tx, const AssociationId& association) {
  const auto stored = tx.one(
      select_years_by, [](const db::Row& row) { return row.string(0); }, association);
  return stored == "gregorian" ? saudi::YearsBy::gregorian : saudi::YearsBy::hijri;
}

std::string_view name_of(saudi::YearsBy years_by) {
  return years_by == saudi::YearsBy::gregorian ? "gregorian" : "hijri";
}

}  // namespace organisation
