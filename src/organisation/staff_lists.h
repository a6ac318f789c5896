#pragma once

#include <string>
#include <vector>

#include "platform/api/api.h"

namespace organisation {

// Active members who hold one of the roles and work in the branch (or in every one); by id.
std::vector<StaffId> staff_with_roles(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<Role>& roles, const BranchId& branch);
// The name to show beside an id; empty when there is no such member.
std::string staff_name(db::Transaction& tx, const api::Tenant& tenant, const StaffId& staff);

}  // namespace organisation
