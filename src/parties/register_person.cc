#include "parties/register_person.h"

#include <algorithm>

#include "organisation/organisation.h"
#include "parties/add_phone.h"
#include "parties/features.h"
#include "parties/party_rows.h"
#include "parties/possible_duplicates.h"
#include "saudi/contact.h"

namespace parties {
namespace {

// Collects what stands in the way of a body.
class Registration {
 public:
  Registration(const seal::Keeper& keeper, Instant now)
      : keeper_(keeper), today_(riyadh_date(now)) {}

  void value(const std::string& field, const std::optional<std::string>& typed,
             const std::optional<std::string>& calendar = {}) {
    if (!typed || typed->empty()) return;
    auto read = read_value(field, *typed, calendar.value_or(""), today_, "/" + field);
    if (!read) return add(read.refusal());
    read_.values.emplace(field, std::move(read).value());
  }
  void phone(const std::optional<std::string>& typed) {
    if (!typed || typed->empty()) return;
    auto number = saudi::read_mobile(*typed);
    if (!number)
      return add(refuse(RefusalKind::rule_not_met,
                        Obstacle{.code = "party.phone_form", .field = "/phone"}));
    read_.phone = *std::move(number);
  }
  void document(const RegisterPerson& body) {
    if (body.identity_type == "none") return;
    const bool dated = body.identity_expires_on && !body.identity_expires_on->empty();
    // The number may be known without its document; then nothing was sighted.
    const DocumentBody document{body.identity_type, body.identity_number.value_or(""),
                                dated ? *body.identity_expires_on : iso(today_),
                                dated ? body.identity_calendar : std::nullopt};
    auto read = read_document(keeper_, document, today_, Expired::noted, "/identity_");
    if (!read) return add(read.refusal());
    read_.document = std::move(read).value();
    if (!dated) {
      read_.document->expires_on.reset();
      read_.document->calendar.clear();
    }
    read_.sighted = dated && *read_.document->expires_on >= today_;
  }
  Result<ReadRegistration> end() && {
    if (!refusal_.obstacles.empty()) return refusal_;
    return std::move(read_);
  }

 private:
  void add(const Refusal& refusal) {
    for (auto obstacle : refusal.obstacles) {
      if (obstacle.field.starts_with("/identity_/")) {
        obstacle.field = "/identity_" + obstacle.field.substr(11);
      }
      refusal_.obstacles.push_back(std::move(obstacle));
    }
  }

  const seal::Keeper& keeper_;
  Date today_;
  ReadRegistration read_;
  Refusal refusal_{RefusalKind::rule_not_met, {}};
};

// A delegate registers for the branch that they work in.
Result<BranchId> branch_of(db::Transaction& tx, const api::Call& call,
                           const std::optional<BranchId>& asked) {
  BranchId branch = asked.value_or(BranchId{});
  if (branch.empty() && !call.actor.branches.empty()) branch = call.actor.branches.front();
  if (branch.empty()) return branch;
  const bool allowed =
      auth::authorise(call.actor, auth::Action::person_register, {.branch = branch}).ok();
  if (!allowed || !organisation::find_branch(tx, call.tenant.id, branch)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "person.branch_unknown", .field = "/branch"});
  }
  return branch;
}

Result<Done> check_likely_same(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const std::vector<Alike>& alike,
                               const std::vector<PartyId>& not_same) {
  Refusal refusal{RefusalKind::conflict, {}};
  for (const auto& one : visible_to(tx, call, hooks, alike)) {
    const auto& party = one.person.party;
    if (std::ranges::find(not_same, party) != not_same.end()) continue;
    refusal.obstacles.push_back({.code = "person.likely_same",
                                 .field = "/not_same",
                                 .parameters = {{"party", party.text}}});
  }
  if (!refusal.obstacles.empty()) return refusal;
  return Done{};
}

// Whom the officer saw is judged; whom they may not see waits for somebody who may see both.
void note_alike(db::Transaction& tx, const api::Call& call, const PartyId& party,
                const std::vector<Alike>& alike, const std::vector<PartyId>& not_same) {
  for (const auto& one : alike) {
    if (std::ranges::find(not_same, one.party) != not_same.end())
      decide_pair(tx, call, party, one.party, "distinct", one.comparison);
    else
      note_pair(tx, call.tenant.id, party, one.party, one.comparison, call.now);
  }
}

}  // namespace

Refusal person_exists(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                      const PartyId& party, const std::string& field) {
  Obstacle obstacle{.code = "person.exists", .field = field};
  const auto visible = party_for(tx, call, hooks, auth::Action::person_find, party);
  if (visible) obstacle.parameters["party"] = visible->id.text;
  return refuse(RefusalKind::conflict, std::move(obstacle));
}

Result<ReadRegistration> read_registration(const seal::Keeper& keeper, const RegisterPerson& body,
                                           Instant now) {
  Registration registration(keeper, now);
  registration.value("full_name", body.full_name.empty() ? " " : body.full_name);
  registration.document(body);
  registration.value("birth_date", body.birth_date, body.birth_calendar);
  registration.value("gender", body.gender);
  registration.phone(body.phone);
  registration.value("region", body.region);
  registration.value("city", body.city);
  registration.value("short_address", body.short_address);
  return std::move(registration).end();
}

Result<PersonFile> register_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                   const RegisterPerson& body, const ReadRegistration& read) {
  TRY(auth::authorise(call.actor, auth::Action::person_register));
  const auto branch = TRY(branch_of(tx, call, body.branch));
  rows::serialize_register(tx);
  if (read.document) {
    const auto known = party_of_identity(tx, call.tenant.id, read.document->identity);
    if (known) return person_exists(tx, call, hooks, *known, "/identity_number");
  }
  const auto& tenant = call.tenant;
  const auto alike =
      find_alike(tx, tenant, features_of(tenant, read), phone_indexes_of(tenant, read));
  TRY(check_likely_same(tx, call, hooks, alike, body.not_same.value_or(std::vector<PartyId>())));
  const auto party =
      rows::insert_party(tx, tenant, PartyKind::party, Class::ordinary, branch, call.now);
  const auto sighted_at = read.sighted ? std::optional(call.now) : std::nullopt;
  const auto source = read.sighted ? Source::document : Source::desk;
  for (const auto& [field, value] : read.values) {
    const bool on_document = field == "full_name" || field == "birth_date";
    const Given given{field, value, on_document ? source : Source::desk, call.actor.id,
                      on_document ? sighted_at : std::nullopt};
    TRY(put_value(tx, tenant, party, given, call.now));
  }
  if (read.document) {
    rows::put_identity(tx, tenant, party, *read.document, call.actor.id,
                       read.sighted ? rows::Sighted::yes : rows::Sighted::no, call.now);
  }
  if (!read.phone.empty()) {
    bind_phone(tx, tenant, party, {read.phone, sighted_at, call.actor.id}, call.now);
  }
  note_alike(tx, call, party, alike, body.not_same.value_or(std::vector<PartyId>()));
  audit::record(tx, tenant.id, auth::who_of(call.actor, auth::Action::person_register), call.now,
                {.action = "party.registered", .object = party.text, .party = party.text});
  return view_person(tx, call, hooks, *find_party(tx, tenant.id, party));
}

}  // namespace parties
