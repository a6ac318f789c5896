#include <algorithm>

#include "base/json.h"
#include "parties/import_people.h"
#include "parties/parties_in_list.h"
#include "parties/party_rows.h"
#include "platform/seal/every_key.h"

namespace parties {

// What was begun before may be committed after: looked at again for as long as a write may take.
constexpr std::int64_t overlap_ms = 10 * minute_ms;

const db::Sql select_numbers(R"sql(
SELECT i.party_id, i.number_index, i.type, i.sealed, i.recorded_at, k.wrapped
  FROM party_identities AS i
  JOIN party_keys AS k ON k.association_id = i.association_id AND k.party_id = i.party_id
 WHERE i.association_id = $1 AND i.recorded_at >= $2 AND i.index_is_fast = 0
   AND k.wrapped IS NOT NULL)sql");
namespace {
// One question for each number, in one statement: a list of them PostgreSQL answers by reading the
// whole register while it thinks that it is small, as it does until a list that comes in is
// analysed (15 ms for each fifty, where this takes 0.2).
std::string each_number(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i)
    text += std::string(i == 0 ? "" : " UNION ALL ") +
            "SELECT party_id, number_index FROM party_identities"
            " WHERE association_id = $1 AND number_index = $" +
            std::to_string(i + 2);
  return text;
}
}  // namespace
const ListSql select_owners(each_number);

void KnownNumbers::refresh(db::Transaction& tx, const api::Tenant& tenant) {
  tx.each(
      select_numbers,
      [&](const db::Row& row) {
        latest_ = std::max(latest_, row.integer(4));
        const PartyId party{row.string(0)};
        const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(5));
        const auto kind = saudi::identity_kind_named(row.text(2));
        const auto number = rows::opened_number(key, party, row.bytes(1), row.bytes(3));
        if (!kind || !number) return;
        owners_[fast_identity_index(*tenant.keeper, {*kind, *number})] = {party, row.bytes(1)};
      },
      tenant.id, latest_ - overlap_ms);
}

std::unordered_map<std::string, PartyId> KnownNumbers::owners_of(
    db::Transaction& tx, const api::Tenant& tenant,
    const std::vector<std::string>& fast_indexes) const {
  // As it stands in the database, slow or still fast. Whoever was erased meanwhile is nobody's.
  std::unordered_map<std::string, std::string> asked;
  std::vector<db::Bytes> indexes;
  const auto ask = [&](const std::string& index, const std::string& fast) {
    if (asked.emplace(index, fast).second) indexes.push_back(db::Bytes{index});
  };
  for (const auto& fast : fast_indexes) {
    ask(fast, fast);
    if (const auto found = owners_.find(fast); found != owners_.end())
      ask(found->second.index, fast);
  }
  std::unordered_map<std::string, PartyId> owners;
  each_in_list(tx, select_owners, tenant.id, indexes, [&](const db::Row& row) {
    owners.emplace(asked.at(row.bytes(1)), PartyId{row.string(0)});
  });
  return owners;
}

const db::Sql select_to_slow(R"sql(
SELECT i.party_id, i.number_index, i.type, i.sealed, k.wrapped
  FROM party_identities AS i
  JOIN party_keys AS k ON k.association_id = i.association_id AND k.party_id = i.party_id
 WHERE i.association_id = $1 AND i.index_is_fast = 1 AND k.wrapped IS NOT NULL
 ORDER BY i.recorded_at LIMIT $2)sql");

int slow_identities(const api::Tenant& tenant, int at_most) {
  struct Fast {
    PartyId party;
    saudi::IdentityNumber number;
  };
  std::vector<Fast> all;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        select_to_slow,
        [&](const db::Row& row) {
          const PartyId party{row.string(0)};
          const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(4));
          const auto kind = saudi::identity_kind_named(row.text(2));
          const auto number = rows::opened_number(key, party, row.bytes(1), row.bytes(3));
          if (kind && number)
            all.push_back({
                party, {*kind, *number}
            });
        },
        tenant.id, at_most);
  });
  int slowed = 0;
  for (const auto& [party, number] : all) {
    const auto indexed = index_identity(*tenant.keeper, number);
    tenant.store->write_and_wait([&, &of = party](db::Transaction& tx) {
      rows::serialize_register(tx);
      rows::slow_down(tx, tenant, of, indexed);
      return true;
    });
    ++slowed;
  }
  return slowed;
}

}  // namespace parties
