#include "parties/household.h"

#include <algorithm>

#include "organisation/organisation.h"
#include "parties/party_rows.h"
#include "platform/kernel/kernel.h"

namespace parties {

const std::vector<std::string>& relation_names() {
  static const std::vector<std::string> names = {"head",    "spouse",   "child", "parent",
                                                 "sibling", "relative", "other"};
  return names;
}

const db::Sql select_membership(R"sql(
SELECT id, household_id, party_id, relation, since, recorded_by FROM household_members
 WHERE association_id = $1 AND party_id = $2 AND left_at IS NULL)sql");
const db::Sql select_members(R"sql(
SELECT id, household_id, party_id, relation, since, recorded_by FROM household_members
 WHERE association_id = $1 AND household_id = $2 AND left_at IS NULL
 ORDER BY since, party_id)sql");
const db::Sql insert_member(R"sql(
INSERT INTO household_members (association_id, id, household_id, party_id, relation, since,
       recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7))sql");
const db::Sql end_membership(R"sql(
UPDATE household_members SET left_at = $3, left_by = $4
 WHERE association_id = $1 AND id = $2 AND left_at IS NULL)sql");
const db::Sql delete_memberships(R"sql(
DELETE FROM household_members WHERE association_id = $1 AND party_id = $2)sql");

namespace {

struct Row {
  std::string id, household;
  PartyId party;  // as written; a merge may have made it part of another since
  std::string relation;
  Instant since;
  std::string by;
};

Row row_of(const db::Row& row) {
  return {row.string(0), row.string(1),  {row.string(2)},
          row.string(3), row.instant(4), row.string(5)};
}

Refusal refused(std::string code, std::string field = "") {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

// A merge moves nothing here, so that undoing it needs nothing either: a person lives where the
// first of their files says.
std::optional<Row> membership_of(db::Transaction& tx, const AssociationId& association,
                                 const PartyId& party) {
  std::optional<Row> found;
  const auto look = [&](const PartyId& file) {
    if (found) return;
    tx.each(
        select_membership, [&](const db::Row& row) { found = row_of(row); }, association, file);
  };
  look(party);
  for (const auto& file : files_of(tx, association, party)) look(file);
  return found;
}

// Each person once: of a merged one, who may stand here under two files, the row that counts.
std::vector<Row> rows_of(db::Transaction& tx, const AssociationId& association,
                         const std::string& household) {
  std::vector<Row> all;
  tx.each(
      select_members, [&](const db::Row& row) { all.push_back(row_of(row)); }, association,
      household);
  std::erase_if(all, [&](const Row& row) {
    const auto own = membership_of(tx, association, current_party(tx, association, row.party));
    return !own || own->id != row.id;
  });
  return all;
}

bool is_relation(const std::string& word) {
  return std::ranges::find(relation_names(), word) != relation_names().end();
}

// What the former head is to the new one, who was `relation` to them.
std::string turned_round(const std::string& relation) {
  if (relation == "child") return "parent";
  if (relation == "parent") return "child";
  return relation;
}

class Writer {
 public:
  Writer(db::Transaction& tx, const api::Call& call) : tx_(tx), call_(call) {}

  void put(const std::string& household, const PartyId& party, const std::string& relation,
           Instant since) {
    tx_.execute(insert_member, call_.tenant.id, kernel::new_id<NoteId>(call_.now).text, household,
                party, relation, since, call_.actor.id);
    note("party.household_changed", household, party);
  }
  void end(const Row& row) {
    tx_.execute(end_membership, call_.tenant.id, row.id, call_.now, call_.actor.id);
    note("party.household_left", row.household, row.party);
  }
  void restate(const Row& row, const std::string& relation) {
    if (row.relation == relation) return;
    tx_.execute(end_membership, call_.tenant.id, row.id, call_.now, call_.actor.id);
    put(row.household, row.party, relation, row.since);
  }

 private:
  void note(std::string action, const std::string& household, const PartyId& party) {
    audit::record(tx_, call_.tenant.id, auth::who_of(call_.actor, auth::Action::person_edit),
                  call_.now,
                  {.action = std::move(action), .object = household, .party = party.text});
  }
  db::Transaction& tx_;
  const api::Call& call_;
};

Household view_of(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                  const std::optional<std::string>& household) {
  Household view;
  if (!household) return view;
  organisation::StaffNames names(tx, call.tenant);
  for (const auto& row : rows_of(tx, call.tenant.id, *household)) {
    const auto known = party_for(tx, call, hooks, auth::Action::person_read, row.party);
    if (!known.ok()) continue;
    const auto by = names.of(row.by);
    view.members.push_back({.party = known->id,
                            .name = display_name(tx, call.tenant, known->id),
                            .relation = row.relation,
                            .since = row.since,
                            .by = by.empty() ? std::nullopt : std::optional(by)});
  }
  std::stable_partition(view.members.begin(), view.members.end(),
                        [](const HouseholdMember& one) { return one.relation == "head"; });
  return view;
}

Result<Row> member_row(db::Transaction& tx, const api::Call& call, const PartyId& party) {
  auto row = membership_of(tx, call.tenant.id, party);
  if (!row) return refuse(RefusalKind::conflict, "household.none");
  return *std::move(row);
}

Result<Done> check_new(const std::optional<Row>& theirs, const std::optional<Row>& ours,
                       std::size_t members, const AddMember& body) {
  if (theirs && ours && theirs->household == ours->household)
    return refused("household.already", "/party");
  if (theirs) return refused("household.elsewhere", "/party");
  if (!is_relation(body.relation) || body.relation == "head")
    return refused("household.relation", "/relation");
  if (members >= static_cast<std::size_t>(household_members_max))
    return refused("household.full", "/party");
  return Done{};
}

}  // namespace

Result<Household> add_member(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                             const PartyId& of, const AddMember& body) {
  rows::serialize_register(tx);
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, of));
  const auto added = TRY(party_for(tx, call, hooks, auth::Action::person_edit, body.party));
  if (party.kind == PartyKind::claim) return refused("household.claim");
  if (added.kind == PartyKind::claim) return refused("household.claim", "/party");
  if (added.id == party.id) return refused("household.self", "/party");
  const auto ours = membership_of(tx, call.tenant.id, party.id);
  const auto members = ours ? rows_of(tx, call.tenant.id, ours->household).size() : 1;
  TRY(check_new(membership_of(tx, call.tenant.id, added.id), ours, members, body));
  Writer writer(tx, call);
  const auto household = ours ? ours->household : kernel::new_id<NoteId>(call.now).text;
  if (!ours) writer.put(household, party.id, "head", call.now);
  writer.put(household, added.id, body.relation, call.now);
  return view_of(tx, call, hooks, household);
}

