#pragma once

#include <string>
#include <string_view>

#include "governance/evidence.h"

// Who has acknowledged and who has not, as a table that Excel opens. Private to this room.
namespace governance {

// UTF-8 with its mark, without which Excel does not read Arabic; it runs no formula.
std::string acknowledgements_csv(const Evidence& evidence, std::string_view language);
// GET /desk/policy/versions/{digest}/readers/export and /desk/policy/contractors/export, and
// /desk/policy/versions/export.
void add_exports(api::Routes& routes);

}  // namespace governance
