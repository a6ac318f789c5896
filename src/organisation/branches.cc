#include "organisation/branches.h"

#include "organisation/texts.h"
#include "platform/kernel/kernel.h"

namespace organisation {
namespace {

constexpr std::size_t branches_max = 500;

}  // namespace

const db::Sql select_all_branches(R"sql(
  SELECT id, name FROM branches WHERE association_id = $1 ORDER BY id)sql");

std::vector<Branch> list_branches(db::Transaction& tx, const AssociationId& association) {
  std::vector<Branch> branches;
  tx.each(
      select_all_branches,
      [&](const db::Row& row) {
        branches.push_back({{row.string(0)}, decode_text(row.text(1))});
      },
      association);
  return branches;
}

const db::Sql select_branch(R"sql(
  SELECT name FROM branches WHERE association_id = $1 AND id = $2)sql");

std::optional<Branch> find_branch(db::Transaction& tx, const AssociationId& association,
                                  const BranchId& branch) {
  return tx.one(
      select_branch,
      [&](const db::Row& row) {
        return Branch{branch, decode_text(row.text(0))};
      },
      association, branch);
}

const db::Sql insert_branch(R"sql(
  INSERT INTO branches (association_id, id, name, created_at) VALUES ($1, $2, $3, $4))sql");

Result<Branch> add_branch(db::Transaction& tx, const AssociationId& association,
                          const audit::Who& by, const policy::Text& name, Instant now) {
  const auto cleaned = TRY(clean_text(name, "branch.name", "/name"));
  Branch branch{kernel::new_id<BranchId>(now), cleaned};
  const auto others = list_branches(tx, association);
  if (others.size() >= branches_max) return refuse(RefusalKind::rule_not_met, "branch.too_many");
  for (const auto& other : others) {
    if (other.name.at("ar") == branch.name.at("ar") ||
        other.name.at("en") == branch.name.at("en")) {
      return refuse(RefusalKind::conflict, Obstacle{.code = "branch.taken", .field = "/name"});
    }
  }
  tx.execute(insert_branch, association, branch.id, encode_text(branch.name), now);
  audit::record(tx, association, by, now, {.action = "branch.added", .object = branch.id.text});
  return branch;
}

Result<Done> check_branches(db::Transaction& tx, const AssociationId& association,
                            const std::vector<BranchId>& branches) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (i < branches_max && find_branch(tx, association, branches[i])) continue;
    refusal.obstacles.push_back(
        {.code = "staff.branch_unknown", .field = "/branches/" + std::to_string(i)});
    if (i >= branches_max) break;
  }
  if (refusal.obstacles.empty()) return Done{};
  return refusal;
}

}  // namespace organisation
