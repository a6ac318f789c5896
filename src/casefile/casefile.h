#pragma once

// The door: one person's whole story, read only.
#include "casefile/copy_of_person.h"

namespace casefile {

// /portal/copy, /desk/people/{id}/copy: JSON, or a PDF with ?form=pdf.
void add_routes(api::Routes& routes, const parties::Hooks& hooks,
                const std::string& public_address);

}  // namespace casefile
