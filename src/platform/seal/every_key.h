#pragma once

#include <vector>

#include "platform/seal/seal.h"

// All the keys of an association at once: what a copy of its database is verified by, and who must
// stay erased in every copy.
namespace seal {

struct Opened {
  bool is_the_databases = true;  // unless the database says otherwise
  std::int64_t keys = 0;
  std::vector<PartyId> closed;  // whose keys do not open under the association's
};
// Writes nothing; reads every party's key.
Opened try_every_key(db::Transaction& tx, Keeper& keeper, const AssociationId& association);

// A key whose row of party_keys was read already, in a walk over many. Throws as
// Keeper::party_key does.
Key opened_key(Keeper& keeper, const PartyId& party, std::string_view wrapped);

// Whose key was destroyed and when, oldest first.
struct Erased {
  PartyId party;
  Instant at;
};
std::vector<Erased> erased_parties(db::Transaction& tx, const AssociationId& association);
bool is_erased(db::Transaction& tx, const AssociationId& association, const PartyId& party);
std::int64_t count_erased(db::Transaction& tx, const AssociationId& association);

}  // namespace seal
