#pragma once

#include <string_view>

#include "base/id.h"
#include "platform/db/db.h"

// Who looks after the installation, by the name they run commands as. Private to this room.
namespace organisation {

using OperatorId = Id<struct OperatorTag>;

// Known by this name, or noted now.
OperatorId operator_named(db::Transaction& tx, std::string_view name, Instant now);

}  // namespace organisation
