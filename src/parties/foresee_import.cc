#include "parties/foresee_import.h"

#include <unordered_set>

#include "parties/features.h"
#include "parties/party_rows.h"
#include "platform/seal/every_key.h"

namespace parties {

const db::Sql select_every_number(R"sql(
SELECT i.party_id, i.number_index, i.type, i.sealed, i.index_is_fast, k.wrapped
  FROM party_identities AS i
  JOIN party_keys AS k ON k.association_id = i.association_id AND k.party_id = i.party_id
 WHERE i.association_id = $1 AND i.recorded_at >= 0 AND k.wrapped IS NOT NULL)sql");
const db::Sql select_confidential(R"sql(
SELECT id FROM parties WHERE association_id = $1 AND id >= '' AND class = 'confidential')sql");

namespace {

using Numbers = std::unordered_set<std::string>;

// As fast indexes.
Numbers numbers_of(db::Transaction& tx, const api::Tenant& tenant) {
  Numbers numbers;
  tx.each(
      select_every_number,
      [&](const db::Row& row) {
        if (row.integer(4) == 1) {
          numbers.insert(row.bytes(1));
          return;
        }
        const PartyId party{row.string(0)};
        const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(5));
        const auto kind = saudi::identity_kind_named(row.text(2));
        const auto number = rows::opened_number(key, party, row.bytes(1), row.bytes(3));
        if (kind && number) numbers.insert(fast_identity_index(*tenant.keeper, {*kind, *number}));
      },
      tenant.id);
  return numbers;
}

void add_register(db::Transaction& tx, const api::Tenant& tenant, matching::Crowd& crowd) {
  std::unordered_set<std::string> hidden;
  tx.each(
      select_confidential, [&](const db::Row& row) { hidden.insert(row.string(0)); }, tenant.id);
  for (const auto& [party, person] : features_of_all(tx, tenant)) {
    if (!hidden.contains(party.text)) crowd.add(person);
  }
}

}  // namespace

Foreseen foresee_import(
    api::Tenant& tenant,
    const std::function<void(const std::function<void(const ReadImported&)>&)>& each,
    const std::function<bool()>& is_stopped) {
  Foreseen foreseen;
  Numbers numbers;
  matching::Crowd crowd;
  tenant.store->read([&](db::Transaction& tx) {
    numbers = numbers_of(tx, tenant);
    add_register(tx, tenant, crowd);
  });
  const auto registered = static_cast<matching::Row>(crowd.size());
  each([&](const ReadImported& person) {
    if (person.identity && !numbers.insert(person.fast_index).second) {
      ++foreseen.known;
    } else {
      crowd.add(features_of(tenant, person));
    }
  });
  matching::Crowd::Search search;
  search.threads = 2;
  search.is_stopped = is_stopped;
  std::unordered_set<matching::Row> likely;
  for (const auto& pair : crowd.find_pairs(search)) {
    if (pair.b >= registered) likely.insert(pair.b);
  }
  foreseen.likely = static_cast<std::int64_t>(likely.size());
  return foreseen;
}

}  // namespace parties
