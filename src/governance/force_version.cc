#include "governance/force_version.h"

namespace governance {
namespace {

VersionStanding view_of(const Standing& standing) {
  VersionStanding view{standing.version.digest, std::string(name_of(standing.state)), {}};
  if (!standing.effects.empty()) view.effective_at = standing.effects.front();
  return view;
}

// The day that a version is given must be free of another's.
bool day_taken(db::Transaction& tx, const api::Call& call, Date from) {
  for (const auto& effect : organisation::list_policy_effects(tx, call.tenant.id)) {
    if (!effect.cancelled_at && effect.effective_at > call.now &&
        riyadh_date(effect.effective_at) == from)
      return true;
  }
  return false;
}

std::vector<Obstacle> obstacles_of(db::Transaction& tx, const api::Call& call,
                                   const Standing& standing, Date from) {
  std::vector<Obstacle> obstacles;
  const auto on_from = [&](const char* code, std::map<std::string, std::string> parameters = {}) {
    obstacles.push_back(
        {.code = code, .field = "/from", .clause = "F6", .parameters = std::move(parameters)});
  };
  if (standing.approvals.empty()) {
    obstacles.push_back({.code = "policy.not_approved", .clause = "F6"});
  } else if (const auto& day = standing.approvals.front().decided_on; day && from < *day) {
    on_from("policy.force_before_approval", {
                                                {"approved_on", iso(*day)}
    });
  }
  if (from < riyadh_date(call.now)) on_from("policy.backdated");
  if (standing.state == VersionState::in_force)
    obstacles.push_back({.code = "policy.in_force_already"});
  if (standing.state == VersionState::scheduled) {
    obstacles.push_back({.code = "policy.scheduled_already",
                         .parameters = {{"from", iso(riyadh_date(standing.effects.front()))}}});
  } else if (day_taken(tx, call, from)) {
    on_from("policy.force_day_taken");
  }
  return obstacles;
}

}  // namespace

Result<VersionStanding> force_version(db::Transaction& tx, const api::Call& call,
                                      const ForceVersion& body) {
  const auto digest = call.param("digest");
  const auto standing = TRY(standing_of(tx, call.tenant, digest, call.now));
  auto obstacles = obstacles_of(tx, call, standing, body.from);
  if (!obstacles.empty()) return Refusal{RefusalKind::rule_not_met, std::move(obstacles)};
  const bool today = body.from == riyadh_date(call.now);
  const Instant from = today ? call.now : riyadh_midnight(body.from);
  TRY(organisation::put_in_force(tx, call.tenant,
                                 auth::who_of(call.actor, auth::Action::policy_approve), digest,
                                 from, call.now));
  const auto after = TRY(standing_of(tx, call.tenant, digest, call.now));
  return view_of(after);
}

Result<VersionStanding> cancel_scheduled(db::Transaction& tx, const api::Call& call,
                                         const NoBody&) {
  const auto digest = call.param("digest");
  const auto standing = TRY(standing_of(tx, call.tenant, digest, call.now));
  if (standing.state == VersionState::in_force) {
    return refuse(RefusalKind::conflict, "policy.in_force_stays");
  }
  TRY(organisation::cancel_force(
      tx, call.tenant, auth::who_of(call.actor, auth::Action::policy_approve), digest, call.now));
  const auto after = TRY(standing_of(tx, call.tenant, digest, call.now));
  return view_of(after);
}

}  // namespace governance
