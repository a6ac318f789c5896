#include "governance/volunteer_reading.h"

#include <algorithm>

#include "parties/parties.h"

namespace governance {

Result<DuePolicy> due_policy(db::Transaction& tx, const api::Call& call) {
  const auto& party = call.actor.acting_for;
  if (party.empty()) return DuePolicy{};
  const auto roles = parties::roles_of(tx, call.tenant.id, party);
  if (std::ranges::find(roles, "volunteer") == roles.end()) return DuePolicy{};
  const auto digest = circulated_version(tx, call.tenant, call.now);
  if (!digest) return DuePolicy{};
  DuePolicy due;
  due.version = TRY(readable_version(tx, call.tenant, *digest, call.now));
  due.acknowledged_at =
      outside_acknowledgement(tx, call.tenant.id, *digest, Outside::volunteer, party.text);
  return due;
}

Result<DuePolicy> acknowledge_due_policy(db::Transaction& tx, const api::Call& call,
                                         const VersionNamed& body) {
  const auto due = TRY(due_policy(tx, call));
  if (!due.version || due.version->digest != body.digest) {
    return refuse(RefusalKind::conflict,
                  Obstacle{.code = "policy.not_circulated", .field = "/digest"});
  }
  acknowledge_outside(tx, call.tenant,
                      {.digest = body.digest,
                       .kind = Outside::volunteer,
                       .id = call.actor.acting_for.text,
                       .name = {}},
                      auth::who_of(call.actor, auth::Action::portal_use), call.now);
  return due_policy(tx, call);
}

}  // namespace governance
