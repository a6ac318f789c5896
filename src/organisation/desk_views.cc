#include "organisation/desk_views.h"

#include <algorithm>

#include "organisation/branches.h"
#include "organisation/policy_versions.h"

namespace organisation {
namespace {

std::vector<std::string> role_names(const std::set<Role>& roles) {
  std::vector<std::string> names;
  names.reserve(roles.size());
  for (const Role role : roles) names.emplace_back(name_of(role));
  return names;
}

std::vector<BranchView> branches_of(db::Transaction& tx, const api::Tenant& tenant,
                                    const auth::Actor& actor) {
  std::vector<BranchView> branches;
  for (const auto& id : actor.branches) {
    if (auto branch = find_branch(tx, tenant.id, id)) {
      branches.push_back({branch->id, std::move(branch->name)});
    }
  }
  return branches;
}

// Where the policy has F4, or a clause of its own with its gate, staff are asked to acknowledge the
// version under which they work.
bool binds_staff(const policy::Pack& pack) {
  return std::ranges::any_of(pack.clauses, [](const policy::Clause& clause) {
    if (clause.id == "F4" && clause.owed) return true;
    return std::ranges::any_of(clause.controls, [](const policy::Control& control) {
      return control.kind == policy::ControlKind::gate && control.name == "acknowledged";
    });
  });
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::vector<ClauseView> clauses_of(const policy::Pack& pack) {
  std::vector<ClauseView> clauses;
  for (const auto& clause : pack.clauses) {
    ClauseView view{.id = clause.id,
                    .text = clause.text,
                    .source = given(clause.source),
                    .owed = clause.owed,
                    .measured = clause.measured,
                    .why = clause.why.empty() ? std::nullopt : std::optional(clause.why),
                    .controls = {}};
    for (const auto& control : clause.controls) {
      view.controls.push_back(
          {control.id, std::string(policy::name_of(control.kind)), control.name, control.chosen});
    }
    clauses.push_back(std::move(view));
  }
  return clauses;
}

std::optional<std::string> review_due(const policy::Pack& pack, Instant since) {
  if (pack.review_every.amount == 0) return std::nullopt;
  const int days = pack.review_every.unit == policy::Unit::hours ? pack.review_every.amount / 24
                                                                 : pack.review_every.amount;
  return iso(riyadh_date(since) + days);
}

}  // namespace

DeskAssociation desk_association(const api::Tenant& tenant) {
  const auto pack = tenant.policy_in_force();
  DeskAssociation view{.slug = tenant.slug, .name = tenant.names, .licence = {}};
  if (pack) view.neutral = pack->neutral;
  if (pack && !pack->licence.empty()) view.licence = pack->licence;
  return view;
}

DeskMe desk_me(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor) {
  const StaffId id{actor.id};
  const auto member = auth::find_staff(tx, *tenant.keeper, tenant.id, id);
  DeskMe me{
      .staff = {id, actor.name, member ? member->email : ""},
      .roles = role_names(actor.roles),
      .branches = branches_of(tx, tenant, actor),
      .association = desk_association(tenant),
  };
  for (int i = 0; i < auth::action_count; ++i) {
    const auto action = static_cast<auth::Action>(i);
    if (action != auth::Action::anyone && auth::may(actor, action)) {
      me.actions.emplace_back(auth::name_of(action));
    }
  }
  if (const auto pack = tenant.policy_in_force()) {
    if (binds_staff(*pack) && !has_acknowledged(tx, tenant.id, id, pack->digest)) {
      me.must_acknowledge = true;
    }
    for (const auto& title : pack->titles) {
      me.titles.emplace(std::string(name_of(title.role)), title.title);
    }
  }
  return me;
}

StaffView view(const auth::StaffMember& member) {
  return {.id = member.id,
          .name = member.name,
          .email = member.email,
          .roles = role_names(member.roles),
          .branches = member.branches,
          .state = std::string(auth::name_of(member.state)),
          .last_sign_in = member.last_sign_in};
}

Result<PolicyView> policy_view(db::Transaction& tx, const api::Tenant& tenant,
                               const auth::Actor& actor, Instant now) {
  const auto pack = tenant.policy_in_force();
  const auto version = version_in_force(tx, tenant.id, now);
  if (!pack || !version) return refuse(RefusalKind::unavailable, "policy.none");
  const Instant since = version->effective_at.value_or(version->imported_at);
  PolicyView view{.id = pack->id,
                  .name = pack->name,
                  .document = pack->document,
                  .digest = pack->digest,
                  .in_force_since = iso(riyadh_date(since)),
                  .approval = {},
                  .review_due = review_due(*pack, since),
                  .acknowledged = has_acknowledged(tx, tenant.id, {actor.id}, pack->digest),
                  .clauses = clauses_of(*pack)};
  if (pack->approval) {
    const auto& approval = *pack->approval;
    view.approval = {approval.body, approval.meeting, approval.term, {}};
    if (approval.date) view.approval->date = iso(*approval.date);
  }
  return view;
}

}  // namespace organisation
