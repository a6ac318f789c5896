#pragma once

#include "governance/approvals.h"

// Private to this room.
namespace governance {

// Whose key seals what belongs to the association and to no person: a key in the keeper's list
// under the association's own id, which no party's id can be.
PartyId association_owner(const AssociationId& association);
// From then on they are kept. Refuses policy.minutes_unknown: unknown, attached already, or
// somebody's file.
Result<Done> attach_minutes(db::Transaction& tx, const api::Call& call, const AttachmentId& id);
std::optional<MinutesView> find_minutes(db::Transaction& tx, const api::Tenant& tenant,
                                        const AttachmentId& id);

}  // namespace governance
