#pragma once

#include "parties/identity_index.h"

namespace parties {

// The number that a claim says is its own, as far as it can be one; nothing has shown it.
std::optional<saudi::IdentityNumber> stated_identity(db::Transaction& tx, const api::Tenant& tenant,
                                                     const PartyId& party);

// A number is indexed slowly, so never in the transaction that takes it in: this job does it for
// claims that came without. Returns how many. Run often; a listing of claims indexes a few itself.
int index_claims(const api::Tenant& tenant);

}  // namespace parties
