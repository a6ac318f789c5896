#include "requests/open_of_person.h"

namespace requests {

const db::Sql select_open_of_person(R"sql(
SELECT b.id FROM requests b
 WHERE b.association_id = $1 AND b.beneficiary_id = $2 AND b.closed_at IS NULL
 UNION
SELECT a.id FROM requests a
 WHERE a.association_id = $1 AND a.applicant_id = $2 AND a.closed_at IS NULL)sql");

int open_requests_of(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  return static_cast<int>(tx.each(
      select_open_of_person, [](const db::Row&) {}, association, party));
}

}  // namespace requests
