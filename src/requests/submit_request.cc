#include "requests/submit_request.h"

#include <algorithm>

#include "parties/parties.h"
#include "platform/files/files.h"
#include "requests/person_facts.h"
#include "requests/standing_view.h"
#include "requests/submission.h"
#include "requests/take_consent.h"
#include "requests/take_request.h"
#include "requests/write_record.h"
#include "saudi/identity.h"

namespace requests {

Result<PartyId> acting_party(db::Transaction& tx, const api::Call& call) {
  if (!call.actor.acting_for.empty()) return call.actor.acting_for;
  parties::ClaimGiven given;
  given.phone = auth::phone_of(tx, *call.tenant.keeper, call.tenant.id, call.actor);
  given.phone_proven = true;
  const PartyId party = TRY(parties::create_claim(
      tx, call.tenant, given, auth::who_of(call.actor, auth::Action::portal_use), call.now));
  auth::Actor actor = call.actor;
  actor.may_act_for.push_back(party);
  TRY(auth::act_for(tx, call.tenant.id, actor, party, call.now));
  return party;
}

namespace {

// One consent per purpose; without those that the pack needs nothing is taken (PDPL).
Result<Done> record_consents(db::Transaction& tx, const api::Call& call, const policy::Pack& pack,
                             const PartyId& party, const std::vector<ConsentGiven>& given) {
  std::vector<Obstacle> obstacles;
  for (const auto& purpose : pack.purposes) {
    const auto found = std::ranges::find(given, purpose.id, &ConsentGiven::purpose);
    const bool agreed =
        (found != given.end() && found->given) ||
        (found == given.end() && parties::has_consented(tx, call.tenant.id, party, purpose.id));
    if (purpose.required && !agreed)
      obstacles.push_back({.code = "consent.required", .field = "/consents/" + purpose.id});
  }
  if (!obstacles.empty()) return Refusal{RefusalKind::rule_not_met, std::move(obstacles)};
  for (const auto& consent : given) {
    TRY(parties::record_consent(tx, call.tenant, party,
                                {.purpose = consent.purpose,
                                 .given = consent.given,
                                 .notice_version = consent.notice_version,
                                 .means = "portal"},
                                auth::who_of(call.actor, auth::Action::portal_use), call.now));
  }
  if (!given.empty()) project_open_requests(tx, call, party);
  return Done{};
}

constexpr std::string_view relations[] = {"father",   "mother", "brother",  "sister", "son",
                                          "daughter", "spouse", "guardian", "agent",  "other"};

Result<std::optional<saudi::IdentityNumber>> stated_identity(const BeneficiaryData& given) {
  const std::string number = given.identity_number.value_or("");
  if (number.empty()) return std::optional<saudi::IdentityNumber>();
  const auto kind = saudi::identity_kind_named(given.identity_type.value_or("NAT"));
  const auto read = kind ? saudi::read_identity(*kind, number) : std::nullopt;
  if (!read) {
    return refuse(RefusalKind::invalid, Obstacle{.code = "value.identity_number",
                                                 .field = "/beneficiary/identity_number"});
  }
  return read;
}

// Whoever signs for another has a name: the one on file, or the one given now.
Result<Done> name_applicant(db::Transaction& tx, const api::Call& call,
                            const policy::RequestKind& kind, const SubmitRequest& body,
                            const PartyId& applicant) {
  if (body.capacity == "self" || !parties::display_name(tx, call.tenant, applicant).empty())
    return Done{};
  const std::string typed = body.applicant_name.value_or("");
  if (typed.empty()) {
    if (!kind.declaration) return Done{};
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "applicant.name_missing", .field = "/applicant_name"});
  }
  const auto name =
      TRY(parties::read_value("full_name", typed, "", riyadh_date(call.now), "/applicant_name"));
  return parties::put_value(
      tx, call.tenant, applicant,
      {.field = "full_name", .value = name, .source = parties::Source::portal}, call.now);
}

// Somebody else for whom the applicant acts: a claim of their own.
Result<PartyId> beneficiary_of(db::Transaction& tx, const api::Call& call,
                               const SubmitRequest& body, const PartyId& applicant) {
  if (body.capacity == "self") return applicant;
  if (body.capacity != "guardian" && body.capacity != "agent") {
    return refuse(RefusalKind::invalid, Obstacle{.code = "capacity.unknown", .field = "/capacity"});
  }
  if (!body.beneficiary || body.beneficiary->full_name.empty()) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "beneficiary.missing", .field = "/beneficiary/full_name"});
  }
  if (std::ranges::find(relations, body.beneficiary->relation) == std::end(relations)) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "value.choice", .field = "/beneficiary/relation"});
  }
  parties::ClaimGiven given;
  given.full_name = body.beneficiary->full_name;
  given.stated_identity = TRY(stated_identity(*body.beneficiary));
  return parties::create_claim(tx, call.tenant, given,
                               auth::who_of(call.actor, auth::Action::portal_use), call.now);
}

}  // namespace

