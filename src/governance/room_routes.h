#pragma once

#include "platform/api/api.h"

// The parts of add_routes. Private to this room.
namespace governance {

void add_draft_routes(api::Routes& routes);
void add_version_routes(api::Routes& routes);
void add_evidence_routes(api::Routes& routes, const std::string& public_address);
void add_circulation_routes(api::Routes& routes, const std::string& public_address);
void add_portal_routes(api::Routes& routes);

}  // namespace governance
