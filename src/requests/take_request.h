#pragma once

#include "requests/bodies.h"
#include "requests/perform.h"

namespace requests {

struct NewRequest {
  std::string kind, channel;
  PartyId beneficiary, applicant;
  std::string capacity = "self", relation;
  BranchId branch;
  RequestId about;                     // of a grievance
  std::vector<std::string> questions;  // raised at reception (H1)
  std::optional<Instant> happened_at;
  bool is_followed = false;  // by another act in the same transaction, which projects the lists
};

// Receives a request: its row, its reference, its first events. Refuses kind.unknown and what the
// engine says.
Result<OpenRequest> receive_request(db::Transaction& tx, const api::Call& call,
                                    const NewRequest& given);

// For somebody who came, phoned or wrote: a registered person, or a claim made of what they said.
Result<OpenRequest> take_request(db::Transaction& tx, const api::Call& call,
                                 const OpenRequestBody& body);

}  // namespace requests
