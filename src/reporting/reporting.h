#pragma once

#include "platform/api/api.h"

// The door: what the association and its board see of how the policy is kept. Read only.
namespace reporting {

void add_routes(api::Routes& routes);

}  // namespace reporting
