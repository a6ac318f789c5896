#include "platform/exports/exports.h"

#include <cmath>

#include "parties/list_claims.h"
#include "parties/possible_duplicates.h"
#include "parties/room_routes.h"
#include "parties/verify_values.h"

namespace parties {
namespace {

using auth::Action;
using exports::Columns;
using exports::Words;
using Tx = db::Transaction;

std::int64_t percent(double share) {
  return std::lround(share * 100);
}

Columns<PersonHit> columns_of_people() {
  using Hit = PersonHit;
  return Columns<Hit>()
      .add("name", &Hit::name)
      .add("identity", &Hit::identity_masked)
      .add("phone", &Hit::phone_masked)
      .add("branch", &Hit::branch)
      .add("matched_by", [](const Hit& hit,
                            const Words& words) { return words.of("matched_by", hit.matched_by); })
      .add("likeness", [](const Hit& hit) {
        return hit.score ? std::optional(percent(*hit.score)) : std::nullopt;
      });
}

Columns<DueVerification> columns_of_verifications() {
  using Row = DueVerification;
  return Columns<Row>()
      .add("name", &Row::name)
      .add("fields",
           [](const Row& row, const Words& words) { return words.all_of("field", row.fields); })
      .add("since", &Row::since);
}

}  // namespace

void add_exports(api::Routes& routes, const Hooks& hooks) {
  exports::add_export(routes, "/desk/people", Action::person_find,
                      exports::list_of<PersonHits>(
                          "people", columns_of_people(), [hooks](Tx& tx, const api::Call& call) {
                            return find_people(tx, call, hooks, call.argument("q").value_or(""));
                          }));
  exports::add_export(routes, "/desk/verifications", Action::person_edit,
                      exports::list_of<DueVerifications>(
                          "verifications", columns_of_verifications(),
                          [hooks](Tx& tx, const api::Call& call) -> Result<DueVerifications> {
                            return list_due_verifications(tx, call, hooks, TRY(api::page_of(call)));
                          }));
}

}  // namespace parties
