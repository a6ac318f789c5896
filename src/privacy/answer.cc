#include "privacy/answer.h"

#include "messages/messages.h"
#include "privacy/ask.h"
#include "privacy/retention_rows.h"

namespace privacy {
namespace {

constexpr int carried_out_at_once = 20;

// Another's and one that is not there answer alike.
Result<StoredRequest> request_for(db::Transaction& tx, const api::Call& call,
                                  const parties::Hooks& hooks, const SubjectRequestId& id) {
  auto stored = find_request(tx, call.tenant, id);
  if (!stored) return auth::not_found();
  TRY(parties::party_for(tx, call, hooks, right_of(stored->request.kind), stored->person));
  return *std::move(stored);
}

Result<Done> put(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                 SubjectState before, std::string_view action, const audit::Who& who) {
  if (!update_request(tx, call.tenant, stored, before))
    return refuse(RefusalKind::conflict, "subject_request.changed");
  const auto& request = stored.request;
  audit::record(tx, call.tenant.id, who, call.now,
                {.action = "subject_request." + std::string(action),
                 .object = request.id.text,
                 .party = request.party.text,
                 .detail = "{\"kind\":\"" + std::string(name_of(request.kind)) + "\",\"state\":\"" +
                           std::string(name_of(request.state)) + "\"}"});
  return Done{};
}

// There is news about what was asked; the words themselves are read in the portal, signed in.
void tell(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
          const std::string& what) {
  const auto& [request, person, words] = stored;
  messages::NewMessage message{.party = person,
                               .template_id = "subject_request_" + what,
                               .about = {},
                               .key = request.id.text + "/" + what + std::to_string(call.now.ms)};
  message.phone = parties::phone_of(tx, call.tenant, person);
  message.email = parties::email_of(tx, call.tenant, person);
  messages::send_house_message(tx, call.tenant, call.now, message);
}

Result<Done> correct(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                     bool sighted) {
  const auto& [request, person, words] = stored;
  parties::Given given{
      .field = request.field,
      .value = {words.value, words.calendar, words.printed},
      .source = request.entered_by.empty() ? parties::Source::portal : parties::Source::desk,
      .by = request.entered_by,
      .verified_at = sighted ? std::optional(call.now) : std::nullopt,
      .reason = words.reason,
      .verified_by = call.actor.id
  };
  TRY(parties::put_value(tx, call.tenant, person, given, call.now));
  parties::note_look_alikes(tx, call.tenant, person, call.now);
  return Done{};
}

}  // namespace

Result<SubjectPage> answer_request(db::Transaction& tx, const api::Call& call,
                                   const parties::Hooks& hooks, const SubjectRequestId& id,
                                   const AnswerBody& body) {
  auto stored = TRY(request_for(tx, call, hooks, id));
  const auto before = stored.request.state;
  const auto act = body.granted ? SubjectAct::grant : SubjectAct::refuse;
  stored.words.answer = TRY(read_words(body.answer.value_or(""), "/answer", !body.granted));
  TRY(check_act(stored.request, act, facts_of(tx, call, stored), call.now));
  stored.request = after_act(std::move(stored.request), act, call.actor.id, call.now);
  const auto right = right_of(stored.request.kind);
  TRY(put(tx, call, stored, before, "answered", auth::who_of(call.actor, right)));
  if (body.granted && stored.request.kind == SubjectKind::correction)
    TRY(correct(tx, call, stored, body.sighted.value_or(false)));
  tell(tx, call, stored, "answered");
  return page_view(tx, call, stored, seen_as(tx, call, hooks, stored).value_or(Named::hidden));
}

Result<SubjectPage> extend_request(db::Transaction& tx, const api::Call& call,
                                   const parties::Hooks& hooks, const SubjectRequestId& id,
                                   const ExtendBody& body) {
  auto stored = TRY(request_for(tx, call, hooks, id));
  const auto before = stored.request.state;
  stored.words.extension = TRY(read_words(body.reason, "/reason", true));
  TRY(check_act(stored.request, SubjectAct::extend, {}, call.now));
  stored.request =
      after_act(std::move(stored.request), SubjectAct::extend, call.actor.id, call.now);
  const auto right = right_of(stored.request.kind);
  TRY(put(tx, call, stored, before, "extended", auth::who_of(call.actor, right)));
  tell(tx, call, stored, "extended");
  return page_view(tx, call, stored, seen_as(tx, call, hooks, stored).value_or(Named::hidden));
}

Result<OwnSubjectRequest> withdraw_request(db::Transaction& tx, const api::Call& call,
                                           const SubjectRequestId& id) {
  auto stored = find_request(tx, call.tenant, id);
  if (!stored || call.actor.acting_for.empty() || stored->person != call.actor.acting_for)
    return auth::not_found();
  const auto before = stored->request.state;
  TRY(check_act(stored->request, SubjectAct::withdraw, {}, call.now));
  stored->request = after_act(std::move(stored->request), SubjectAct::withdraw, {}, call.now);
  TRY(put(tx, call, *stored, before, "withdrawn",
          auth::who_of(call.actor, auth::Action::portal_use)));
  return own_view(*stored, call.now);
}

const db::Sql select_due_erasures(R"sql(
SELECT id FROM subject_requests
 WHERE association_id = $1 AND state = 'granted' AND carry_out_at <= $2
 ORDER BY due_on, id LIMIT $3)sql");

namespace {

// The row says that it was done before the key goes: its words go with the person.
Result<Done> carry_out(db::Transaction& tx, api::Tenant& tenant, const SubjectRequestId& id,
                       Instant now) {
  auto stored = find_request(tx, tenant, id);
  if (!stored) return auth::not_found();
  const auto before = stored->request.state;
  const SubjectFacts facts{
      .open_requests = requests::open_requests_of(tx, tenant.id, stored->person),
      .is_held = is_held(tx, tenant.id, stored->person)};
  if (!check_act(stored->request, SubjectAct::carry_out, facts, now)) {
    // They came with a new matter meanwhile, or the file is held: that is finished first.
    stored->request.carry_out_at = now + day_ms;
    update_request(tx, tenant, *stored, before);
    return Done{};
  }
  const auto by = stored->request.answered_by;
  stored->request = after_act(std::move(stored->request), SubjectAct::carry_out, by, now);
  const audit::Who who{.kind = "system", .id = "privacy.erasures"};
  api::Call call{.tenant = tenant, .actor = {}, .now = now};
  TRY(put(tx, call, *stored, before, "carried_out", who));
  return parties::erase_person(tx, tenant, stored->person, who, now);
}

}  // namespace

int carry_out_due(api::Tenant& tenant, Instant now) {
  std::vector<SubjectRequestId> due;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        select_due_erasures, [&](const db::Row& row) { due.push_back({row.string(0)}); }, tenant.id,
        now, carried_out_at_once);
  });
  int done = 0;
  for (const auto& id : due) {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      const bool is_done = carry_out(tx, tenant, id, now).ok();
      done += is_done ? 1 : 0;
      return is_done;
    });
  }
  return done;
}

}  // namespace privacy
