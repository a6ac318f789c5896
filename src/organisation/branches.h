#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/api/api.h"

namespace organisation {

struct Branch {
  BranchId id;
  policy::Text name;
};
// In order of making. An association may have none.
std::vector<Branch> list_branches(db::Transaction& tx, const AssociationId& association);
std::optional<Branch> find_branch(db::Transaction& tx, const AssociationId& association,
                                  const BranchId& branch);
// Refuses branch.name (Arabic and English required), branch.taken.
Result<Branch> add_branch(db::Transaction& tx, const AssociationId& association,
                          const audit::Who& by, const policy::Text& name, Instant now);
// Refuses staff.branch_unknown naming each that is not there.
Result<Done> check_branches(db::Transaction& tx, const AssociationId& association,
                            const std::vector<BranchId>& branches);

}  // namespace organisation
