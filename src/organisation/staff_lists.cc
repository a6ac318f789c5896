#include "organisation/staff_lists.h"

namespace organisation {

std::vector<StaffId> staff_with_roles(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<Role>& roles,
                                      const std::optional<BranchId>& branch) {
  return auth::staff_with_roles(tx, association, roles, branch);
}

std::string staff_name(db::Transaction& tx, const api::Tenant& tenant, const StaffId& staff) {
  return auth::staff_name(tx, *tenant.keeper, tenant.id, staff);
}

std::string StaffNames::of(const std::string& staff) {
  if (staff.empty()) return {};
  auto found = names_.find(staff);
  if (found == names_.end())
    found = names_.emplace(staff, staff_name(tx_, tenant_, StaffId{staff})).first;
  return found->second;
}

}  // namespace organisation
