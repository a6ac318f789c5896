#pragma once

#include "parties/identity_index.h"
#include "parties/values.h"

namespace parties {

// Somebody without a file who applies, or in whose name somebody applies. Nothing of it is verified
// but the phone.
struct ClaimGiven {
  std::string full_name;  // may be empty: an inquiry needs no name
  // Without an index where there was no worker to make it; it is made soon (index_claims).
  std::optional<saudi::IdentityNumber> stated_identity;
  std::optional<IndexedIdentity> identity;  // what they say their number is
  std::string phone;                        // E.164, may be empty
  bool phone_proven = false;  // by a one-time code: then the phone opens what the claim submitted
  Source source = Source::portal;
  std::string entered_by;  // staff id, or empty
  BranchId branch;
  Class confidentiality = Class::ordinary;
};
// A new party of kind claim, with a key of its own. The name is checked (party.text_*), the number
// and the phone must have been read before.
Result<PartyId> create_claim(db::Transaction& tx, const api::Tenant& tenant,
                             const ClaimGiven& given, const audit::Who& by, Instant now);

}  // namespace parties
