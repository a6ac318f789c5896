#pragma once

#include "messages/messages.h"
#include "parties/parties.h"
#include "platform/api/api.h"
#include "requests/deeds.h"
#include "requests/describe.h"
#include "requests/histories.h"
#include "requests/on_record.h"
#include "requests/open_of_person.h"
#include "requests/open_request.h"
#include "requests/open_under.h"
#include "requests/person_facts.h"
#include "requests/references.h"
#include "requests/standing_view.h"
#include "requests/submission.h"
#include "requests/submit_request.h"
#include "requests/take_consent.h"
#include "requests/take_request.h"
#include "requests/views.h"

// The door: requests, from reception to closing.
namespace requests {

struct RouteOptions {
  bool mail_page = false;  // the demo shows its messages
};
void add_routes(api::Routes& routes, const RouteOptions& options);
void add_portal_routes(api::Routes& routes, const RouteOptions& options);
void add_desk_routes(api::Routes& routes);

// Whether any request is this person's, as beneficiary or applicant.
bool has_requests(db::Transaction& tx, const AssociationId& association, const PartyId& party);

// What this room answers to the register of people.
parties::Hooks party_hooks();
// What follows from a message's fate: told with proof, or owed again.
messages::Hooks message_hooks();

// Timers: reminds and lapses what was returned and not completed, resumes what was held until
// today. Returns how many requests it moved.
int run_due(api::Tenant& tenant, Instant now);

// Opens a grievance about a request, and notes the appeal on it. Refuses appeal.kind_missing.
Result<OpenRequest> appeal_request(db::Transaction& tx, const api::Call& call, const RequestId& id,
                                   const std::string& reason, auth::Action right);
// A reason opens a confidential request for an hour, and the quality manager hears of it.
Result<RequestPage> break_glass(db::Transaction& tx, const api::Call& call, const ReasonBody& body);
// The same for whoever knows its number alone. Refuses reference.wrong (a false check digit).
Result<RequestPage> break_glass_by_reference(db::Transaction& tx, const api::Call& call,
                                             const ReferenceReasonBody& body);

}  // namespace requests
