#include "organisation/policy_versions.h"

namespace organisation {
namespace {

constexpr std::int64_t backdated_ms_max = day_ms;

const db::Sql select_version(R"sql(
  SELECT pack, imported_at,
    (SELECT MAX(effective_at) FROM policy_effects e
     WHERE e.association_id = v.association_id AND e.digest = v.digest)
  FROM policy_versions v WHERE association_id = $1 AND digest = $2)sql");

std::optional<PolicyVersion> find(db::Transaction& tx, const AssociationId& association,
                                  std::string_view digest) {
  return tx.one(
      select_version,
      [&](const db::Row& row) {
        PolicyVersion version{.digest = std::string(digest),
                              .pack = row.string(0),
                              .imported_at = row.instant(1),
                              .effective_at = {}};
        if (!row.null(2)) version.effective_at = row.instant(2);
        return version;
      },
      association, digest);
}

const db::Sql insert_version(R"sql(
  INSERT INTO policy_versions (association_id, digest, pack, files, imported_at, imported_by)
  VALUES ($1, $2, $3, $4, $5, $6))sql");

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
  if (auto known = find(tx, association, digest))
    return {.version = std::move(known), .problems = {}};
  tx.execute(insert_version, association, digest, parsed.pack->id, db::Bytes{encoded}, now, by.id);
  audit::record(tx, association, by, now, {.action = "policy.imported", .object = digest});
  return {.version = find(tx, association, digest), .problems = {}};
}

Result<PolicyVersion> put_in_force(db::Transaction& tx, api::Tenant& tenant, const audit::Who& by,
                                   std::string_view digest, Instant effective_at, Instant now) {
  if (!find(tx, tenant.id, digest)) {
    return refuse(RefusalKind::not_found, "policy.unknown");
  }
  if (effective_at < now - backdated_ms_max) {
    return refuse(RefusalKind::rule_not_met, "policy.backdated");
  }
  tx.execute(insert_effect, tenant.id, effective_at, now, digest, by.id);
  audit::record(tx, tenant.id, by, now,
                {.action = "policy.put_in_force",
                 .object = std::string(digest),
                 .detail = "{\"effective_at\":\"" + iso(effective_at) + "\"}"});
  if (tenant.policy_changed) tx.after_commit(tenant.policy_changed);
  auto version = find(tx, tenant.id, digest);
  return std::move(*version);
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
    if (auto version = find(tx, association, digest)) versions.push_back(std::move(*version));
  }
  return versions;
}

const db::Sql select_in_force(R"sql(
  SELECT digest, effective_at FROM policy_effects
  WHERE association_id = $1 AND effective_at <= $2
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
  auto version = find(tx, association, effect->digest);
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
  if (tx.execute(insert_acknowledgement, tenant.id, digest, actor.id, now) == 1) {
    audit::record(
        tx, tenant.id, auth::who_of(actor, auth::Action::policy_read), now,
        {.action = "policy.acknowledged", .object = actor.id, .detail = digest_detail(digest)});
  }
  return Done{};
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
