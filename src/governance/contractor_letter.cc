#include "governance/contractor_letter.h"

#include "base/json.h"
#include "governance/policy_links.h"

namespace governance {

void publish_contractor_letter(db::Transaction& tx, const AssociationId& association, Instant now,
                               const ContractorLetter& letter, const std::string& round) {
  outbox::publish(tx, association, now, contractor_topic,
                  letter.what + ":" + letter.digest + ":" + letter.contractor.text + ":" + round,
                  json::write(letter));
}

outbox::Attempt send_contractor_letter(api::Tenant& tenant, const messages::Connection& connection,
                                       const outbox::Task& task) {
  const auto letter = json::read<ContractorLetter>(task.payload);
  if (!letter) return {outbox::Outcome::give_up, "contractor.payload"};
  const Instant now = connection.clock->now();
  std::optional<ContractorView> contractor;
  std::string token;
  const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
    contractor = find_contractor(tx, tenant, letter->contractor);
    if (!contractor || contractor->state != "active") return false;
    token = issue_link(tx, tenant, contractor->id, letter->digest, now);
    return true;
  });
  if (end == db::End::refused) return {outbox::Outcome::give_up, "contractor.nobody"};
  if (end != db::End::committed) return {outbox::Outcome::retry, "contractor.not_noted"};
  return messages::tell_outsider(tenant, connection,
                                 {.what = letter->what,
                                  .email = contractor->email.value_or(""),
                                  .phone = contractor->phone.value_or(""),
                                  .page = "acknowledgement#" + token,
                                  .key = task.id});
}

}  // namespace governance
