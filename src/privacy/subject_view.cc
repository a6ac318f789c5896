#include "privacy/subject_view.h"

#include "organisation/organisation.h"
#include "privacy/retention_rows.h"

namespace privacy {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<FieldValue> asked_in(const StoredRequest& stored) {
  if (stored.request.kind != SubjectKind::correction || stored.words.value.empty())
    return std::nullopt;
  return FieldValue{stored.words.value, unless_empty(stored.words.calendar)};
}

SubjectOffer offer_of(const SubjectRequest& request, SubjectAct act, const SubjectFacts& facts,
                      Instant now) {
  SubjectOffer offer{.action = std::string(name_of(act)), .free = true, .obstacles = {}};
  const auto checked = check_act(request, act, facts, now);
  if (checked) return offer;
  offer.free = false;
  for (const auto& obstacle : checked.refusal().obstacles)
    offer.obstacles.push_back({.code = obstacle.code,
                               .field = obstacle.field,
                               .clause = obstacle.clause,
                               .parameters = obstacle.parameters,
                               .remedy = obstacle.remedy});
  return offer;
}

// Of one that is over nothing is offered.
bool is_over(const SubjectOffer& offer) {
  return !offer.free && offer.obstacles.front().code == "subject_request.over";
}

}  // namespace

auth::Action right_of(SubjectKind kind) {
  return kind == SubjectKind::erasure ? auth::Action::person_erase : auth::Action::person_edit;
}

SubjectFacts facts_of(db::Transaction& tx, const api::Call& call, const StoredRequest& stored) {
  const auto& request = stored.request;
  SubjectFacts facts{
      .open_requests = 0,
      .by_who_entered_it = !request.entered_by.empty() && request.entered_by == call.actor.id};
  if (request.kind == SubjectKind::erasure) {
    facts.open_requests = requests::open_requests_of(tx, call.tenant.id, stored.person);
    facts.is_held = is_held(tx, call.tenant.id, stored.person);
  }
  return facts;
}

OwnSubjectRequest own_view(const StoredRequest& stored, Instant now) {
  const auto& [request, person, words] = stored;
  OwnSubjectRequest view{.id = request.id.text,
                         .kind = std::string(name_of(request.kind)),
                         .field = unless_empty(request.field),
                         .state = std::string(name_of(request.state)),
                         .asked_at = request.asked_at,
                         .due_on = request.due_on,
                         .asked = asked_in(stored),
                         .reason = unless_empty(words.reason),
                         .extension = unless_empty(words.extension),
                         .answer = unless_empty(words.answer),
                         .extended_at = request.extended_at,
                         .answered_at = request.answered_at,
                         .carry_out_at = request.carry_out_at,
                         .offers = {}};
  auto withdrawal = offer_of(request, SubjectAct::withdraw, {}, now);
  if (!is_over(withdrawal)) view.offers.push_back(std::move(withdrawal));
  return view;
}

std::optional<Named> person_seen_as(db::Transaction& tx, const api::Call& call,
                                    const parties::Hooks& hooks, auth::Action right,
                                    const PartyId& person) {
  if (parties::party_for(tx, call, hooks, auth::Action::person_read, person)) return Named::shown;
  const bool decides = right == auth::Action::person_erase &&
                       parties::party_for(tx, call, hooks, right, person).ok();
  return decides ? std::optional(Named::hidden) : std::nullopt;
}

std::string name_shown(db::Transaction& tx, const api::Call& call, const PartyId& person,
                       Named named) {
  if (named == Named::hidden) return {};
  auto name = parties::display_name(tx, call.tenant, person);
  if (name.empty()) name = parties::masked_phone_of(tx, call.tenant, person);
  return name;
}

std::optional<Named> seen_as(db::Transaction& tx, const api::Call& call,
                             const parties::Hooks& hooks, const StoredRequest& stored) {
  // Of somebody who was erased there is nobody to be hidden, and nothing to be read.
  if (stored.request.state == SubjectState::done) return Named::hidden;
  return person_seen_as(tx, call, hooks, right_of(stored.request.kind), stored.person);
}

SubjectRow row_view(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                    Named named) {
  const auto& [request, person, words] = stored;
  return {.id = request.id.text,
          .party = named == Named::shown ? person : PartyId{},
          .name = name_shown(tx, call, person, named),
          .kind = std::string(name_of(request.kind)),
          .field = unless_empty(request.field),
          .state = std::string(name_of(request.state)),
          .asked_at = request.asked_at,
          .due_on = request.due_on,
          .late = is_late(request, call.now),
          .in_portal = request.entered_by.empty()};
}

SubjectPage page_view(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                      Named named) {
  const auto& [request, person, words] = stored;
  organisation::StaffNames names(tx, call.tenant);
  SubjectPage page{.row = row_view(tx, call, stored, named),
                   .entered_by = unless_empty(names.of(request.entered_by)),
                   .answered_by = unless_empty(names.of(request.answered_by)),
                   .reason = unless_empty(words.reason),
                   .extension = unless_empty(words.extension),
                   .answer = unless_empty(words.answer),
                   .asked = asked_in(stored),
                   .current = {},
                   .extended_at = request.extended_at,
                   .answered_at = request.answered_at,
                   .carry_out_at = request.carry_out_at,
                   .offers = {}};
  if (request.kind == SubjectKind::correction) {
    const auto values = parties::current_values(tx, call.tenant, person);
    if (const auto now = values.find(request.field); now != values.end())
      page.current = FieldValue{now->second.value.value, unless_empty(now->second.value.calendar)};
  }
  if (!auth::may(call.actor, right_of(request.kind))) return page;
  const auto facts = facts_of(tx, call, stored);
  for (const auto act : {SubjectAct::grant, SubjectAct::refuse, SubjectAct::extend}) {
    auto offer = offer_of(request, act, facts, call.now);
    if (!is_over(offer)) page.offers.push_back(std::move(offer));
  }
  return page;
}

}  // namespace privacy
