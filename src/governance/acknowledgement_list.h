#pragma once

#include <string>
#include <string_view>

#include "governance/evidence.h"

// Who has acknowledged and who has not, as a table that Excel opens. Private to this room.
namespace governance {

// CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel does not read Arabic.
std::string acknowledgements_csv(const Evidence& evidence, std::string_view language);

}  // namespace governance
