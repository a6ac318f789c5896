#pragma once

// The door: what people ask of their own data, and how it is answered within its time (PDPL art.
// 4).
#include "privacy/answer.h"
#include "privacy/ask.h"
#include "privacy/lists.h"
#include "privacy/retention_pass.h"

namespace privacy {

// /portal/file, /portal/subject-requests; /desk/subject-requests,
// /desk/people/{id}/subject-requests.
void add_routes(api::Routes& routes, const parties::Hooks& hooks);

}  // namespace privacy
