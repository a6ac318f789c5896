#include "governance/versions_view.h"

#include "requests/requests.h"

namespace governance {
namespace {

VersionCard card_of(db::Transaction& tx, const api::Call& call, const Standing& standing) {
  const auto& tenant = call.tenant;
  const auto& version = standing.version;
  VersionCard card{.digest = version.digest,
                   .pack = version.pack,
                   .state = std::string(name_of(standing.state)),
                   .document = {},
                   .imported_at = version.imported_at,
                   .approval = {},
                   .effective_at = {},
                   .review_due = {},
                   .circulated_at = {}};
  if (!standing.approvals.empty()) card.approval = card_of(tx, tenant, standing.approvals.front());
  if (!standing.effects.empty()) card.effective_at = standing.effects.front();
  if (const auto pack = tenant.policy_version(version.digest)) {
    card.document = pack->document;
    if (standing.state == VersionState::in_force) card.review_due = standing.review_due(*pack);
  }
  if (const auto circulation = find_circulation(tx, tenant.id, version.digest)) {
    card.circulated_at = circulation->at;
  }
  for (const auto& group : count_readers(tx, tenant.id, version.digest)) {
    card.readers += group.total;
    card.acknowledged += group.acknowledged;
  }
  card.acknowledged_by_me =
      organisation::has_acknowledged(tx, tenant.id, {call.actor.id}, version.digest);
  for (const auto& kind : requests::count_open_under(tx, tenant.id, version.digest))
    card.open_requests += kind.open;
  return card;
}

std::vector<EffectView> effects_of(db::Transaction& tx, const api::Tenant& tenant,
                                   const std::string& digest) {
  std::vector<EffectView> views;
  for (const auto& effect : organisation::list_policy_effects(tx, tenant.id)) {
    if (effect.digest != digest) continue;
    auto name = auth::staff_name(tx, *tenant.keeper, tenant.id, effect.decided_by);
    if (name.empty()) name = effect.decided_by.text;
    views.push_back({effect.effective_at, effect.decided_at, std::move(name), effect.cancelled_at});
  }
  return views;
}

}  // namespace

std::vector<KindCount> requests_under(db::Transaction& tx, const api::Tenant& tenant,
                                      const std::string& digest) {
  const auto pack = tenant.policy_version(digest);
  std::vector<KindCount> counts;
  for (const auto& one : requests::count_open_under(tx, tenant.id, digest)) {
    const auto* kind = pack ? pack->kind(one.kind) : nullptr;
    counts.push_back({one.kind, kind == nullptr ? policy::Text{} : kind->title, one.open});
  }
  return counts;
}

Result<VersionList> list_versions(db::Transaction& tx, const api::Call& call) {
  VersionList list;
  for (const auto& standing : list_standings(tx, call.tenant, call.now))
    list.items.push_back(card_of(tx, call, standing));
  const auto newest = newest_version(tx, call.tenant, call.now);
  if (!newest.empty()) list.newest = newest;
  return list;
}

Result<VersionView> version_view(db::Transaction& tx, const api::Call& call,
                                 const std::string& digest) {
  const auto standing = TRY(standing_of(tx, call.tenant, digest, call.now));
  VersionView view;
  static_cast<VersionCard&>(view) = card_of(tx, call, standing);
  for (const auto& approval : standing.approvals)
    view.approvals.push_back(card_of(tx, call.tenant, approval));
  view.effects = effects_of(tx, call.tenant, digest);
  view.kept_by = requests_under(tx, call.tenant, digest);
  view.readable = TRY(readable_version(tx, call.tenant, digest, call.now));
  return view;
}

Result<VersionView> read_version(db::Transaction& tx, const api::Call& call) {
  return version_view(tx, call, call.param("digest"));
}

Result<VersionFiles> read_version_files(db::Transaction& tx, const api::Call& call) {
  const auto digest = call.param("digest");
  auto files = organisation::version_files(tx, call.tenant.id, digest);
  if (!files) return refuse(RefusalKind::not_found, "policy.unknown");
  return VersionFiles{digest, *std::move(files)};
}

void complete_policy_view(db::Transaction& tx, const api::Call& call,
                          organisation::PolicyView& view) {
  const auto standing = standing_of(tx, call.tenant, view.digest, call.now);
  const auto pack = call.tenant.policy_version(view.digest);
  if (!standing || !pack || standing->approvals.empty()) return;
  const auto& approval = standing->approvals.front();
  view.approval = {approval.body, approval.meeting, approval.term, {}};
  if (approval.decided_on) view.approval->date = iso(*approval.decided_on);
  if (const auto due = standing->review_due(*pack)) view.review_due = iso(*due);
}

}  // namespace governance
