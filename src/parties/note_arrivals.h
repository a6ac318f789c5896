#pragma once

#include <vector>

#include "parties/party.h"

namespace parties {

// People came in with a list: whoever looks for likely duplicates hears of them here, in the
// transaction that made them. Nobody looks yet.
void note_arrivals(db::Transaction& tx, const api::Tenant& tenant,
                   const std::vector<PartyId>& parties);

}  // namespace parties