Result<RequestStanding> submit_request(db::Transaction& tx, const api::Call& call,
                                       const SubmitRequest& body) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const auto* kind = pack->kind(body.kind);
  if (kind == nullptr || !kind->published)
    return refuse(RefusalKind::invalid, Obstacle{.code = "kind.unknown", .field = "/kind"});
  TRY(redeem_signature(tx, call, body.declaration, {}));
  NewRequest given{.kind = body.kind, .channel = "website", .capacity = body.capacity};
  given.applicant = TRY(acting_party(tx, call));
  given.beneficiary = TRY(beneficiary_of(tx, call, body, given.applicant));
  TRY(name_applicant(tx, call, *kind, body, given.applicant));
  if (body.beneficiary) given.relation = body.beneficiary->relation;
  TRY(record_consents(tx, call, *pack, given.applicant, body.consents));
  given.is_followed = !body.values.empty() || !is_received_whole(*kind);
  OpenRequest open = TRY(receive_request(tx, call, given));
  if (given.is_followed) TRY(submit_values(tx, call, open, {body.values, body.declaration}));
  api::Call acting = call;
  acting.actor.acting_for = given.applicant;
  return describe_standing(tx, acting, open);
}

Result<RequestStanding> complete_request(db::Transaction& tx, const api::Call& call,
                                         const SubmissionBody& body) {
  TRY(redeem_signature(tx, call, body.declaration, {}));
  OpenRequest open = TRY(open_for(tx, call, auth::Action::portal_use, call.id<RequestId>("id")));
  TRY(check_seen(call, open.row));
  TRY(submit_values(tx, call, open, {body.values, body.declaration}));
  return describe_standing(tx, call, open);
}

Result<RequestPage> submit_for_person(db::Transaction& tx, const api::Call& call,
                                      const SubmissionBody& body) {
  OpenRequest open =
      TRY(open_for(tx, call, auth::Action::request_receive, call.id<RequestId>("id")));
  TRY(check_seen(call, open.row));
  TRY(redeem_signature(tx, call, body.declaration, open.row.applicant));
  TRY(submit_values(tx, call, open, {body.values, body.declaration}));
  return describe_page(tx, call, open);
}

Result<RequestPage> correct_item(db::Transaction& tx, const api::Call& call,
                                 const ValueBody& body) {
  OpenRequest open =
      TRY(open_for(tx, call, auth::Action::request_verify, call.id<RequestId>("id")));
  TRY(check_seen(call, open.row));
  const std::string item = call.param("item");
  TRY(store_values(tx, call, open,
                   {
                       {item, body.value}
  }));
  procedure::Action action;
  action.kind = procedure::ActionKind::correct_item;
  action.item = item;
  TRY(carry_out(tx, call.tenant, open, action, call.actor, call.now));
  return describe_page(tx, call, open);
}

namespace {

Result<OpenRequest> sign(db::Transaction& tx, const api::Call& call, auth::Action right,
                         const Signature& body) {
  OpenRequest open = TRY(open_for(tx, call, right, call.id<RequestId>("id")));
  TRY(check_seen(call, open.row));
  TRY(redeem_signature(tx, call, body, open.row.applicant, "/code"));
  procedure::Action action;
  action.kind = procedure::ActionKind::sign;
  action.capacity = capacity_of(open.row);
  TRY(add_signature(tx, call, open, body, action));
  TRY(carry_out(tx, call.tenant, open, action, call.actor, call.now));
  return open;
}

}  // namespace

Result<RequestPage> sign_for_person(db::Transaction& tx, const api::Call& call,
                                    const Signature& body) {
  const auto open = TRY(sign(tx, call, auth::Action::request_receive, body));
  return describe_page(tx, call, open);
}

Result<RequestStanding> sign_declaration(db::Transaction& tx, const api::Call& call,
                                         const Signature& body) {
  const auto open = TRY(sign(tx, call, auth::Action::portal_use, body));
  return describe_standing(tx, call, open);
}

Result<ContentDigest> digest_values(db::Transaction& tx, const api::Call& call,
                                    const DigestBody& body) {
  std::shared_ptr<const policy::Pack> pack = call.tenant.policy_in_force();
  std::map<std::string, std::string> digests;
  std::string kind_id = body.kind;
  std::map<std::string, std::string> facts;
  std::vector<PartyId> owners;  // of the files that the request may hold
  if (body.request) {
    const auto open =
        TRY(open_for(tx, call,
                     call.actor.kind == auth::Actor::Kind::staff ? auth::Action::request_receive
                                                                 : auth::Action::portal_use,
                     RequestId{*body.request}));
    pack = open.pack;
    kind_id = open.row.kind;
    owners = {open.row.beneficiary, open.row.applicant};
    const auto values = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
    facts = facts_of_values(open, values);
    add_registered(tx, call.tenant.id, open, facts);
    for (const auto& [item, stored] : values) {
      if (!is_record(item)) digests[item] = stored.digest;
    }
  } else if (body.capacity) {
    facts["applicant.capacity"] = *body.capacity;
  }
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const auto* kind = pack->kind(kind_id);
  if (kind == nullptr)
    return refuse(RefusalKind::invalid, Obstacle{.code = "kind.unknown", .field = "/kind"});
  add_minor(*kind, body.values, riyadh_date(call.now), facts);
  const auto values = TRY(read_values(*kind, body.values, facts));
  for (const auto& [item, value] : values) {
    digests[item] = digest_of(value, TRY(file_digests(tx, call, item, value, owners)));
  }
  const int version = kind->declaration ? kind->declaration->version : 0;
  return ContentDigest{content_digest(digests, version), version};
}

}  // namespace requests
