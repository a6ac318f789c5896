#pragma once

#include "parties/values.h"

// How a value lies in its row. Private to this room.
namespace parties {

// Of a row of party_values. Throws std::runtime_error when it does not open.
Value open_value(const seal::Key& key, const PartyId& party, std::string_view field,
                 std::int64_t version, std::string_view sealed);

// The field's current value becomes the one with this version; none with 0. The name index follows
// after the commit.
void make_current(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                  std::string_view field, std::int64_t version);

// The field's current version; 0: none.
std::int64_t current_version(db::Transaction& tx, const AssociationId& association,
                             const PartyId& party, std::string_view field);

}  // namespace parties
