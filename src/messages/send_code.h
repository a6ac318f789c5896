#pragma once

#include "messages/connect.h"

namespace messages {

// Sends the one-time code that auth's task names, by text message. Never kept: what could not be
// sent before the code's end is given up.
outbox::Attempt send_code(api::Tenant& tenant, const Connection& connection,
                          const outbox::Task& task);

}  // namespace messages
