#pragma once

#include "parties/party.h"

namespace parties {

// Destroys the keys of the party and of the claims joined to it: whatever was sealed under them can
// never be read again; events, digests and the audit chain stay whole. Its number and phones are
// forgotten too, so that nothing finds it. Refuses not_found.
Result<Done> erase_person(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                          const audit::Who& by, Instant now);

}  // namespace parties
