#include "parties/erase_person.h"

#include "parties/household.h"
#include "parties/name_index.h"
#include "parties/party_rows.h"
#include "parties/representatives.h"
#include "parties/values.h"

namespace parties {

const db::Sql delete_identities(R"sql(
DELETE FROM party_identities WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql delete_phones(R"sql(
DELETE FROM party_phones WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql forget_claimed_number(R"sql(
UPDATE claims SET number_index = NULL WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql mark_erased(R"sql(
UPDATE parties SET erased_at = $3
 WHERE association_id = $1 AND id = $2 AND erased_at IS NULL)sql");

Result<Done> erase_person(db::Transaction& tx, const api::Tenant& tenant, const PartyId& asked,
                          const audit::Who& by, Instant now) {
  const auto party = current_party(tx, tenant.id, asked);
  if (!find_party(tx, tenant.id, party)) return auth::not_found();
  rows::serialize_register(tx);
  for (const auto& id : files_of(tx, tenant.id, party)) {
    tenant.keeper->erase_party_key(tx, id, now);
    tx.execute(delete_identities, tenant.id, id);
    tx.execute(delete_phones, tenant.id, id);
    tx.execute(forget_claimed_number, tenant.id, id);
    forget_household(tx, tenant.id, id);
    forget_representatives(tx, tenant.id, id);
    tx.execute(mark_erased, tenant.id, id, now);
    if (tenant.people) tx.after_commit([people = tenant.people, id] { people->remove(id); });
    tx.tell(std::string(person_news) + id.text);
  }
  audit::record(tx, tenant.id, by, now,
                {.action = "party.erased", .object = party.text, .party = party.text});
  return Done{};
}

}  // namespace parties
