#include "privacy/ask.h"

#include <algorithm>

#include "base/text.h"
#include "platform/kernel/kernel.h"

namespace privacy {
namespace {

Refusal refused(std::string code, std::string pointer) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(pointer)});
}

// Numbers and phones are bound by sighting a document, not by typing (H2).
bool is_bound(std::string_view field) {
  return field == "phone" || field == "identity_number" || field == "identity_type";
}

Result<SubjectWords> read_asked(db::Transaction& tx, const api::Call& call, const PartyId& party,
                                const AskBody& body, bool is_correction) {
  SubjectWords words;
  words.reason = TRY(read_words(body.reason.value_or(""), "/reason", false));
  if (!is_correction) return words;
  const auto field = body.field.value_or("");
  if (is_bound(field)) return refused("subject_request.in_person", "/field");
  auto value = TRY(parties::read_value(field, body.value.value_or(""), body.calendar.value_or(""),
                                       riyadh_date(call.now), "/value"));
  const auto values = parties::current_values(tx, call.tenant, party);
  const auto current = values.find(field);
  if (current != values.end() && current->second.value.value == value.value &&
      current->second.value.printed == value.printed)
    return refused("subject_request.no_change", "/value");
  words.value = std::move(value.value);
  words.calendar = std::move(value.calendar);
  words.printed = std::move(value.printed);
  return words;
}

// Puts it in; the same may be asked again only when the first was answered.
Result<StoredRequest> put_in(db::Transaction& tx, const api::Call& call, const PartyId& party,
                             const AskBody& body, std::string entered_by) {
  const auto kind = subject_kind_named(body.kind);
  if (!kind) return refused("subject_request.kind", "/kind");
  const bool is_correction = *kind == SubjectKind::correction;
  auto words = TRY(read_asked(tx, call, party, body, is_correction));
  const std::string field = is_correction ? body.field.value_or("") : "";
  for (const auto& [known, person, said] : requests_of_party(tx, call.tenant, party)) {
    const bool waits = known.state == SubjectState::open ||
                       (known.state == SubjectState::granted && known.carry_out_at);
    if (waits && known.kind == *kind && known.field == field)
      return refuse(RefusalKind::conflict, "subject_request.asked");
  }
  StoredRequest stored{
      {.id = kernel::new_id<SubjectRequestId>(call.now),
       .party = party,
       .kind = *kind,
       .field = field,
       .asked_at = call.now,
       .entered_by = std::move(entered_by),
       .due_on = answer_due(call.now)},
      party,
      std::move(words)
  };
  insert_request(tx, call.tenant, stored);
  const auto right = call.actor.kind == auth::Actor::Kind::applicant ? auth::Action::portal_use
                                                                     : auth::Action::person_edit;
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                {.action = "subject_request.asked",
                 .object = stored.request.id.text,
                 .party = party.text,
                 .detail = "{\"kind\":\"" + body.kind + "\"}"});
  return stored;
}

}  // namespace

Result<std::string> read_words(const std::string& typed, const std::string& pointer, bool needed) {
  const auto text = trim(typed);
  const bool readable = is_utf8(text) && !has_bidi_control(text) && !has_control(text);
  if (!readable || length(text) > reason_characters_max || (needed && text.empty()))
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{
                      .code = "subject_request.text",
                      .field = pointer,
                      .parameters = {{"from", needed ? "1" : "0"},
                                     {"to", std::to_string(reason_characters_max)}}
    });
  return text;
}

Result<OwnSubjectRequest> ask_in_portal(db::Transaction& tx, const api::Call& call,
                                        const AskBody& body) {
  if (call.actor.acting_for.empty()) return refuse(RefusalKind::conflict, "subject_request.nobody");
  if (body.kind == name_of(SubjectKind::copy)) return refused("subject_request.kind", "/kind");
  const auto stored = TRY(put_in(tx, call, call.actor.acting_for, body, {}));
  return own_view(stored, call.now);
}

Result<SubjectPage> note_at_desk(db::Transaction& tx, const api::Call& call,
                                 const parties::Hooks& hooks, const PartyId& id,
                                 const AskBody& body) {
  const auto party = TRY(parties::party_for(tx, call, hooks, auth::Action::person_edit, id));
  const auto stored = TRY(put_in(tx, call, party.id, body, call.actor.id));
  return page_view(tx, call, stored, Named::shown);
}

}  // namespace privacy
