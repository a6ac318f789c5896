#include "parties/known_values.h"

#include <algorithm>

#include "parties/party_rows.h"
#include "parties/values.h"

namespace parties {

KnownPerson known_person(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  KnownPerson known;
  const bool claim = is_claim(tx, tenant.id, party);
  for (const auto& [field, stored] : current_values(tx, tenant, party)) {
    if (claim && !stored.by.empty()) continue;
    known.values[field] = {stored.value.value, stored.value.calendar,
                           std::max(stored.at, stored.verified_at.value_or(stored.at))};
  }
  if (claim) return known;
  for (const auto& identity : rows::identities_of(tx, tenant, party)) {
    known.identities.push_back(
        {identity.type, identity.number, identity.expires_on, identity.calendar});
  }
  return known;
}

}  // namespace parties
