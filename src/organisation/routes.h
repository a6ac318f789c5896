#pragma once

#include "platform/api/api.h"

namespace organisation {

class Directory;

struct RouteOptions {
  auth::Hasher* hasher = nullptr;
  std::string public_address;  // for setup links; from the configuration, never from a header
  bool secure = false;         // cookies
};
// /desk/sign-in, /desk/me, /desk/setup, /desk/staff, /desk/branches, /desk/calendar, /desk/policy …
void add_routes(api::Routes& routes, const RouteOptions& options);

}  // namespace organisation
