#pragma once

#include "platform/exports/exports.h"

// Private to this room.
namespace requests {

// The queue as its page shows it.
exports::List queue_list();
// GET /desk/queue/export, by the page's filters.
void add_queue_export(api::Routes& routes);

}  // namespace requests
