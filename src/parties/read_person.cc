#include "parties/read_person.h"

#include "organisation/organisation.h"
#include "parties/file_fields.h"
#include "parties/merge_people.h"
#include "parties/party_rows.h"
#include "parties/values.h"
#include "saudi/contact.h"

namespace parties {
namespace {

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// A year after it was verified, by the association's calendar.
void add_again(ValueView& value, saudi::YearsBy years_by, Instant now) {
  const auto* field = file_field(value.field);
  value.changes = field != nullptr && field->changes;
  if (!value.changes || !value.verified_at) return;
  value.again_on = saudi::years_later(riyadh_date(*value.verified_at), 1, years_by);
  value.due = *value.again_on <= riyadh_date(now);
}

void add_values(db::Transaction& tx, const api::Call& call, const PartyId& party,
                organisation::StaffNames& names, PersonFile& file) {
  const auto& tenant = call.tenant;
  const auto years_by = organisation::years_by(tx, tenant.id);
  for (auto& [field, stored] : current_values(tx, tenant, party)) {
    file.values.push_back({.field = field,
                           .value = std::move(stored.value.value),
                           .calendar = unless_empty(std::move(stored.value.calendar)),
                           .printed = unless_empty(std::move(stored.value.printed)),
                           .source = std::move(stored.source),
                           .by = unless_empty(names.of(stored.by)),
                           .at = stored.at,
                           .verified_at = stored.verified_at});
    add_again(file.values.back(), years_by, call.now);
  }
}

void add_contacts(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                  organisation::StaffNames& names, PersonFile& file) {
  for (auto& phone : rows::phones_of(tx, tenant, party)) {
    auto masked = saudi::masked_phone(phone.number);
    file.phones.push_back({std::move(masked), std::move(phone.number), phone.verified_at});
  }
  for (auto& identity : rows::identities_of(tx, tenant, party)) {
    auto masked = saudi::masked(identity.number);
    file.identities.push_back({.type = std::move(identity.type),
                               .number_masked = std::move(masked),
                               .number = std::move(identity.number),
                               .expires_on = unless_empty(std::move(identity.expires_on)),
                               .calendar = unless_empty(std::move(identity.calendar)),
                               .sighted_by = unless_empty(names.of(identity.sighted_by)),
                               .sighted_at = identity.sighted_at});
  }
}

}  // namespace

std::optional<std::string> branch_name(db::Transaction& tx, const AssociationId& association,
                                       const BranchId& branch) {
  if (branch.empty()) return std::nullopt;
  const auto found = organisation::find_branch(tx, association, branch);
  if (!found) return std::nullopt;
  const auto name = found->name.find("ar");
  return name == found->name.end() ? std::nullopt : std::optional(name->second);
}

Result<Party> party_for(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                        auth::Action action, const PartyId& asked, Closed closed) {
  const auto id = current_party(tx, call.tenant.id, asked);
  auto party = find_party(tx, call.tenant.id, id);
  if (!party) {
    TRY(auth::authorise(call.actor, action));  // who may not ask hears so, whatever they ask for
    return auth::not_found();
  }
  auth::Object object{
      .object_class = party->confidentiality, .branch = party->branch, .party = party->id};
  object.assigned_to_actor = hooks.works_for && hooks.works_for(tx, call, party->id);
  TRY(auth::authorise(call.actor, action, object));
  if (party->died && action == auth::Action::person_edit && closed == Closed::not_)
    return refuse(RefusalKind::conflict, "party.died");
  return *std::move(party);
}

PersonFile view_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                       const Party& party) {
  organisation::StaffNames names(tx, call.tenant);
  PersonFile file{.party = party.id,
                  .kind = std::string(name_of(party.kind)),
                  .class_ = std::string(name_of(party.confidentiality)),
                  .branch = branch_name(tx, call.tenant.id, party.branch)};
  add_values(tx, call, party.id, names, file);
  add_contacts(tx, call.tenant, party.id, names, file);
  if (hooks.requests_of) file.requests = hooks.requests_of(tx, call, party.id);
  file.consents = worded_consents(tx, call.tenant, party.id);
  file.roles = roles_of(tx, call.tenant.id, party.id);
  file.merges = merges_of(tx, call, names, party.id);
  file.died = party.died;
  return file;
}

Result<PersonFile> read_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const PartyId& party) {
  return view_person(tx, call, hooks,
                     TRY(party_for(tx, call, hooks, auth::Action::person_read, party)));
}

}  // namespace parties
