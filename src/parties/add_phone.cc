#include "parties/add_phone.h"

#include "base/text.h"
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
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.phone_added", .object = party.id.text, .party = party.id.text});
  return view_person(tx, call, hooks, party);
}

}  // namespace parties
