#include "requests/take_consent.h"

#include "parties/parties.h"
#include "requests/projections.h"
#include "requests/standing_view.h"

namespace requests {

Result<RequestPage> take_consent(db::Transaction& tx, const api::Call& call,
                                 const ConsentSaid& body) {
  const auto right = auth::Action::request_record;
  const auto open = TRY(open_for(tx, call, right, call.id<RequestId>("id")));
  TRY(parties::record_consent(
      tx, call.tenant, open.row.beneficiary,
      {call.param("purpose"), body.given, body.notice_version, "desk", call.actor.id},
      auth::who_of(call.actor, right), call.now));
  const auto facts = facts_of(tx, call.tenant, open, call.now);
  project_lists(tx, call.tenant, open, facts->facts, call.now);
  return describe_page(tx, call, open);
}

}  // namespace requests
