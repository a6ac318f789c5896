#include "organisation/policy_versions.h"

namespace organisation {
namespace {

constexpr std::int64_t backdated_ms_max = day_ms;

const db::Sql select_version(R"sql(
  SELECT pack, imported_at,
    (SELECT MAX(effective_at) FROM policy_effects e
     WHERE e.association_id = v.association_id AND e.digest = v.digest
       AND e.cancelled_at IS NULL), stated_approval
  FROM policy_versions v WHERE association_id = $1 AND digest = $2)sql");

}  // namespace

std::optional<PolicyVersion> find_policy_version(db::Transaction& tx,
                                                 const AssociationId& association,
                                                 std::string_view digest) {
  return tx.one(
      select_version,
      [&](const db::Row& row) {
        PolicyVersion version{.digest = std::string(digest),
                              .pack = row.string(0),
                              .imported_at = row.instant(1),
                              .effective_at = {},
                              .stated_approval = {}};
        if (!row.null(2)) version.effective_at = row.instant(2);
        if (!row.null(3)) version.stated_approval = Date{static_cast<int>(row.integer(3))};
        return version;
      },
      association, digest);
}

namespace {

const db::Sql insert_version(R"sql(
  INSERT INTO policy_versions (association_id, digest, pack, files, imported_at, imported_by,
    stated_approval)
  VALUES ($1, $2, $3, $4, $5, $6, $7))sql");

const db::Sql insert_effect(R"sql(
  INSERT INTO policy_effects (association_id, effective_at, decided_at, digest, decided_by)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (association_id, effective_at, decided_at) DO UPDATE SET
    digest = $4, decided_by = $5)sql");

std::string digest_detail(std::string_view digest) {
  return "{\"digest\":\"" + std::string(digest) + "\"}";
}

}  // namespace

Imported import_policy(db::Transaction& tx, const AssociationId& association, const audit::Who& by,
                       const policy::Files& files, Instant now) {
  const auto parsed = policy::parse(files);
  if (!parsed.pack || !parsed.problems.empty()) return {.version = {}, .problems = parsed.problems};
  const auto encoded = encode_files(files);
  const auto digest = digest_of(encoded);
  if (auto known = find_policy_version(tx, association, digest))
    return {.version = std::move(known), .problems = {}};
  std::optional<int> stated;
  if (const auto& approval = parsed.pack->approval; approval && approval->date)
    stated = approval->date->days;
  tx.execute(insert_version, association, digest, parsed.pack->id, db::Bytes{encoded}, now, by.id,
             stated);
  audit::record(tx, association, by, now, {.action = "policy.imported", .object = digest});
  return {.version = find_policy_version(tx, association, digest), .problems = {}};
}

namespace {

// Other programs on the same database hear of it (Directory listens).
void policy_changes(db::Transaction& tx, const api::Tenant& tenant) {
  if (tenant.policy_changed) tx.after_commit(tenant.policy_changed);
  tx.tell(policy_news);
}

}  // namespace

Result<PolicyVersion> put_in_force(db::Transaction& tx, api::Tenant& tenant, const audit::Who& by,
                                   std::string_view digest, Instant effective_at, Instant now) {
  const auto known = find_policy_version(tx, tenant.id, digest);
  if (!known) return refuse(RefusalKind::not_found, "policy.unknown");
  if (effective_at < now - backdated_ms_max) {
    return refuse(RefusalKind::rule_not_met, "policy.backdated");
  }
  if (known->stated_approval && riyadh_date(effective_at) < *known->stated_approval) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.force_before_approval",
                           .clause = "F6",
                           .parameters = {{"approved_on", iso(*known->stated_approval)}}});
  }
  tx.execute(insert_effect, tenant.id, effective_at, now, digest, by.id);
  audit::record(tx, tenant.id, by, now,
                {.action = "policy.put_in_force",
                 .object = std::string(digest),
                 .detail = "{\"effective_at\":\"" + iso(effective_at) + "\"}"});
  policy_changes(tx, tenant);
  auto version = find_policy_version(tx, tenant.id, digest);
  return std::move(*version);
}

const db::Sql update_cancelled(R"sql(
  UPDATE policy_effects SET cancelled_at = $3, cancelled_by = $4
  WHERE association_id = $1 AND digest = $2 AND effective_at > $3 AND cancelled_at IS NULL)sql");

