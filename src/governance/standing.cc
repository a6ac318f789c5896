#include "governance/standing.h"

#include <array>

namespace governance {
namespace {

constexpr int hours_a_day = 24;

const db::Sql select_approvals(R"sql(
SELECT id, body, meeting, term, decided_on, minutes, recorded_at, recorded_by FROM policy_approvals
 WHERE association_id = $1 AND digest = $2 ORDER BY recorded_at DESC, id DESC)sql");
const db::Sql select_newest_approval(R"sql(
SELECT digest, recorded_at FROM policy_approvals WHERE association_id = $1
 ORDER BY recorded_at DESC, id DESC LIMIT 1)sql");

Approval read_approval(const db::Row& row) {
  Approval approval{.id = ApprovalId{row.string(0)},
                    .body = row.string(1),
                    .meeting = row.string(2),
                    .term = row.string(3),
                    .decided_on = Date{static_cast<int>(row.integer(4))},
                    .minutes = {},
                    .recorded_at = row.instant(6),
                    .recorded_by = row.string(7)};
  if (!row.null(5)) approval.minutes = AttachmentId{row.string(5)};
  return approval;
}

VersionState state_of(const Standing& standing, std::string_view in_force, Instant now) {
  if (standing.version.digest == in_force) return VersionState::in_force;
  for (const Instant effect : standing.effects)
    if (effect > now) return VersionState::scheduled;
  if (!standing.effects.empty()) return VersionState::superseded;
  return standing.approvals.empty() ? VersionState::draft : VersionState::approved;
}

// What the standings of several versions share.
struct Life {
  std::string in_force;
  std::vector<organisation::PolicyEffect> effects;
};

Life life_of(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  const auto version = organisation::version_in_force(tx, tenant.id, now);
  return {version ? version->digest : "", organisation::list_policy_effects(tx, tenant.id)};
}

Standing stands(db::Transaction& tx, const api::Tenant& tenant, const Life& life,
                organisation::PolicyVersion version, Instant now) {
  Standing standing{.version = std::move(version), .approvals = {}, .effects = {}};
  standing.approvals = approvals_of(tx, tenant, standing.version.digest);
  for (const auto& effect : life.effects) {
    if (effect.digest == standing.version.digest && !effect.cancelled_at)
      standing.effects.push_back(effect.effective_at);
  }
  standing.state = state_of(standing, life.in_force, now);
  return standing;
}

}  // namespace

std::string_view name_of(VersionState state) {
  static constexpr std::array<std::string_view, 5> names = {"draft", "approved", "scheduled",
                                                            "in_force", "superseded"};
  return names.at(static_cast<std::size_t>(state));
}

std::vector<Approval> approvals_of(db::Transaction& tx, const api::Tenant& tenant,
                                   std::string_view digest) {
  std::vector<Approval> approvals;
  tx.each(
      select_approvals, [&](const db::Row& row) { approvals.push_back(read_approval(row)); },
      tenant.id, digest);
  const auto pack = tenant.policy_version(digest);
  if (pack && pack->approval) {
    const auto& stated = *pack->approval;
    approvals.push_back({.id = {},
                         .body = stated.body,
                         .meeting = stated.meeting,
                         .term = stated.term,
                         .decided_on = stated.date,
                         .minutes = {},
                         .recorded_at = {},
                         .recorded_by = {}});
  }
  return approvals;
}

std::optional<Approval> latest_approval(db::Transaction& tx, const api::Tenant& tenant,
                                        std::string_view digest) {
  auto approvals = approvals_of(tx, tenant, digest);
  if (approvals.empty()) return std::nullopt;
  return std::move(approvals.front());
}

std::optional<Date> Standing::review_due(const policy::Pack& pack) const {
  const auto& every = pack.review_every;
  if (every.amount == 0) return std::nullopt;
  std::optional<Date> since;
  if (!approvals.empty()) since = approvals.front().decided_on;
  if (!since && !effects.empty()) since = riyadh_date(effects.front());
  if (!since) return std::nullopt;
  return *since + (every.unit == policy::Unit::hours ? every.amount / hours_a_day : every.amount);
}

std::optional<Date> review_due(db::Transaction& tx, const api::Tenant& tenant,
                               const policy::Pack& pack) {
  Standing standing{
      .version = {}, .approvals = approvals_of(tx, tenant, pack.digest), .effects = {}};
  for (const auto& effect : organisation::list_policy_effects(tx, tenant.id)) {
    if (effect.digest == pack.digest && !effect.cancelled_at)
      standing.effects.push_back(effect.effective_at);
  }
  return standing.review_due(pack);
}

std::vector<Standing> list_standings(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  const auto life = life_of(tx, tenant, now);
  std::vector<Standing> standings;
  for (auto& version : organisation::list_policy_versions(tx, tenant.id))
    standings.push_back(stands(tx, tenant, life, std::move(version), now));
  return standings;
}

Result<Standing> standing_of(db::Transaction& tx, const api::Tenant& tenant,
                             std::string_view digest, Instant now) {
  auto version = organisation::find_policy_version(tx, tenant.id, digest);
  if (!version) return refuse(RefusalKind::not_found, "policy.unknown");
  return stands(tx, tenant, life_of(tx, tenant, now), *std::move(version), now);
}

std::string newest_version(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  std::string newest;
  Instant approved_at;
  tx.each(
      select_newest_approval,
      [&](const db::Row& row) {
        newest = row.string(0);
        approved_at = row.instant(1);
      },
      tenant.id);
  const auto in_force = organisation::version_in_force(tx, tenant.id, now);
  if (!in_force) return newest;
  // An older one may have been put back in force after the approval.
  for (const auto& effect : organisation::list_policy_effects(tx, tenant.id)) {
    if (effect.cancelled_at || effect.effective_at > now) continue;
    return !newest.empty() && approved_at > effect.decided_at ? newest : in_force->digest;
  }
  return in_force->digest;
}

}  // namespace governance
