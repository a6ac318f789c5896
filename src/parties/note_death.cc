#include "parties/note_death.h"

#include "base/text.h"
#include "parties/read_value.h"
#include "parties/sealed_value.h"
#include "platform/kernel/kernel.h"

namespace parties {
namespace {

bool is_plain(const std::string& text) {
  return is_utf8(text) && !has_bidi_control(text) && !has_control(text) &&
         length(text) <= limits::text_characters_max;
}

Refusal refused(std::string code, std::string field) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

Result<Value> read_day(db::Transaction& tx, const api::Call& call, const PartyId& party,
                       const NoteDeath& body) {
  const auto day = read_date(body.on, body.calendar.value_or(""));
  if (!day) return refused("party.date", "/on");
  if (day->date > riyadh_date(call.now)) return refused("party.date_future", "/on");
  const auto values = current_values(tx, call.tenant, party);
  const auto born = values.find("birth_date");
  // Two days: the same day of a former century has several, by the table (saudi.md).
  if (born != values.end() && iso(day->date + 2) < born->second.value.value)
    return refused("death.before_birth", "/on");
  return Value{iso(day->date), day->calendar, day->printed};
}

}  // namespace

const db::Sql mark_died(R"sql(
UPDATE parties SET died_noted_at = $3
 WHERE association_id = $1 AND id = $2 AND erased_at IS NULL)sql");

Result<PersonFile> note_death(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const PartyId& id, const NoteDeath& body) {
  auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  if (party.kind == PartyKind::claim) return refused("death.claim", "");
  if (!body.sighted) return refused("death.sighted", "/sighted");
  const auto note = trim(body.note.value_or(""));
  if (!is_plain(note)) return refused("party.text_control", "/note");
  Given given{.field = death_field,
              .value = TRY(read_day(tx, call, party.id, body)),
              .source = Source::document,
              .by = call.actor.id,
              .verified_at = call.now,
              .reason = note};
  TRY(put_value(tx, call.tenant, party.id, given, call.now));
  tx.execute(mark_died, call.tenant.id, party.id, std::optional(call.now));
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.death_noted", .object = party.id.text, .party = party.id.text});
  party.died = true;
  return view_person(tx, call, hooks, party);
}

Result<PersonFile> undo_death(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const PartyId& id, const UndoDeath& body) {
  auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id, Closed::too));
  if (!party.died) return refuse(RefusalKind::conflict, "death.none");
  const auto reason = trim(body.reason);
  if (reason.empty() || !is_plain(reason)) return refused("death.reason", "/reason");
  // The history keeps who said why; no day of death is current.
  const Given struck{.field = death_field, .value = {}, .by = call.actor.id, .reason = reason};
  TRY(put_value(tx, call.tenant, party.id, struck, call.now));
  make_current(tx, call.tenant, party.id, death_field, 0);
  tx.execute(mark_died, call.tenant.id, party.id, std::optional<Instant>());
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.death_undone", .object = party.id.text, .party = party.id.text});
  party.died = false;
  return view_person(tx, call, hooks, party);
}

}  // namespace parties
