#pragma once

#include "platform/api/api.h"

namespace parties {

class NameIndex;

// All names into the index, the first time that it is asked for only.
void load_names_once(db::Transaction& tx, const api::Tenant& tenant, NameIndex& index);

}  // namespace parties
