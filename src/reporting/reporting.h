#pragma once

#include "platform/api/api.h"
#include "reporting/replay_policy.h"

// The door: what the association and its board see of how the policy is kept. Read only.
namespace reporting {

void add_routes(api::Routes& routes);

}  // namespace reporting
