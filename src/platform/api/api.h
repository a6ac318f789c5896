#pragma once

// How a route is declared: decode → rights → use case in one transaction → encode. Bodies and views
// are structs described with BOOST_DESCRIBE_STRUCT; the same descriptions give /api/openapi.json.
// `pattern` is under /api/{association}, for instance
// "/desk/requests/{id}/decision"; one that starts with /portal takes the portal's sign-in, with
// /desk the desk's.
#include "platform/api/call.h"
#include "platform/api/exchange.h"
#include "platform/api/typed.h"
