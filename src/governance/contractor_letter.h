#pragma once

#include "governance/contractors.h"
#include "messages/messages.h"

// A letter to a contractor with a link of its own. The token is made when the letter leaves and
// stands nowhere but in it.
namespace governance {

struct ContractorLetter {
  ContractorId contractor;
  std::string digest, what;  // what: of texts/messages/outsiders.json
};
BOOST_DESCRIBE_STRUCT(ContractorLetter, (), (contractor, digest, what))

inline constexpr auto* contractor_topic = "policy.contractor";
// One for each contractor, version and round.
void publish_contractor_letter(db::Transaction& tx, const AssociationId& association, Instant now,
                               const ContractorLetter& letter, const std::string& round);
outbox::Attempt send_contractor_letter(api::Tenant& tenant, const messages::Connection& connection,
                                       const outbox::Task& task);

}  // namespace governance
