#pragma once

#include <string>
#include <string_view>

#include "governance/evidence.h"

namespace governance {

// As PDF: the same bytes for the same evidence.
std::string paper_of(const Evidence& evidence, std::string_view language);

// GET …/evidence/paper?language=ar|en, put on record each time. Refuses policy.unknown.
Result<http::Response> print_evidence(db::Transaction& tx, const api::Call& call,
                                      api::Opening& opening, const std::string& public_address);

}  // namespace governance
