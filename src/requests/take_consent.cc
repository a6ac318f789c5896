#include "requests/take_consent.h"

#include "parties/parties.h"
#include "requests/projections.h"
#include "requests/standing_view.h"

namespace requests {

const db::Sql select_open_of_person(R"sql(
SELECT id FROM requests
 WHERE association_id = $1 AND beneficiary_id = $2 AND closed_at IS NULL ORDER BY kind, id)sql");

void project_open_requests(db::Transaction& tx, const api::Call& call, const PartyId& party) {
  std::vector<RequestId> ids;
  tx.each(
      select_open_of_person, [&](const db::Row& row) { ids.push_back({row.string(0)}); },
      call.tenant.id, party);
  for (const auto& id : ids) {
    const auto open = open_request(tx, call.tenant, id);
    if (!open) continue;
    const auto facts = facts_of(tx, call.tenant, open.value(), call.now);
    project_lists(tx, call.tenant, open.value(), facts->facts, call.now);
  }
}

Result<RequestPage> take_consent(db::Transaction& tx, const api::Call& call,
                                 const ConsentSaid& body) {
  const auto right = auth::Action::request_record;
  const auto open = TRY(open_for(tx, call, right, call.id<RequestId>("id")));
  TRY(parties::record_consent(
      tx, call.tenant, open.row.beneficiary,
      {call.param("purpose"), body.given, body.notice_version, "desk", call.actor.id},
      auth::who_of(call.actor, right), call.now));
  project_open_requests(tx, call, open.row.beneficiary);
  return describe_page(tx, call, open);
}

}  // namespace requests
