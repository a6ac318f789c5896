#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/merge_people.h"
#include "parties/merge_record.h"
#include "parties/name_index.h"
#include "parties/party_rows.h"
#include "parties/possible_duplicates.h"
#include "parties/sealed_value.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"

namespace parties {

const db::Sql select_merge(R"sql(
SELECT kept_id, merged_id, record, undone_at FROM party_merges
 WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_later_merge(R"sql(
SELECT COUNT(*) FROM party_merges
 WHERE association_id = $1 AND kept_id = $2 AND id > $3 AND undone_at IS NULL)sql");
const db::Sql select_merges(R"sql(
SELECT id, merged_id, merged_at, merged_by FROM party_merges
 WHERE association_id = $1 AND kept_id = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT $3)sql");
const db::Sql end_merge(R"sql(
UPDATE party_merges SET undone_at = $3, undone_by = $4, sealed_reason = $5
 WHERE association_id = $1 AND id = $2)sql");
const db::Sql part_merged(R"sql(
UPDATE parties SET joined_to = $3 WHERE association_id = $1 AND id = $2 AND joined_to = $4)sql");
const db::Sql stand_alone(R"sql(
UPDATE parties SET joined_to = NULL WHERE association_id = $1 AND id = $2)sql");
const db::Sql delete_phone(R"sql(
DELETE FROM party_phones
 WHERE association_id = $1 AND party_id = $2 AND phone_index = $3)sql");
const db::Sql delete_role(R"sql(
DELETE FROM party_roles WHERE association_id = $1 AND party_id = $2 AND role = $3)sql");
const db::Sql delete_consents(R"sql(
DELETE FROM consents WHERE association_id = $1 AND party_id = $2 AND purpose = $3
   AND seq > $4 AND seq <= $5)sql");

namespace {

constexpr int merges_shown_max = 20;

struct StoredMerge {
  PartyId kept, merged;
  MergeRecord record;
  bool undone = false;
};

std::optional<StoredMerge> find_merge(db::Transaction& tx, const AssociationId& association,
                                      const std::string& id) {
  return tx.one(
      select_merge,
      [](const db::Row& row) {
        return StoredMerge{.kept = {row.string(0)},
                           .merged = {row.string(1)},
                           .record = json::read<MergeRecord>(row.text(2)).value(),
                           .undone = !row.null(3)};
      },
      association, id);
}

void put_back(db::Transaction& tx, const api::Tenant& tenant, const StoredMerge& merge) {
  const auto& record = merge.record;
  for (const auto& value : record.values) {
    const bool is_changed = current_version(tx, tenant.id, merge.kept, value.field) != value.after;
    if (!is_changed) make_current(tx, tenant, merge.kept, value.field, value.before);
  }
  for (const auto& index : record.phones)
    tx.execute(delete_phone, tenant.id, merge.kept, db::Bytes{unhex(index)});
  for (const auto& index : record.identities)
    rows::move_identity(tx, tenant, unhex(index), merge.kept, merge.merged);
  for (const auto& role : record.roles) tx.execute(delete_role, tenant.id, merge.kept, role);
  for (const auto& copied : record.consents) {
    tx.execute(delete_consents, tenant.id, merge.kept, copied.purpose, copied.after, copied.until);
  }
}

void part(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
          const StoredMerge& merge) {
  const auto& tenant = call.tenant;
  Class left = Class::ordinary;
  if (hooks.point_requests_back) {
    left = hooks.point_requests_back(tx, call,
                                     {merge.record.as_beneficiary, merge.record.as_applicant},
                                     merge.merged, merge.kept);
  }
  set_class(tx, tenant.id, merge.kept,
            std::max(left, class_named(merge.record.class_before).value_or(Class::ordinary)));
  for (const auto& id : merge.record.joined)
    tx.execute(part_merged, tenant.id, id, merge.merged, merge.kept);
  tx.execute(stand_alone, tenant.id, merge.merged);
  const auto name = current_version(tx, tenant.id, merge.merged, "full_name");
  if (name > 0) make_current(tx, tenant, merge.merged, "full_name", name);  // found again
}

Result<Done> check_undoing(db::Transaction& tx, const api::Call& call, const std::string& id,
                           const StoredMerge& merge, const UndoMerge& body) {
  if (merge.undone) return refuse(RefusalKind::conflict, "merge.undone");
  const auto later = tx.one(
      select_later_merge, [](const db::Row& row) { return row.integer(0); }, call.tenant.id,
      merge.kept, id);
  const bool is_kept_still = current_party(tx, call.tenant.id, merge.kept) == merge.kept;
  if (later.value_or(0) > 0 || !is_kept_still)
    return refuse(RefusalKind::conflict, "merge.not_the_last");
  if (!call.tenant.keeper->party_key(tx, merge.merged) ||
      !call.tenant.keeper->party_key(tx, merge.kept))
    return refuse(RefusalKind::conflict, "merge.erased");
  const auto reason = trim(body.reason);
  if (reason.empty() || length(reason) > limits::text_characters_max || has_control(reason) ||
      has_bidi_control(reason))
    return refuse(RefusalKind::invalid, Obstacle{.code = "merge.reason", .field = "/reason"});
  return Done{};
}

}  // namespace

std::vector<MergeView> merges_of(db::Transaction& tx, const api::Call& call,
                                 organisation::StaffNames& names, const PartyId& party) {
  std::vector<MergeView> merges;
  std::vector<std::string> by;
  tx.each(
      select_merges,
      [&](const db::Row& row) {
        merges.push_back({row.string(0), {row.string(1)}, row.instant(2), {}});
        by.push_back(row.string(3));
      },
      call.tenant.id, party, merges_shown_max);
  for (std::size_t i = 0; i < merges.size(); ++i) {
    auto name = names.of(by[i]);
    if (!name.empty()) merges[i].by = std::move(name);
  }
  return merges;
}

Result<PersonFile> undo_merge(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const std::string& id, const UndoMerge& body) {
  const auto& tenant = call.tenant;
  rows::serialize_register(tx);
  const auto merge = find_merge(tx, tenant.id, id);
  TRY(party_for(tx, call, hooks, auth::Action::duplicate_judge, merge ? merge->kept : PartyId{}));
  TRY(check_undoing(tx, call, id, *merge, body));
  put_back(tx, tenant, *merge);
  part(tx, call, hooks, *merge);
  const auto sealed = tenant.keeper->party_key(tx, merge->kept)
                          ->close(trim(body.reason), "party_merges/" + id + "/reason");
  tx.execute(end_merge, tenant.id, id, call.now, call.actor.id, db::Bytes{sealed});
  decide_pair(tx, call, merge->kept, merge->merged, "open",
              compare_now(tx, tenant, merge->kept, merge->merged));
  const auto who = auth::who_of(call.actor, auth::Action::duplicate_judge);
  for (const auto& party : {merge->kept, merge->merged}) {
    audit::record(tx, tenant.id, who, call.now,
                  {.action = "party.merge_undone", .object = id, .party = party.text});
  }
  return view_person(tx, call, hooks, *find_party(tx, tenant.id, merge->kept));
}

}  // namespace parties
