#include "parties/create_claim.h"

#include "parties/add_phone.h"
#include "parties/party_rows.h"
#include "platform/kernel/kernel.h"

namespace parties {
namespace {

std::map<std::string, Value> values_of(const ClaimGiven& given, const std::string& name) {
  std::map<std::string, Value> values;
  if (!name.empty()) values["full_name"].value = name;
  const auto identity =
      given.identity ? std::optional(given.identity->identity) : given.stated_identity;
  if (identity) {
    values["identity_number"].value = identity->number;
    values["identity_type"].value = std::string(saudi::name_of(identity->kind));
  }
  return values;
}

}  // namespace

const db::Sql insert_claim(R"sql(
INSERT INTO claims (association_id, id, party_id, number_index, made_at)
VALUES ($1, $2, $3, $4, $5))sql");

Result<PartyId> create_claim(db::Transaction& tx, const api::Tenant& tenant,
                             const ClaimGiven& given, const audit::Who& by, Instant now) {
  std::string name;
  if (!given.full_name.empty()) {
    name = TRY(read_value("full_name", given.full_name, "", riyadh_date(now), "/full_name")).value;
  }
  const auto party =
      rows::insert_party(tx, tenant, PartyKind::claim, given.confidentiality, given.branch, now);
  for (const auto& [field, value] : values_of(given, name)) {
    TRY(put_value(tx, tenant, party, {field, value, given.source, given.entered_by, {}}, now));
  }
  const auto index =
      given.identity ? std::optional(db::Bytes{given.identity->index}) : std::nullopt;
  tx.execute(insert_claim, tenant.id, kernel::new_id<ClaimId>(now), party, index, now);
  if (!given.phone.empty()) {
    const auto proven_at = given.phone_proven ? std::optional(now) : std::nullopt;
    bind_phone(tx, tenant, party, {given.phone, proven_at, given.entered_by}, now);
  }
  audit::record(tx, tenant.id, by, now,
                {.action = "claim.made", .object = party.text, .party = party.text});
  return party;
}

}  // namespace parties
