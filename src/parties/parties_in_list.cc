#include "parties/parties_in_list.h"

#include "platform/seal/every_key.h"

namespace parties {

const ListSql select_some_keys([](std::size_t size) {
  return R"sql(
SELECT party_id, wrapped FROM party_keys
 WHERE association_id = $1 AND wrapped IS NOT NULL AND party_id)sql" +
         in_list(size);
});

Keys keys_of(db::Transaction& tx, const api::Tenant& tenant, const std::vector<PartyId>& parties) {
  Keys keys;
  each_in_list(tx, select_some_keys, tenant.id, parties, [&](const db::Row& row) {
    const PartyId party{row.string(0)};
    if (!keys.contains(party))
      keys.emplace(party, seal::opened_key(*tenant.keeper, party, row.bytes(1)));
  });
  return keys;
}

std::vector<PartyId> parties_of(const Keys& keys) {
  std::vector<PartyId> parties;
  parties.reserve(keys.size());
  for (const auto& [party, key] : keys) parties.push_back(party);
  return parties;
}

}  // namespace parties
