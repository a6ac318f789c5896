#pragma once

#include "platform/api/api.h"
#include "saudi/anniversary.h"

namespace organisation {

// By which calendar the association counts what comes round every year, such as verifying a value
// again: the Hijri one, unless it chose the Gregorian.
saudi::YearsBy years_by(db::Transaction& tx, const AssociationId& association);
std::string_view name_of(saudi::YearsBy years_by);  // hijri | gregorian

}  // namespace organisation
