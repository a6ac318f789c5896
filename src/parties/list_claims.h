#pragma once

#include "parties/find_people.h"

namespace parties {

struct ClaimRow {
  ClaimId claim;
  PartyId party;
  std::string name;
  std::optional<std::string> reference;
  Instant at;
  std::vector<PersonHit> candidates;
};
BOOST_DESCRIBE_STRUCT(ClaimRow, (), (claim, party, name, reference, at, candidates))

struct ClaimPage {
  std::vector<ClaimRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ClaimPage, (), (items, next))

// Claims that wait for a match, oldest first, each with the registered people who may be the same
// person: by the number that they gave, their phone, a like name. Only claims and candidates that
// the actor may see.
Result<ClaimPage> list_claims(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const api::Page& page);

}  // namespace parties