Result<Done> cancel_force(db::Transaction& tx, api::Tenant& tenant, const audit::Who& by,
                          std::string_view digest, Instant now) {
  if (tx.execute(update_cancelled, tenant.id, digest, now, by.id) == 0) {
    return refuse(RefusalKind::conflict, "policy.not_scheduled");
  }
  audit::record(tx, tenant.id, by, now,
                {.action = "policy.force_cancelled", .object = std::string(digest)});
  policy_changes(tx, tenant);
  return Done{};
}

const db::Sql select_effects(R"sql(
  SELECT digest, effective_at, decided_at, decided_by, cancelled_at FROM policy_effects
  WHERE association_id = $1 ORDER BY effective_at DESC, decided_at DESC)sql");

std::vector<PolicyEffect> list_policy_effects(db::Transaction& tx,
                                              const AssociationId& association) {
  std::vector<PolicyEffect> effects;
  tx.each(
      select_effects,
      [&](const db::Row& row) {
        effects.push_back({.digest = row.string(0),
                           .effective_at = row.instant(1),
                           .decided_at = row.instant(2),
                           .decided_by = {row.string(3)},
                           .cancelled_at = {}});
        if (!row.null(4)) effects.back().cancelled_at = row.instant(4);
      },
      association);
  return effects;
}

const db::Sql select_digests(R"sql(
  SELECT digest FROM policy_versions WHERE association_id = $1
  ORDER BY imported_at DESC, digest)sql");

std::vector<PolicyVersion> list_policy_versions(db::Transaction& tx,
                                                const AssociationId& association) {
  std::vector<std::string> digests;
  tx.each(
      select_digests, [&](const db::Row& row) { digests.push_back(row.string(0)); }, association);
  std::vector<PolicyVersion> versions;
  for (const auto& digest : digests) {
    if (auto version = find_policy_version(tx, association, digest))
      versions.push_back(std::move(*version));
  }
  return versions;
}

const db::Sql select_in_force(R"sql(
  SELECT digest, effective_at FROM policy_effects
  WHERE association_id = $1 AND effective_at <= $2 AND cancelled_at IS NULL
  ORDER BY effective_at DESC, decided_at DESC LIMIT 1)sql");

std::optional<PolicyVersion> version_in_force(db::Transaction& tx, const AssociationId& association,
                                              Instant now) {
  struct Effect {
    std::string digest;
    Instant from;
  };
  const auto effect = tx.one(
      select_in_force,
      [](const db::Row& row) {
        return Effect{row.string(0), row.instant(1)};
      },
      association, now);
  if (!effect) return std::nullopt;
  auto version = find_policy_version(tx, association, effect->digest);
  if (version) version->effective_at = effect->from;
  return version;
}

const db::Sql insert_acknowledgement(R"sql(
  INSERT INTO policy_acknowledgements (association_id, digest, staff_id, at)
  VALUES ($1, $2, $3, $4) ON CONFLICT (association_id, digest, staff_id) DO NOTHING)sql");

Result<Done> acknowledge(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor,
                         std::string_view digest, Instant now) {
  const auto version = version_in_force(tx, tenant.id, now);
  if (!version || version->digest != digest) {
    return refuse(RefusalKind::conflict,
                  Obstacle{.code = "policy.not_in_force", .field = "/digest"});
  }
  record_acknowledgement(tx, tenant, actor, digest, now);
  return Done{};
}

void record_acknowledgement(db::Transaction& tx, const api::Tenant& tenant,
                            const auth::Actor& actor, std::string_view digest, Instant now) {
  if (tx.execute(insert_acknowledgement, tenant.id, digest, actor.id, now) == 0) return;
  audit::record(
      tx, tenant.id, auth::who_of(actor, auth::Action::policy_read), now,
      {.action = "policy.acknowledged", .object = actor.id, .detail = digest_detail(digest)});
}

const db::Sql select_acknowledgements(R"sql(
  SELECT staff_id, at FROM policy_acknowledgements
  WHERE association_id = $1 AND digest = $2)sql");

std::map<StaffId, Instant> acknowledgements_of(db::Transaction& tx,
                                               const AssociationId& association,
                                               std::string_view digest) {
  std::map<StaffId, Instant> acknowledged;
  tx.each(
      select_acknowledgements,
      [&](const db::Row& row) { acknowledged[{row.string(0)}] = row.instant(1); }, association,
      digest);
  return acknowledged;
}

const db::Sql select_acknowledgement(R"sql(
  SELECT at FROM policy_acknowledgements
  WHERE association_id = $1 AND digest = $2 AND staff_id = $3)sql");

bool has_acknowledged(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                      std::string_view digest) {
  return tx
      .one(
          select_acknowledgement, [](const db::Row& row) { return row.integer(0); }, association,
          digest, staff)
      .has_value();
}

}  // namespace organisation
