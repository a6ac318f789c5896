#pragma once

#include "organisation/routes.h"

// The parts of add_routes. Private to this room.
namespace organisation {

void add_sign_in_routes(api::Routes& routes, const RouteOptions& options);
void add_staff_routes(api::Routes& routes, const RouteOptions& options);
void add_setting_routes(api::Routes& routes);

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace organisation
