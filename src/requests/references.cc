#include "requests/references.h"

#include "saudi/hijri.h"

namespace requests {

const db::Sql raise_counter_by(R"sql(
INSERT INTO reference_counters (association_id, hijri_year, last_number) VALUES ($1, $2, $3)
    ON CONFLICT (association_id, hijri_year)
    DO UPDATE SET last_number = reference_counters.last_number + excluded.last_number)sql");
const db::Sql select_last_number(R"sql(
SELECT last_number FROM reference_counters WHERE association_id = $1 AND hijri_year = $2)sql");

std::int64_t set_references_aside(db::Transaction& tx, const AssociationId& association,
                                  Instant now, std::int64_t count) {
  const int year = saudi::to_hijri(riyadh_date(now)).value().year;
  tx.execute(raise_counter_by, association, year, count);
  const auto last = tx.one(
      select_last_number, [](const db::Row& row) { return row.integer(0); }, association, year);
  return last.value() - count + 1;
}

}  // namespace requests
