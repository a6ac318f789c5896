#include "parties/representatives.h"

#include <algorithm>

#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/party_rows.h"
#include "parties/read_value.h"
#include "platform/kernel/kernel.h"
#include "saudi/identity.h"

namespace parties {

const std::vector<std::string>& evidence_names(std::string_view capacity) {
  static const std::vector<std::string> of_guardian = {"family_register", "guardianship_deed",
                                                       "court_order"};
  static const std::vector<std::string> of_agent = {"power_of_attorney", "authorisation"};
  static const std::vector<std::string> none;
  if (capacity == "guardian") return of_guardian;
  return capacity == "agent" ? of_agent : none;
}

const db::Sql select_acting_for(R"sql(
SELECT id, party_id, representative_id, capacity, evidence, sealed, valid_until, since, recorded_by
  FROM representatives
 WHERE association_id = $1 AND party_id = $2 AND ended_at IS NULL ORDER BY since DESC)sql");
const db::Sql select_they_act_for(R"sql(
SELECT id, party_id, representative_id, capacity, evidence, sealed, valid_until, since, recorded_by
  FROM representatives
 WHERE association_id = $1 AND representative_id = $2 AND ended_at IS NULL
 ORDER BY since DESC)sql");
const db::Sql insert_representative(R"sql(
INSERT INTO representatives (association_id, id, party_id, representative_id, capacity, evidence,
       sealed, valid_until, since, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql");
const db::Sql update_ended(R"sql(
UPDATE representatives SET ended_at = $3, ended_by = $4
 WHERE association_id = $1 AND id = $2 AND ended_at IS NULL)sql");
const db::Sql delete_of_represented(R"sql(
DELETE FROM representatives WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql delete_of_representative(R"sql(
DELETE FROM representatives WHERE association_id = $1 AND representative_id = $2)sql");

namespace {

struct Row {
  std::string id;
  PartyId represented, representative;  // as written; a merge may have made them others' since
  std::string capacity, evidence, sealed;
  std::optional<Date> valid_until;
  Instant since;
  std::string by;
};

Row row_of(const db::Row& row) {
  return {.id = row.string(0),
          .represented = {row.string(1)},
          .representative = {row.string(2)},
          .capacity = row.string(3),
          .evidence = row.string(4),
          .sealed = std::string(row.bytes(5)),
          .valid_until = row.null(6) ? std::nullopt : parse_date(row.text(6)),
          .since = row.instant(7),
          .by = row.string(8)};
}

std::string context_of(const std::string& id) {
  return "representatives/" + id;
}

enum class Side : std::uint8_t { acting_for_them, they_act_for };

// Under every file of theirs: a merge moves nothing here, so undoing it needs nothing either.
std::vector<Row> rows_of(db::Transaction& tx, const AssociationId& association,
                         const PartyId& party, Side side) {
  std::vector<Row> rows;
  for (const auto& file : files_of(tx, association, party))
    tx.each(
        side == Side::acting_for_them ? select_acting_for : select_they_act_for,
        [&](const db::Row& row) { rows.push_back(row_of(row)); }, association, file);
  std::ranges::stable_sort(rows,
                           [](const Row& a, const Row& b) { return b.since.ms < a.since.ms; });
  return rows;
}

PartyId other_of(const Row& row, Side side) {
  return side == Side::acting_for_them ? row.representative : row.represented;
}

bool is_among(db::Transaction& tx, const AssociationId& association, const std::vector<Row>& rows,
              Side side, const PartyId& other) {
  return std::ranges::any_of(rows, [&](const Row& row) {
    return current_party(tx, association, other_of(row, side)) == other;
  });
}

bool is_guardians(const Row& row) {
  return row.capacity == "guardian";
}

// Reads what was typed; every obstacle at once.
class Form {
 public:
  Form(const AddRepresentative& body, Date today) : body_(body), number(trim(body.number)) {
    const auto& known = evidence_names(body.capacity);
    need(!known.empty(), "representative.capacity", "/capacity");
    if (!known.empty())
      need(std::ranges::find(known, body.evidence) != known.end(), "representative.evidence",
           "/evidence");
    need(!number.empty() && is_utf8(number) && !has_bidi_control(number) && !has_control(number) &&
             length(number) <= evidence_number_max,
         "representative.number", "/number");
    read_end(today);
    need(body.sighted, "representative.sighted", "/sighted");
  }
  Result<Done> result() const {
    if (refusal_.obstacles.empty()) return Done{};
    return refusal_;
  }

 private:
  void need(bool held, std::string code, std::string field) {
    if (!held) refusal_.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  }
  void read_end(Date today) {
    const auto typed = trim(body_.valid_until.value_or(""));
    if (typed.empty())
      return need(body_.capacity != "agent", "representative.until", "/valid_until");
    const auto read = read_date(typed, body_.calendar.value_or(""));
    if (!read) return need(false, "party.date", "/valid_until");
    valid_until = read->date;
    if (read->date >= today) return;
    refusal_.obstacles.push_back({.code = "representative.expired",
                                  .field = "/valid_until",
                                  .parameters = {{"expired_on", iso(read->date)}}});
  }

  const AddRepresentative& body_;
  Refusal refusal_{RefusalKind::rule_not_met, {}};

 public:
  const std::string number;
  std::optional<Date> valid_until;
};

Result<Done> check_new(db::Transaction& tx, const AssociationId& association, const Party& of,
                       const Party& party, const std::string& capacity) {
  const auto refused = [](std::string code) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = std::move(code), .field = "/party"});
  };
  const auto rows = [&](const Party& whose, Side side) {
    return rows_of(tx, association, whose.id, side);
  };
  if (party.id == of.id) return refused("representative.self");
  if (party.kind == PartyKind::claim || of.kind == PartyKind::claim)
    return refused("representative.claim");
  if (party.died) return refused("representative.died");
  const auto acting = rows(of, Side::acting_for_them);
  if (is_among(tx, association, acting, Side::acting_for_them, party.id))
    return refused("representative.already");
  if (std::ranges::any_of(rows(party, Side::acting_for_them), is_guardians))
    return refused("representative.ward");
  if (capacity == "guardian" &&
      is_among(tx, association, rows(of, Side::they_act_for), Side::they_act_for, party.id))
    return refused("representative.circular");
  if (acting.size() >= representatives_max) return refused("representative.full");
  return Done{};
}

// The number as it was sealed; empty: its owner was erased.
std::string opened(db::Transaction& tx, const api::Tenant& tenant, const Row& row) {
  const auto key = tenant.keeper->party_key(tx, row.represented);
  const auto plain = key ? key->open(row.sealed, context_of(row.id)) : std::nullopt;
  return plain.value_or("");
}

std::vector<Representative> seen(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& party, Side side, organisation::StaffNames& names) {
  std::vector<Representative> views;
  const auto today = riyadh_date(call.now);
  for (const auto& row : rows_of(tx, call.tenant.id, party, side)) {
    const auto other = party_for(tx, call, hooks, auth::Action::person_read, other_of(row, side));
    if (!other.ok()) continue;
    const auto by = names.of(row.by);
    views.push_back({.id = row.id,
                     .party = other->id,
                     .name = display_name(tx, call.tenant, other->id),
                     .capacity = row.capacity,
                     .evidence = row.evidence,
                     .number_masked = saudi::masked(opened(tx, call.tenant, row)),
                     .valid_until = row.valid_until,
                     .is_valid = !row.valid_until || *row.valid_until >= today,
                     .since = row.since,
                     .by = by.empty() ? std::nullopt : std::optional(by)});
  }
  return views;
}

Representatives view_of(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                        const PartyId& party) {
  organisation::StaffNames names(tx, call.tenant);
  return {seen(tx, call, hooks, party, Side::acting_for_them, names),
          seen(tx, call, hooks, party, Side::they_act_for, names)};
}

// On both files.
void note(db::Transaction& tx, const api::Call& call, const std::string& action,
          const std::string& id, const PartyId& represented, const PartyId& representative) {
  for (const auto& party : {represented, representative})
    audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                  {.action = action, .object = id, .party = party.text});
}

}  // namespace

