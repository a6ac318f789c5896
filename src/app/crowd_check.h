#pragma once

#include <string>
#include <vector>

#include "platform/api/api.h"

namespace app::crowd {

// Puts every act of a request to the engine again, under the very policy; its projections, its
// values and what was signed must be what its events say. Empty, or what is not so.
std::string why_not_legal(db::Transaction& tx, api::Tenant& tenant, const RequestId& id,
                          Instant now);

}  // namespace app::crowd
