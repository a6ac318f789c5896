#include "parties/add_phone.h"

#include "base/text.h"
#include "parties/party_rows.h"
#include "parties/possible_duplicates.h"
#include "platform/kernel/kernel.h"
#include "saudi/contact.h"

namespace parties {

Result<PersonFile> add_phone(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                             const PartyId& id, const AddPhone& body) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  Refusal refusal{RefusalKind::rule_not_met, {}};
  const auto add = [&](std::string code, std::string field) {
    refusal.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  };
  const auto phone = saudi::read_mobile(body.phone);
  const auto reason = trim(body.reason);
  if (party.kind == PartyKind::claim) add("phone.claim", "/phone");
  if (!phone) add("party.phone_form", "/phone");
  if (!body.in_person) add("phone.in_person", "/in_person");
  if (reason.empty()) add("phone.reason", "/reason");
  if (has_bidi_control(reason) || has_control(reason) ||
      length(reason) > limits::text_characters_max) {
    add("party.text_control", "/reason");
  }
  if (!refusal.obstacles.empty()) return refusal;
  bind_phone(tx, call.tenant, party.id, {*phone, call.now, call.actor.id, reason}, call.now);
  note_look_alikes(tx, call.tenant, party.id, call.now);
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.phone_added", .object = party.id.text, .party = party.id.text});
  return view_person(tx, call, hooks, party);
}

namespace {

Refusal refused(std::string code, std::string field) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

Result<Party> person_with_phones(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& id) {
  auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  if (party.kind == PartyKind::claim) return refused("phone.claim", "/phone");
  return party;
}

// Noted, and not verified.
Result<Done> check_noted(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                         const std::string& number) {
  for (const auto& phone : rows::phones_of(tx, tenant, party)) {
    if (phone.number != number) continue;
    if (phone.verified_at) return refuse(RefusalKind::conflict, "phone.verified_already");
    return Done{};
  }
  return refused("phone.not_noted", "/phone");
}

void note(db::Transaction& tx, const api::Call& call, const PartyId& party, std::string action) {
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = std::move(action), .object = party.text, .party = party.text});
}

}  // namespace

Result<PhoneCode> send_phone_code(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& id, const AskPhoneCode& body) {
  const auto party = TRY(person_with_phones(tx, call, hooks, id));
  const auto phone = saudi::read_mobile(body.phone);
  if (!phone) return refused("party.phone_form", "/phone");
  TRY(check_noted(tx, call.tenant, party.id, *phone));
  *call.keep_refused = true;  // what counts attempts must stay
  const auto sent = TRY(auth::request_code(tx, *call.tenant.keeper, call.tenant.id, call.now,
                                           *phone, auth::CodePurpose::contact, call.peer));
  note(tx, call, party.id, "party.phone_code_sent");
  return PhoneCode{sent.challenge, saudi::masked_phone(*phone), sent.expires_at, sent.resend_at};
}

Result<PersonFile> prove_phone(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const PartyId& id, const ProvePhone& body) {
  const auto party = TRY(person_with_phones(tx, call, hooks, id));
  if (!body.in_person) return refused("phone.in_person", "/in_person");
  *call.keep_refused = true;  // so must a wrong guess
  const auto code = without_spaces(fold_digits(strip_invisible(body.code)));
  const auto proven =
      TRY(auth::redeem_code(tx, *call.tenant.keeper, call.tenant.id, call.now, body.challenge, code,
                            auth::CodePurpose::contact, call.peer));
  TRY(check_noted(tx, call.tenant, party.id, proven.phone));
  bind_phone(tx, call.tenant, party.id, {proven.phone, call.now, call.actor.id}, call.now);
  note(tx, call, party.id, "party.phone_proved");
  return view_person(tx, call, hooks, party);
}

}  // namespace parties
