#pragma once

#include "requests/bodies.h"
#include "requests/open_request.h"
#include "requests/views.h"

namespace requests {

// A consent that the beneficiary, or whoever applied for them, gives or takes back in person while
// their request is worked on. What waited for it waits no longer.
Result<RequestPage> take_consent(db::Transaction& tx, const api::Call& call,
                                 const ConsentSaid& body);

// What the lists say of a step that waits for a consent follows from the consents: of every open
// request of this person, anew.
void project_open_requests(db::Transaction& tx, const api::Call& call, const PartyId& party);

}  // namespace requests
