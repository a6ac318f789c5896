#pragma once

#include "parties/identity_index.h"
#include "parties/read_person.h"

namespace parties {

struct MatchClaim {
  std::optional<PartyId> party;  // absent: register as new
  DocumentBody document;
};
BOOST_DESCRIBE_STRUCT(MatchClaim, (), (party, document))

// The officer sighted the original with its owner present. With a party: the claim is joined to it,
// its requests are re-pointed, and its phone opens that file from now on. Without: the claim
// becomes a registered party. Refuses claim.matched_already, claim.document_differs (the document
// is not that party's), person.exists (as new, but the number is registered), not_found.
Result<PersonFile> match_claim(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const ClaimId& claim, const MatchClaim& body,
                               const ReadDocument& document);

}  // namespace parties
