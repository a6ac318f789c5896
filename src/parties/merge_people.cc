#include "parties/merge_people.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "parties/add_phone.h"
#include "parties/merge_record.h"
#include "parties/name_index.h"
#include "parties/party_rows.h"
#include "parties/possible_duplicates.h"
#include "parties/sealed_value.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"

namespace parties {

const db::Sql join_merged(R"sql(
UPDATE parties SET joined_to = $3 WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_value_rows(R"sql(
SELECT field, version, sealed, source, given_by, given_at, verified_at, verified_by
  FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND is_current = 1 ORDER BY field)sql");
const db::Sql select_phone_rows(R"sql(
SELECT phone_index FROM party_phones WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql select_number_rows(R"sql(
SELECT number_index FROM party_identities WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql select_last_consents(R"sql(
SELECT purpose, MAX(seq) FROM consents WHERE association_id = $1 AND party_id = $2
 GROUP BY purpose ORDER BY purpose)sql");
const db::Sql insert_merge(R"sql(
INSERT INTO party_merges (association_id, id, kept_id, merged_id, merged_at, merged_by, record)
VALUES ($1, $2, $3, $4, $5, $6, $7))sql");

namespace {

Refusal numbers_differ(std::string_view type) {
  return refuse(RefusalKind::rule_not_met, Obstacle{.code = "merge.numbers_differ",
                                                    .field = "/merged",
                                                    .clause = "H2",
                                                    .parameters = {{"type", std::string(type)}}});
}

// Two valid national or residence numbers are two people, whatever else agrees.
Result<Done> check_numbers(db::Transaction& tx, const api::Tenant& tenant, const PartyId& kept,
                           const PartyId& merged) {
  const auto theirs = rows::identities_of(tx, tenant, merged);
  for (const auto& one : rows::identities_of(tx, tenant, kept)) {
    if (one.type != "NAT" && one.type != "IQA") continue;
    for (const auto& other : theirs) {
      if (other.type == one.type && other.number != one.number) return numbers_differ(one.type);
    }
  }
  return Done{};
}

Result<Done> check_choices(const PartyId& kept, const MergePeople& body,
                           const std::map<std::string, StoredValue>& theirs) {
  for (std::size_t i = 0; i < body.values.size(); ++i) {
    const auto& chosen = body.values[i];
    const bool known =
        chosen.from == kept || (chosen.from == body.merged && theirs.contains(chosen.field));
    if (known) continue;
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "merge.value_unknown", .field = "/values/" + std::to_string(i)});
  }
  return Done{};
}

std::map<std::string, std::int64_t> last_consents(db::Transaction& tx,
                                                  const AssociationId& association,
                                                  const PartyId& party) {
  std::map<std::string, std::int64_t> last;
  tx.each(
      select_last_consents,
      [&](const db::Row& row) { last.emplace(row.string(0), row.integer(1)); }, association, party);
  return last;
}

std::vector<std::string> indexes(db::Transaction& tx, const db::Sql& sql,
                                 const AssociationId& association, const PartyId& party) {
  std::vector<std::string> found;
  tx.each(
      sql, [&](const db::Row& row) { found.push_back(row.bytes(0)); }, association, party);
  std::ranges::sort(found);
  return found;
}

// Each step does a part of the merge and notes it.
class Merge {
 public:
  Merge(db::Transaction& tx, const api::Call& call, const Hooks& hooks, const Party& kept,
        const Party& merged)
      : tx_(tx), call_(call), tenant_(call.tenant), hooks_(hooks), kept_(kept), merged_(merged) {}

  void values(const std::vector<ChosenValue>& chosen) {
    const auto mine = current_values(tx_, tenant_, kept_.id);
    for (const auto& one_of_theirs : current_values(tx_, tenant_, merged_.id)) {
      const auto& field = one_of_theirs.first;
      const auto& theirs = one_of_theirs.second;
      const bool wanted = std::ranges::any_of(chosen, [&](const ChosenValue& one) {
        return one.field == field && one.from == merged_.id;
      });
      if (mine.contains(field) && !wanted) continue;
      MovedValue moved{field, current_version(tx_, tenant_.id, kept_.id, field), 0};
      const auto given = given_before(field, theirs);
      if (!put_value(tx_, tenant_, kept_.id, given, theirs.at)) continue;
      moved.after = current_version(tx_, tenant_.id, kept_.id, field);
      if (moved.after != moved.before) record_.values.push_back(std::move(moved));
    }
  }
  void phones() {
    const auto mine = indexes(tx_, select_phone_rows, tenant_.id, kept_.id);
    for (const auto& phone : rows::phones_of(tx_, tenant_, merged_.id)) {
      const auto index = tenant_.keeper->fast_index("phone", phone.number);
      if (std::ranges::find(mine, index) != mine.end()) continue;
      bind_phone(tx_, tenant_, kept_.id, {phone.number, phone.verified_at, call_.actor.id},
                 call_.now);
      record_.phones.push_back(hex(index));
    }
  }
  void identities() {
    for (const auto& index : indexes(tx_, select_number_rows, tenant_.id, merged_.id)) {
      if (rows::move_identity(tx_, tenant_, index, merged_.id, kept_.id))
        record_.identities.push_back(hex(index));
    }
  }
  void roles_and_consents() {
    const auto mine = roles_of(tx_, tenant_.id, kept_.id);
    for (const auto& role : roles_of(tx_, tenant_.id, merged_.id)) {
      if (std::ranges::find(mine, role) == mine.end()) record_.roles.push_back(role);
    }
    const auto before = last_consents(tx_, tenant_.id, kept_.id);
    rows::copy_roles_and_consents(tx_, tenant_.id, merged_.id, kept_.id);
    for (const auto& [purpose, until] : last_consents(tx_, tenant_.id, kept_.id)) {
      const auto known = before.find(purpose);
      const std::int64_t after = known == before.end() ? 0 : known->second;
      if (until > after) record_.consents.push_back({purpose, after, until});
    }
  }
  void requests() {
    record_.class_before = name_of(kept_.confidentiality);
    if (!hooks_.repoint_requests) return;
    auto moved = hooks_.repoint_requests(tx_, call_, merged_.id, kept_.id);
    record_.as_beneficiary = std::move(moved.as_beneficiary);
    record_.as_applicant = std::move(moved.as_applicant);
  }
  void join() {
    set_class(tx_, tenant_.id, kept_.id, std::max(kept_.confidentiality, merged_.confidentiality));
    for (const auto& file : files_of(tx_, tenant_.id, merged_.id))
      if (file != merged_.id) record_.joined.push_back(file.text);
    for (const auto& id : record_.joined) tx_.execute(join_merged, tenant_.id, id, kept_.id);
    tx_.execute(join_merged, tenant_.id, merged_.id, kept_.id);
    if (tenant_.people)
      tx_.after_commit([people = tenant_.people, id = merged_.id] { people->remove(id); });
    tx_.tell(std::string(person_news) + merged_.id.text);
  }
  std::string keep() {
    auto id = kernel::new_id<PartyId>(call_.now).text;
    tx_.execute(insert_merge, tenant_.id, id, kept_.id, merged_.id, call_.now, call_.actor.id,
                json::write(record_));
    return id;
  }

 private:
  static Given given_before(const std::string& field, const StoredValue& theirs) {
    Given given{.field = field,
                .value = theirs.value,
                .by = theirs.by,
                .verified_at = theirs.verified_at,
                .reason = theirs.reason};
    given.source = source_named(theirs.source);
    return given;
  }

  db::Transaction& tx_;
  const api::Call& call_;
  const api::Tenant& tenant_;
  const Hooks& hooks_;
  const Party& kept_;
  const Party& merged_;
  MergeRecord record_;
};

}  // namespace

Result<PersonFile> merge_people(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                const PartyId& kept_id, const MergePeople& body) {
  const auto& tenant = call.tenant;
  rows::serialize_register(tx);
  const auto kept = TRY(party_for(tx, call, hooks, auth::Action::duplicate_judge, kept_id));
  const auto merged = TRY(party_for(tx, call, hooks, auth::Action::duplicate_judge, body.merged));
  if (kept.kind != PartyKind::party || merged.kind != PartyKind::party) return auth::not_found();
  if (kept.id == merged.id) return refuse(RefusalKind::conflict, "merge.same_person");
  if (is_judged_distinct(tx, tenant.id, kept.id, merged.id))
    return refuse(RefusalKind::conflict, "merge.judged_distinct");
  if (merged.died && !kept.died) return refuse(RefusalKind::conflict, "merge.died");
  TRY(check_numbers(tx, tenant, kept.id, merged.id));
  TRY(check_choices(kept.id, body, current_values(tx, tenant, merged.id)));
  decide_pair(tx, call, kept.id, merged.id, "merged", compare_now(tx, tenant, kept.id, merged.id));
  Merge merge(tx, call, hooks, kept, merged);
  merge.values(body.values);
  merge.phones();
  merge.identities();
  merge.roles_and_consents();
  merge.requests();
  merge.join();
  const auto id = merge.keep();
  const auto who = auth::who_of(call.actor, auth::Action::duplicate_judge);
  for (const auto& party : {kept.id, merged.id}) {
    audit::record(tx, tenant.id, who, call.now,
                  {.action = "party.merged", .object = id, .party = party.text});
  }
  return view_person(tx, call, hooks, *find_party(tx, tenant.id, kept.id));
}

}  // namespace parties
