#include "governance/policy_links.h"

#include "governance/circulation.h"
#include "governance/lines.h"

namespace governance {
namespace {

constexpr std::int64_t valid_ms = 30 * day_ms;

const db::Sql insert_link(R"sql(
INSERT INTO contractor_links (association_id, token_index, contractor_id, digest, created_at,
       expires_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, NULL))sql");
const db::Sql end_older(R"sql(
UPDATE contractor_links SET ended_at = $4
 WHERE association_id = $1 AND contractor_id = $2 AND digest = $3 AND ended_at IS NULL)sql");
const db::Sql end_all(R"sql(
UPDATE contractor_links SET ended_at = $3
 WHERE association_id = $1 AND contractor_id = $2 AND ended_at IS NULL)sql");
const db::Sql select_link(R"sql(
SELECT contractor_id, digest FROM contractor_links
 WHERE association_id = $1 AND token_index = $2 AND ended_at IS NULL AND expires_at > $3)sql");

struct Opened {
  ContractorView contractor;
  std::string digest;
};

Result<Opened> open_link(db::Transaction& tx, const api::Call& call, const std::string& token) {
  const auto& tenant = call.tenant;
  const auto index = tenant.keeper->fast_index("policy_link", token);
  auto opened = tx.one(
      select_link,
      [&](const db::Row& row) {
        return std::pair<ContractorId, std::string>{{row.string(0)}, row.string(1)};
      },
      tenant.id, db::Bytes{index}, call.now);
  std::optional<ContractorView> contractor;
  if (opened) contractor = find_contractor(tx, tenant, opened->first);
  if (!contractor || contractor->state != "active") {
    return refuse(RefusalKind::not_found, "policy.link_ended");
  }
  return Opened{*std::move(contractor), std::move(opened->second)};
}

Result<LinkReading> reading_of(db::Transaction& tx, const api::Call& call, const Opened& opened) {
  LinkReading reading{.purpose = opened.contractor.purpose, .version = {}, .acknowledged_at = {}};
  reading.version = TRY(readable_version(tx, call.tenant, opened.digest, call.now));
  reading.acknowledged_at = outside_acknowledgement(tx, call.tenant.id, opened.digest,
                                                    Outside::contractor, opened.contractor.id.text);
  return reading;
}

}  // namespace

std::string issue_link(db::Transaction& tx, const api::Tenant& tenant, const ContractorId& id,
                       std::string_view digest, Instant now) {
  tx.execute(end_older, tenant.id, id, digest, now);
  auto token = kernel::random_text();
  const auto index = tenant.keeper->fast_index("policy_link", token);
  tx.execute(insert_link, tenant.id, db::Bytes{index}, id, digest, now, now + valid_ms);
  return token;
}

void end_links(db::Transaction& tx, const AssociationId& association, const ContractorId& id,
               Instant now) {
  tx.execute(end_all, association, id, now);
}

Result<NewLink> renew_link(db::Transaction& tx, const api::Call& call, const VersionNamed& body,
                           const std::string& public_address) {
  const auto contractor = find_contractor(tx, call.tenant, call.id<ContractorId>("id"));
  if (!contractor) return auth::not_found();
  if (contractor->state != "active") return refuse(RefusalKind::conflict, "contractor.ended");
  if (!find_circulation(tx, call.tenant.id, body.digest)) {
    return refuse(RefusalKind::rule_not_met, "policy.not_circulated");
  }
  const auto token = issue_link(tx, call.tenant, contractor->id, body.digest, call.now);
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::policy_manage), call.now,
                {.action = "contractor.link_renewed", .object = contractor->id.text});
  return NewLink{public_address + "/" + call.tenant.slug + "/acknowledgement#" + token,
                 call.now + valid_ms};
}

Result<LinkReading> read_by_link(db::Transaction& tx, const api::Call& call,
                                 const LinkToken& body) {
  const auto opened = TRY(open_link(tx, call, body.token));
  return reading_of(tx, call, opened);
}

Result<LinkReading> acknowledge_by_link(db::Transaction& tx, const api::Call& call,
                                        const LinkAcknowledgement& body) {
  const auto opened = TRY(open_link(tx, call, body.token));
  const auto name = TRY(clean_line(body.name, "/name"));
  const audit::Who who{.kind = "contractor", .id = opened.contractor.id.text};
  acknowledge_outside(tx, call.tenant,
                      {.digest = opened.digest,
                       .kind = Outside::contractor,
                       .id = opened.contractor.id.text,
                       .name = name},
                      who, call.now);
  return reading_of(tx, call, opened);
}

}  // namespace governance
