#include "parties/index_claims.h"

#include "parties/values.h"

namespace parties {
namespace {

constexpr int at_once = 50;

struct Unindexed {
  ClaimId claim;
  PartyId party;
  std::optional<saudi::IdentityNumber> identity;
};

}  // namespace

std::optional<saudi::IdentityNumber> stated_identity(db::Transaction& tx, const api::Tenant& tenant,
                                                     const PartyId& party) {
  const auto values = current_values(tx, tenant, party);
  const auto number = values.find("identity_number");
  if (number == values.end()) return std::nullopt;
  const auto type = values.find("identity_type");
  if (type != values.end()) {
    const auto kind = saudi::identity_kind_named(type->second.value.value);
    if (kind) return saudi::read_identity(*kind, number->second.value.value);
  }
  return saudi::read_identity(number->second.value.value);
}

const db::Sql select_unindexed(R"sql(
SELECT c.id, c.party_id FROM claims AS c
 WHERE c.association_id = $1 AND c.matched_at IS NULL AND c.number_index IS NULL
   AND EXISTS (SELECT 1 FROM party_values AS v
                WHERE v.association_id = c.association_id AND v.party_id = c.party_id
                  AND v.field = 'identity_number' AND v.is_current = 1)
 ORDER BY c.made_at DESC, c.id LIMIT $2)sql");
const db::Sql update_index(R"sql(
UPDATE claims SET number_index = $3
 WHERE association_id = $1 AND id = $2 AND number_index IS NULL)sql");

int index_claims(const api::Tenant& tenant) {
  std::vector<Unindexed> claims;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        select_unindexed,
        [&](const db::Row& row) {
          claims.push_back({{row.string(0)}, {row.string(1)}, {}});
        },
        tenant.id, at_once);
    for (auto& claim : claims) claim.identity = stated_identity(tx, tenant, claim.party);
  });
  int indexed = 0;
  for (const auto& claim : claims) {
    if (!claim.identity) continue;  // erased, or no number after all
    const auto index = index_identity(*tenant.keeper, *claim.identity).index;
    const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
      const auto now_stated = stated_identity(tx, tenant, claim.party);
      if (!now_stated || now_stated->number != claim.identity->number) return false;
      return tx.execute(update_index, tenant.id, claim.claim, db::Bytes{index}) > 0;
    });
    if (end == db::End::committed) ++indexed;
  }
  return indexed;
}

}  // namespace parties
