#pragma once

#include <string>
#include <vector>

#include "platform/api/api.h"

namespace requests {

// What of the changes a member of staff, or an applicant, may hear of: only of requests that the
// same person could open at this moment.
std::vector<std::string> desk_news(db::Transaction& tx, const api::Call& call,
                                   const api::Changes& changes);
std::vector<std::string> portal_news(db::Transaction& tx, const api::Call& call,
                                     const api::Changes& changes);

}  // namespace requests
