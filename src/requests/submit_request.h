#pragma once

#include "requests/bodies.h"
#include "requests/perform.h"
#include "requests/views.h"

namespace requests {

// Submission in one sitting: values read, sealed and digested, files attached, the declaration
// signed over exactly that, and the engine's word (H2, H4). Whatever is refused leaves nothing.

// From the portal: opens the request and submits it.
Result<RequestStanding> submit_request(db::Transaction& tx, const api::Call& call,
                                       const SubmitRequest& body);
// The answer to a return; what is not asked again stays.
Result<RequestStanding> complete_request(db::Transaction& tx, const api::Call& call,
                                         const SubmissionBody& body);
// By staff, with the person present.
Result<RequestPage> submit_for_person(db::Transaction& tx, const api::Call& call,
                                      const SubmissionBody& body);
// A value changed by verification: voids the declaration.
Result<RequestPage> correct_item(db::Transaction& tx, const api::Call& call, const ValueBody& body);
// A new declaration after that.
Result<RequestPage> sign_for_person(db::Transaction& tx, const api::Call& call,
                                    const Signature& body);
Result<RequestStanding> sign_declaration(db::Transaction& tx, const api::Call& call,
                                         const Signature& body);

// What is signed over: the digest of what a submission of these values would store.
Result<ContentDigest> digest_values(db::Transaction& tx, const api::Call& call,
                                    const DigestBody& body);

// The party in whose name the applicant acts; makes their claim when this phone has none yet.
Result<PartyId> acting_party(db::Transaction& tx, const api::Call& call);

}  // namespace requests
