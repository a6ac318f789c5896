#pragma once

#include "parties/hooks.h"

namespace parties {

struct RouteOptions {
  Hooks hooks;
  bool secure = false;  // cookies
};
// /desk/people, /desk/claims; /portal/codes, /portal/sign-in, /portal/me, /portal/acting-for,
// /portal/consents, /portal/openings.
void add_routes(api::Routes& routes, const RouteOptions& options);

// When a tenant opens (DirectoryOptions::on_open): which parties a phone opens, and the names of
// its people in memory.
void prepare(api::Tenant& tenant);

}  // namespace parties
