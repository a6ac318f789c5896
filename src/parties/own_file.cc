#include "parties/own_file.h"

#include "parties/household.h"
#include "parties/party_rows.h"
#include "parties/values.h"
#include "saudi/contact.h"

namespace parties {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

OwnValue own_value(const StoredValue& stored) {
  return {.field = stored.field,
          .value = stored.value.value,
          .calendar = unless_empty(stored.value.calendar),
          .printed = unless_empty(stored.value.printed),
          .source = stored.source,
          .by_staff = !stored.by.empty(),
          .at = stored.at,
          .verified_at = stored.verified_at};
}

OwnIdentity own_identity(const rows::Identity& identity) {
  return {.type = identity.type,
          .number_masked = saudi::masked(identity.number),
          .expires_on = unless_empty(identity.expires_on),
          .calendar = unless_empty(identity.calendar),
          .sighted_at = identity.sighted_at};
}

// Values of a file that became part of another are former ones.
void add_history(db::Transaction& tx, const api::Tenant& tenant, const PartyId& part, bool is_main,
                 bool own_words_only, CopiedFile& file) {
  for (const auto& [field, current] : current_values(tx, tenant, part)) {
    for (const auto& stored : value_history(tx, tenant, part, field)) {
      if (own_words_only && !stored.by.empty()) continue;
      const bool is_current =
          is_main && stored.at == current.at && stored.value.value == current.value.value;
      file.values.push_back({own_value(stored), is_current});
    }
  }
}

}  // namespace

OwnFile own_file(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  const bool claim = is_claim(tx, tenant.id, party);
  OwnFile file{.kind = std::string(name_of(claim ? PartyKind::claim : PartyKind::party))};
  for (const auto& [field, stored] : current_values(tx, tenant, party))
    if (!claim || stored.by.empty()) file.values.push_back(own_value(stored));
  for (const auto& phone : rows::phones_of(tx, tenant, party))
    file.phones.push_back({saudi::masked_phone(phone.number), phone.verified_at});
  if (!claim)
    for (const auto& identity : rows::identities_of(tx, tenant, party))
      file.identities.push_back(own_identity(identity));
  file.consents = worded_consents(tx, tenant, party);
  file.roles = roles_of(tx, tenant.id, party);
  return file;
}

std::optional<CopiedFile> copied_file(db::Transaction& tx, const api::Tenant& tenant,
                                      const PartyId& asked, Instant now) {
  const auto found = find_party(tx, tenant.id, asked);
  if (!found) return std::nullopt;
  const bool claim = found->kind == PartyKind::claim;
  CopiedFile file{.kind = std::string(name_of(found->kind)), .since = found->created_at};
  for (const auto& part : files_of(tx, tenant.id, asked))
    add_history(tx, tenant, part, part == asked, claim, file);
  for (const auto& phone : rows::phones_of(tx, tenant, asked)) file.phones.push_back(phone.number);
  if (!claim) {
    for (const auto& identity : rows::identities_of(tx, tenant, asked)) {
      file.identities.push_back(own_identity(identity));
      file.identity_numbers.push_back(identity.number);
    }
  }
  file.consents = worded_consents(tx, tenant, asked);
  file.roles = roles_of(tx, tenant.id, asked);
  file.assessments = assessments_of(tx, tenant, asked, now);
  if (!claim) file.household_relation = relation_of(tx, tenant.id, asked);
  if (!claim) file.representatives = copied_representatives(tx, tenant, asked);
  return file;
}

}  // namespace parties
