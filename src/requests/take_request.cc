#include "requests/take_request.h"

#include <algorithm>

#include "parties/parties.h"
#include "platform/kernel/kernel.h"
#include "requests/item_values.h"
#include "requests/projections.h"
#include "saudi/contact.h"

namespace requests {
namespace {

constexpr std::size_t questions_max = 20;

Result<std::vector<std::string>> write_questions(db::Transaction& tx, const api::Call& call,
                                                 const RequestRow& row,
                                                 const std::vector<std::string>& questions) {
  std::vector<std::string> notes;
  if (questions.size() > questions_max)
    return refuse(RefusalKind::invalid, Obstacle{.code = "json.too_many", .field = "/questions"});
  const auto key = call.tenant.keeper->party_key(tx, row.beneficiary);
  if (!key) return refuse(RefusalKind::conflict, "party.erased");
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::string text = TRY(read_note(questions[i], "/questions/" + std::to_string(i)));
    notes.push_back(write_note(tx, *key, call.tenant.id, row.id, row.beneficiary, text, call.now));
  }
  return notes;
}

// The classes of a person are never below those of their requests.
void raise_class(db::Transaction& tx, const api::Call& call, const NewRequest& given,
                 Class confidentiality) {
  for (const auto& party : {given.beneficiary, given.applicant}) {
    const auto found = parties::find_party(tx, call.tenant.id, party);
    if (found && found->confidentiality < confidentiality)
      parties::set_class(tx, call.tenant.id, party, confidentiality);
  }
}

}  // namespace

Result<OpenRequest> receive_request(db::Transaction& tx, const api::Call& call,
                                    const NewRequest& given) {
  OpenRequest open;
  open.pack = call.tenant.policy_in_force();
  if (!open.pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const int kind = open.pack->kind_index(given.kind);
  if (kind < 0)
    return refuse(RefusalKind::invalid, Obstacle{.code = "kind.unknown", .field = "/kind"});
  for (const auto& party : {given.beneficiary, given.applicant})
    if (parties::has_died(tx, call.tenant.id, party))
      return refuse(RefusalKind::conflict, "party.died");
  open.state = procedure::begin(*open.pack, kind);
  auto& row = open.row;
  row.id = kernel::new_id<RequestId>(call.now);
  row.reference = next_reference(tx, call.tenant.id, call.now);
  row.kind = given.kind;
  row.policy_version = open.pack->digest;
  row.confidentiality = open.kind().confidentiality;
  row.branch = given.branch;
  row.beneficiary = given.beneficiary;
  row.applicant = given.applicant;
  row.capacity = given.capacity;
  row.relation = given.relation;
  row.entered_by = call.actor.kind == auth::Actor::Kind::staff ? call.actor.id : "applicant";
  row.channel = given.channel;
  row.about = given.about;
  row.received_at = given.happened_at.value_or(call.now);
  insert_row(tx, call.tenant.id, row);
  raise_class(tx, call, given, row.confidentiality);
  procedure::Action action;
  action.kind = procedure::ActionKind::receive;
  action.channel = given.channel;
  action.happened_at = given.happened_at;
  action.items = TRY(write_questions(tx, call, row, given.questions));
  open.is_followed = given.is_followed;
  TRY(carry_out(tx, call.tenant, open, action, call.actor, call.now));
  open.is_followed = false;
  return open;
}

namespace {

constexpr std::string_view capacities[] = {"self", "guardian", "agent"};

// A registered person by id, or a new claim of what somebody said.
Result<PartyId> person_of(db::Transaction& tx, const api::Call& call, const OpenRequestBody& body) {
  if (body.beneficiary) {
    const PartyId party = parties::current_party(tx, call.tenant.id, PartyId{*body.beneficiary});
    if (!parties::find_party(tx, call.tenant.id, party)) return auth::not_found();
    return party;
  }
  parties::ClaimGiven given;
  given.source = parties::Source::desk;
  given.entered_by = call.actor.id;
  given.full_name = body.full_name.value_or("");
  if (body.branch) given.branch = {*body.branch};
  if (body.phone && !body.phone->empty()) {
    const auto phone = saudi::read_phone(*body.phone);
    if (!phone)
      return refuse(RefusalKind::invalid, Obstacle{.code = "value.phone", .field = "/phone"});
    given.phone = *phone;
  }
  return parties::create_claim(tx, call.tenant, given,
                               auth::who_of(call.actor, auth::Action::request_open), call.now);
}

}  // namespace

Result<OpenRequest> take_request(db::Transaction& tx, const api::Call& call,
                                 const OpenRequestBody& body) {
  NewRequest given{
      .kind = body.kind, .channel = body.channel, .capacity = body.capacity.value_or("self")};
  if (std::ranges::find(capacities, given.capacity) == std::end(capacities)) {
    return refuse(RefusalKind::invalid, Obstacle{.code = "capacity.unknown", .field = "/capacity"});
  }
  given.beneficiary = TRY(person_of(tx, call, body));
  given.applicant = body.applicant
                        ? parties::current_party(tx, call.tenant.id, PartyId{*body.applicant})
                        : given.beneficiary;
  if (body.applicant && !parties::find_party(tx, call.tenant.id, given.applicant))
    return auth::not_found();
  // Who works for branches only opens requests of one of them.
  if (body.branch) given.branch = {*body.branch};
  if (given.branch.empty() && !call.actor.branches.empty())
    given.branch = call.actor.branches.front();
  TRY(auth::authorise(call.actor, auth::Action::request_open, {.branch = given.branch}));
  given.questions = body.questions;
  given.happened_at = body.happened_at;
  return receive_request(tx, call, given);
}

}  // namespace requests
