#pragma once

#include "base/id.h"
#include "platform/db/db.h"

namespace messages {

// Subject, text and address go; what was told when, and how it went, stays. False: nothing was
// there, or it still waits to be sent.
bool forget_text(db::Transaction& tx, const AssociationId& association, const MessageId& id,
                 Instant now);

}  // namespace messages
