#include "privacy/lists.h"

namespace privacy {
namespace {

constexpr int looked_at_max = 1'000;  // when most are hidden from the actor

Result<SubjectState> state_of(const api::Call& call) {
  const auto asked = call.argument("state").value_or("open");
  for (const auto state : {SubjectState::open, SubjectState::granted, SubjectState::refused,
                           SubjectState::withdrawn, SubjectState::done})
    if (name_of(state) == asked) return state;
  return refuse(RefusalKind::invalid, Obstacle{.code = "argument.unknown", .field = "state"});
}

std::string key_text(const SubjectRequest& request) {
  return text_of({iso(request.due_on), request.id.text});
}

}  // namespace

OwnSubjectRequests list_own(db::Transaction& tx, const api::Call& call) {
  OwnSubjectRequests own;
  if (call.actor.acting_for.empty()) return own;
  for (const auto& stored : requests_of_party(tx, call.tenant, call.actor.acting_for))
    own.items.push_back(own_view(stored, call.now));
  return own;
}

Result<SubjectRowPage> list_subject_requests(db::Transaction& tx, const api::Call& call,
                                             const parties::Hooks& hooks) {
  const auto page = TRY(api::page_of(call));
  const auto after = TRY(read_day_key(page.after));
  const auto found = requests_in_state(tx, call.tenant, TRY(state_of(call)), after, looked_at_max);
  SubjectRowPage rows;
  for (const auto& stored : found) {
    if (rows.items.size() == static_cast<std::size_t>(page.limit)) break;
    const auto named = seen_as(tx, call, hooks, stored);
    if (!named) continue;
    rows.items.push_back(row_view(tx, call, stored, *named));
    if (rows.items.size() == static_cast<std::size_t>(page.limit))
      rows.next = key_text(stored.request);
  }
  if (!rows.next && found.size() == static_cast<std::size_t>(looked_at_max))
    rows.next = key_text(found.back().request);
  return rows;
}

Result<SubjectRowPage> list_of_person(db::Transaction& tx, const api::Call& call,
                                      const parties::Hooks& hooks, const PartyId& id) {
  const auto party = TRY(parties::party_for(tx, call, hooks, auth::Action::person_read, id));
  SubjectRowPage rows;
  for (const auto& stored : requests_of_party(tx, call.tenant, party.id))
    rows.items.push_back(row_view(tx, call, stored, Named::shown));
  return rows;
}

Result<SubjectPage> read_subject_request(db::Transaction& tx, const api::Call& call,
                                         const parties::Hooks& hooks, const SubjectRequestId& id,
                                         api::Opening& opening) {
  const auto stored = find_request(tx, call.tenant, id);
  const auto named = stored ? seen_as(tx, call, hooks, *stored) : std::nullopt;
  if (!named) return auth::not_found();
  const auto party = parties::find_party(tx, call.tenant.id, stored->person);
  opening.entry = {
      .action = "party.opened", .object = stored->request.id.text, .party = stored->person.text};
  opening.confidential = party && party->confidentiality == Class::confidential;
  return page_view(tx, call, *stored, *named);
}

}  // namespace privacy
