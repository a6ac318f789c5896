#include "governance/minutes.h"

namespace governance {

PartyId association_owner(const AssociationId& association) {
  return {association.text};
}

namespace {

MinutesView view_of(const files::Attachment& file) {
  return {file.id, file.name, file.type, file.bytes, file.digest};
}

}  // namespace

Result<MinutesView> upload_minutes(db::Transaction& tx, const api::Call& call,
                                   const files::Inspected& inspected, const std::string& spool) {
  auto& keeper = *call.tenant.keeper;
  const auto owner = association_owner(call.tenant.id);
  if (!keeper.party_key(tx, owner)) keeper.create_party_key(tx, owner, call.now);
  const auto stored =
      TRY(files::store(tx, keeper, call.tenant.id, owner, call.now, inspected, spool));
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::policy_approve),
                call.now, {.action = "policy.minutes_uploaded", .object = stored.id.text});
  return view_of(stored);
}

Result<Done> attach_minutes(db::Transaction& tx, const api::Call& call, const AttachmentId& id) {
  const auto found = files::find(tx, *call.tenant.keeper, call.tenant.id, id);
  if (!found || found->owner != association_owner(call.tenant.id) || found->attached) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.minutes_unknown", .field = "/minutes"});
  }
  files::mark_attached(tx, call.tenant.id, id);
  return Done{};
}

std::optional<MinutesView> find_minutes(db::Transaction& tx, const api::Tenant& tenant,
                                        const AttachmentId& id) {
  const auto found = files::find(tx, *tenant.keeper, tenant.id, id);
  if (!found) return std::nullopt;
  return view_of(*found);
}

const db::Sql select_minutes(R"sql(
SELECT 1 FROM policy_approvals WHERE association_id = $1 AND minutes = $2)sql");

Result<http::Response> read_minutes(db::Transaction& tx, const api::Call& call,
                                    api::Opening& opening) {
  const auto id = call.id<AttachmentId>("attachment");
  const bool is_minutes = tx.each(
                              select_minutes, [](const db::Row&) {}, call.tenant.id, id) > 0;
  const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, id);
  if (!is_minutes || !file) return refuse(RefusalKind::not_found, "attachment.unknown");
  opening.entry = {.action = "attachment.opened", .object = id.text};
  auto content = TRY(files::read(tx, *call.tenant.keeper, call.tenant.id, id));
  return http::download(std::move(content), file->type, file->name);
}

}  // namespace governance
