#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/api/api.h"

namespace organisation {

// As auth::staff_with_roles.
std::vector<StaffId> staff_with_roles(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<Role>& roles,
                                      const std::optional<BranchId>& branch = std::nullopt);
// The name to show beside an id; empty when there is no such member.
std::string staff_name(db::Transaction& tx, const api::Tenant& tenant, const StaffId& staff);

// For a list: each name is looked up once.
class StaffNames {
 public:
  StaffNames(db::Transaction& tx, const api::Tenant& tenant) : tx_(tx), tenant_(tenant) {}
  std::string of(const std::string& staff);  // empty for nobody

 private:
  db::Transaction& tx_;
  const api::Tenant& tenant_;
  std::map<std::string, std::string> names_;
};

}  // namespace organisation
