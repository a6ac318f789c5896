#include "parties/correct_value.h"

#include "base/text.h"
#include "parties/possible_duplicates.h"
#include "platform/kernel/kernel.h"

namespace parties {
namespace {

// Numbers and phones are bound by sighting a document, not by typing.
bool is_bound(std::string_view field) {
  return field == "phone" || field == "identity_number" || field == "identity_type";
}

Result<std::string> read_reason(const std::string& typed) {
  const auto reason = trim(typed);
  if (has_bidi_control(reason) || has_control(reason)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "party.text_control", .field = "/reason"});
  }
  if (length(reason) > limits::text_characters_max) {
    return refuse(
        RefusalKind::rule_not_met,
        Obstacle{
            .code = "party.text_length",
            .field = "/reason",
            .parameters = {{"from", "0"}, {"to", std::to_string(limits::text_characters_max)}}
    });
  }
  return reason;
}

}  // namespace

Result<PersonFile> correct_value(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& id, const std::string& field,
                                 const CorrectValue& body) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  if (is_bound(field)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "party.field_unknown", .field = "/value"});
  }
  Given given{field,
              TRY(read_value(field, body.value, body.calendar.value_or(""), riyadh_date(call.now),
                             "/value")),
              Source::desk, call.actor.id, std::nullopt};
  given.reason = TRY(read_reason(body.reason.value_or("")));
  TRY(put_value(tx, call.tenant, party.id, given, call.now));
  note_look_alikes(tx, call.tenant, party.id, call.now);
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.value_corrected",
                 .object = party.id.text,
                 .party = party.id.text,
                 .detail = "{\"field\":\"" + field + "\"}"});
  return view_person(tx, call, hooks, party);
}

}  // namespace parties
