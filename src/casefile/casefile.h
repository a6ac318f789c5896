#pragma once

// The door: one person's whole story, read only.
#include "casefile/copy_of_person.h"
#include "casefile/timeline.h"

namespace casefile {

// /portal/copy, /desk/people/{id}/copy: JSON, or a PDF with ?form=pdf. /desk/people/{id}/timeline.
void add_routes(api::Routes& routes, const parties::Hooks& hooks,
                const std::string& public_address);

}  // namespace casefile
