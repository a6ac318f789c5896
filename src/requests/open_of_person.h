#pragma once

#include "platform/api/api.h"

namespace requests {

// How many requests are not closed of which this person is the beneficiary or the applicant.
int open_requests_of(db::Transaction& tx, const AssociationId& association, const PartyId& party);

}  // namespace requests
