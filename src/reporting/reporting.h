#pragma once

#include "platform/api/api.h"
#include "reporting/clause_table.h"
#include "reporting/replay_policy.h"
#include "reporting/replays.h"

// The door: what the association and its board see of how the policy is kept. Read only.
namespace reporting {

// `replays` outlives the routes.
void add_routes(api::Routes& routes, Replays& replays);

}  // namespace reporting
