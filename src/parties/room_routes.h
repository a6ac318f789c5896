#pragma once

#include "parties/routes.h"

// The parts of add_routes. Private to this room.
namespace parties {

void add_desk_routes(api::Routes& routes, const Hooks& hooks);
// GET /desk/people/export and its like: exports.cc.
void add_exports(api::Routes& routes, const Hooks& hooks);
void add_portal_routes(api::Routes& routes, const RouteOptions& options);

}  // namespace parties
