#include "requests/perform.h"

#include "base/text.h"
#include "platform/audit/audit.h"
#include "requests/item_values.h"
#include "requests/projections.h"
#include "requests/submission.h"
#include "requests/write_record.h"

namespace requests {
namespace {

constexpr std::size_t note_length_max = 4'000;

audit::Who who_is(const auth::Actor& actor, std::string_view role) {
  switch (actor.kind) {
    case auth::Actor::Kind::staff:
      return {.kind = "staff", .id = actor.id, .role = std::string(role)};
    case auth::Actor::Kind::applicant:
      return {.kind = "applicant", .id = actor.acting_for.text};
    default:
      return {.kind = "system", .id = ""};
  }
}

std::string seq_text(std::int64_t seq) {
  return std::to_string(seq);
}

}  // namespace

Result<Done> check_seen(const api::Call& call, const RequestRow& row) {
  if (!call.if_match) return refuse(RefusalKind::invalid, "request.if_match_missing");
  if (*call.if_match == row.seq) return Done{};
  return refuse(RefusalKind::conflict, {
                                           .code = "request.changed_meanwhile",
                                           .parameters = {{"seen", seq_text(*call.if_match)},
                                                          {"now", seq_text(row.seq)}}
  });
}

namespace {

void note_audit(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                const procedure::Event& event, const audit::Who& who, Instant now) {
  audit::record(tx, tenant.id, who, now,
                {.action = "request." + std::string(procedure::name_of(event.kind)),
                 .object = open.row.id.text,
                 .party = open.row.beneficiary.text,
                 .detail = "{\"seq\":" + seq_text(event.seq) + "}"});
}

}  // namespace

namespace {

std::optional<procedure::EntryFact> entry_of(const OpenRequest& open, std::int64_t seq) {
  for (const auto& event : open.events) {
    if (event.seq == seq) return procedure::EntryFact{event.kind, event.actor, event.step};
  }
  return std::nullopt;
}

}  // namespace

// One audit entry a deed: its first event.
Result<Done> carry_out(db::Transaction& tx, api::Tenant& tenant, OpenRequest& open,
                       const procedure::Action& action, const auth::Actor& actor, Instant now) {
  const auto facts = facts_of(tx, tenant, open, now);
  note_acknowledgement(tx, tenant, open, actor, facts->facts, now);
  if (action.kind == procedure::ActionKind::rectify) {
    facts->facts.entry = entry_of(open, action.rectifies);
  }
  const auto engine = engine_actor(actor);
  const auto events =
      TRY(procedure::decide(*open.pack, open.state, action, engine, now, facts->facts));
  if (actor.kind == auth::Actor::Kind::staff) {
    add_worker(tx, tenant.id, open.row.id, actor.id, events.front().actor_role, now);
  }
  if (action.kind == procedure::ActionKind::reassign) {
    add_worker(tx, tenant.id, open.row.id, action.assignee, events.front().actor_role, now);
  }
  TRY(save(tx, tenant, open, events, facts->facts, now));
  note_audit(tx, tenant, open, events.front(), who_is(actor, events.front().actor_role), now);
  announce(tx, tenant, open, events, now);
  return Done{};
}

Result<std::string> read_note(const std::string& text, const std::string& field) {
  const std::string note = trim(text);
  const auto refused = [&](std::string code) {
    return refuse(RefusalKind::invalid, {.code = std::move(code), .field = field});
  };
  if (note.empty()) return refused("text.missing");
  if (length(note) > note_length_max) return refused("text.too_long");
  if (!is_utf8(note) || has_control(note)) return refused("text.control_character");
  if (has_bidi_control(note)) return refused("text.bidi_control");
  return note;
}

Result<OpenRequest> perform(db::Transaction& tx, const api::Call& call, const RequestId& id,
                            Deed deed) {
  OpenRequest open = TRY(open_for(tx, call, deed.right, id));
  TRY(check_seen(call, open.row));
  if (!deed.note.empty()) {
    const std::string note = TRY(read_note(deed.note, deed.note_field));
    const auto key = call.tenant.keeper->party_key(tx, open.row.beneficiary);
    if (!key) return refuse(RefusalKind::conflict, "party.erased");
    deed.action.note =
        write_note(tx, *key, call.tenant.id, id, open.row.beneficiary, note, call.now);
  }
  TRY(write_record(tx, call, open, deed.record, deed.action));
  TRY(carry_out(tx, call.tenant, open, deed.action, call.actor, call.now));
  return open;
}

Result<OpenRequest> perform_by_system(db::Transaction& tx, api::Tenant& tenant, const RequestId& id,
                                      const procedure::Action& action, Instant now) {
  OpenRequest open = TRY(open_request(tx, tenant, id));
  TRY(carry_out(tx, tenant, open, action, {.kind = auth::Actor::Kind::system}, now));
  return open;
}

}  // namespace requests
