#pragma once

#include "parties/party.h"

namespace parties {

// One consent per purpose, provable with time and means (PDPL, R11). Withdrawing is as easy as
// giving. Each act is kept, a refusal when asked too; the latest of a purpose counts.
struct ConsentAct {
  std::string purpose;
  bool given = false;
  int notice_version = 0;
  std::string means;     // "portal" | "desk"
  std::string given_by;  // id of the staff member who entered it; empty: the party itself
};
// Refuses consent.purpose_unknown and consent.notice_version (of the policy in force), not_found.
Result<Done> record_consent(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                            const ConsentAct& act, const audit::Who& by, Instant now);

struct ConsentState {
  std::string purpose;
  std::optional<Instant> given_at, withdrawn_at;
  int notice_version = 0;
  std::optional<policy::Text> text;  // as the policy in force words the purpose
};
BOOST_DESCRIBE_STRUCT(ConsentState, (), (purpose, given_at, withdrawn_at, notice_version, text))
// The latest of each purpose, by purpose.
std::vector<ConsentState> consents_of(db::Transaction& tx, const AssociationId& association,
                                      const PartyId& party);
// The same, each with the words of the policy in force, where it still has the purpose.
std::vector<ConsentState> worded_consents(db::Transaction& tx, const api::Tenant& tenant,
                                          const PartyId& party);
// What a consent on the audit log ("consent.given", with its detail) was for, as the policy in
// force words the purpose; nothing: it has it no longer, or the entry is another act's.
std::optional<policy::Text> purpose_on_record(const api::Tenant& tenant, const audit::Entry& entry);
bool has_consented(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                   std::string_view purpose);

}  // namespace parties
