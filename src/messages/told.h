#pragma once

#include <string>
#include <vector>

#include "messages/message.h"
#include "platform/db/db.h"

namespace messages {

// What one person was sent, by every channel: what it was and how it went, without text or address.
// Newest first, at most `limit`; `before` (a message's id, empty: from the newest) is exclusive.
std::vector<Header> list_told(db::Transaction& tx, const AssociationId& association,
                              const PartyId& party, const std::string& before, int limit);

}  // namespace messages