Result<Household> change_relation(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& member, const ChangeRelation& body) {
  rows::serialize_register(tx);
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, member));
  const auto own = TRY(member_row(tx, call, party.id));
  if (!is_relation(body.relation)) return refused("household.relation", "/relation");
  if (own.relation == "head" && body.relation != "head")
    return refused("household.head_stays", "/relation");
  Writer writer(tx, call);
  if (body.relation == "head" && own.relation != "head") {
    for (const auto& row : rows_of(tx, call.tenant.id, own.household)) {
      if (row.id == own.id) continue;
      writer.restate(row, row.relation == "head" ? turned_round(own.relation) : "relative");
    }
  }
  writer.restate(own, body.relation);
  return view_of(tx, call, hooks, own.household);
}

Result<Household> leave_household(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& member, const LeaveHousehold&) {
  rows::serialize_register(tx);
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, member));
  const auto own = TRY(member_row(tx, call, party.id));
  auto others = rows_of(tx, call.tenant.id, own.household);
  std::erase_if(others, [&](const Row& row) { return row.id == own.id; });
  if (own.relation == "head" && others.size() > 1) return refused("household.head_leaves");
  Writer writer(tx, call);
  // Under every file of theirs: who left does not stay by a row of a merged one.
  for (auto row = std::optional(own); row; row = membership_of(tx, call.tenant.id, party.id))
    writer.end(*row);
  if (others.size() == 1) writer.end(others.front());
  return Household{};
}

Result<Household> read_household(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& id) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_read, id));
  const auto own = membership_of(tx, call.tenant.id, party.id);
  return view_of(tx, call, hooks, own ? std::optional(own->household) : std::nullopt);
}

std::optional<std::string> relation_of(db::Transaction& tx, const AssociationId& association,
                                       const PartyId& party) {
  const auto own = membership_of(tx, association, party);
  return own ? std::optional(own->relation) : std::nullopt;
}

void forget_household(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  tx.execute(delete_memberships, association, party);
}

}  // namespace parties
