#pragma once

#include "messages/messages.h"

namespace governance {

// Gives the tenant's runner what circulates versions, writes to contractors and reminds of the
// review. At opening, before the runner starts.
void connect(api::Tenant& tenant, const messages::Connection& connection);

}  // namespace governance