Result<Representatives> add_representative(db::Transaction& tx, const api::Call& call,
                                           const Hooks& hooks, const PartyId& of_id,
                                           const AddRepresentative& body) {
  rows::serialize_register(tx);
  const auto of = TRY(party_for(tx, call, hooks, auth::Action::person_edit, of_id));
  const Form form(body, riyadh_date(call.now));
  TRY(form.result());
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_read, body.party));
  TRY(check_new(tx, call.tenant.id, of, party, body.capacity));
  const auto key = call.tenant.keeper->party_key(tx, of.id);
  if (!key) return auth::not_found();
  const auto id = kernel::new_id<NoteId>(call.now).text;
  const auto box = key->close(form.number, context_of(id));
  tx.execute(insert_representative, call.tenant.id, id, of.id, party.id, body.capacity,
             body.evidence, db::Bytes{box},
             form.valid_until ? std::optional(iso(*form.valid_until)) : std::nullopt, call.now,
             call.actor.id);
  note(tx, call, "party.representative_added", id, of.id, party.id);
  return view_of(tx, call, hooks, of.id);
}

Result<Representatives> end_representative(db::Transaction& tx, const api::Call& call,
                                           const Hooks& hooks, const PartyId& of_id,
                                           const std::string& id) {
  const auto of = TRY(party_for(tx, call, hooks, auth::Action::person_edit, of_id, Closed::too));
  for (const auto side : {Side::acting_for_them, Side::they_act_for}) {
    for (const auto& row : rows_of(tx, call.tenant.id, of.id, side)) {
      if (row.id != id) continue;
      TRY(party_for(tx, call, hooks, auth::Action::person_read, other_of(row, side)));
      tx.execute(update_ended, call.tenant.id, id, call.now, call.actor.id);
      note(tx, call, "party.representative_ended", id, row.represented, row.representative);
      return view_of(tx, call, hooks, of.id);
    }
  }
  return refuse(RefusalKind::conflict, "representative.unknown");
}

Result<Representatives> read_representatives(db::Transaction& tx, const api::Call& call,
                                             const Hooks& hooks, const PartyId& id) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_read, id));
  return view_of(tx, call, hooks, party.id);
}

std::vector<CopiedRepresentative> copied_representatives(db::Transaction& tx,
                                                         const api::Tenant& tenant,
                                                         const PartyId& party) {
  std::vector<CopiedRepresentative> copied;
  for (auto& row : rows_of(tx, tenant.id, party, Side::acting_for_them))
    copied.push_back(
        {std::move(row.capacity), std::move(row.evidence), row.valid_until, row.since});
  return copied;
}

void forget_representatives(db::Transaction& tx, const AssociationId& association,
                            const PartyId& party) {
  tx.execute(delete_of_represented, association, party);
  tx.execute(delete_of_representative, association, party);
}

}  // namespace parties
