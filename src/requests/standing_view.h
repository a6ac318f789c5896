#pragma once

#include "requests/open_request.h"
#include "requests/views.h"

namespace requests {

// Where a request stands, as its applicant sees it: no staff names, no reasons meant for staff.
RequestStanding describe_standing(db::Transaction& tx, const api::Call& call,
                                  const OpenRequest& open);

// The whole page, as the staff who work on it see it.
RequestPage describe_page(db::Transaction& tx, const api::Call& call, const OpenRequest& open);

// Requests of a person, newest first; for staff only those that they may find.
RequestCards list_cards(db::Transaction& tx, const api::Call& call, const PartyId& party,
                        const std::string& after, int limit);

}  // namespace requests
