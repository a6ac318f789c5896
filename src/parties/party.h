#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/api/api.h"

namespace parties {

// A party is a person the association has a relation with. A claim is a party that proved a phone
// and no identity: it sees only what it submitted itself, until an officer's match makes it a party
// or joins it to one.
enum class PartyKind : std::uint8_t { claim, party };
std::string_view name_of(PartyKind kind);

struct Party {
  PartyId id;
  PartyKind kind = PartyKind::party;
  Class confidentiality = Class::ordinary;  // the highest of its requests
  BranchId branch;
  PartyId joined_to;  // of a claim that was matched with a registered party
  bool died = false;  // then the file is closed: nothing is changed, asked or sent
  Instant created_at;
};
std::optional<Party> find_party(db::Transaction& tx, const AssociationId& association,
                                const PartyId& party);
// Those of a list that stand by themselves, by id.
std::map<PartyId, Party> find_parties(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<PartyId>& parties);
bool is_claim(db::Transaction& tx, const AssociationId& association, const PartyId& party);
// The party that a joined claim became part of; itself otherwise.
PartyId current_party(db::Transaction& tx, const AssociationId& association, const PartyId& party);
// The party itself and those that became part of it, by id: what is theirs lies under any of them.
std::vector<PartyId> files_of(db::Transaction& tx, const AssociationId& association,
                              const PartyId& party);

// Whether their death is on record.
bool has_died(db::Transaction& tx, const AssociationId& association, const PartyId& party);

// Names and contact points are opened only for the one line that shows them; empty when the party
// is unknown, has none, or is erased. A joined claim shows the party that it was joined to.
std::string display_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);
// The same for a list, without one question for each; by id, without those that have none.
std::map<PartyId, std::string> display_names(db::Transaction& tx, const api::Tenant& tenant,
                                             std::vector<PartyId> parties);
std::string phone_of(db::Transaction& tx, const api::Tenant& tenant,
                     const PartyId& party);  // E.164; a verified one before others, then the latest
std::string email_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);
std::string masked_identity_of(db::Transaction& tx, const api::Tenant& tenant,
                               const PartyId& party);
std::string masked_phone_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);

// The parties that a verified phone opens: registered ones whose phone an officer bound to them,
// and claims that were made with it. Also auth's MayActFor.
std::vector<PartyId> parties_of_phone(db::Transaction& tx, const AssociationId& association,
                                      std::string_view phone_index);

// The class of a party is the highest of its requests: the requests room says it.
void set_class(db::Transaction& tx, const AssociationId& association, const PartyId& party,
               Class confidentiality);
void set_branch(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                const BranchId& branch);

// What a party is to the association: beneficiary, volunteer, supporter, staff, entity. Giving a
// role twice changes nothing.
const std::vector<std::string>& party_roles();
Result<Done> give_role(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                       std::string_view role, Instant now);
// Who has the role and was not erased: by id, after `after` (empty: from the first), at most
// `limit`.
std::vector<PartyId> parties_with_role(db::Transaction& tx, const AssociationId& association,
                                       std::string_view role, std::string_view after, int limit);
std::vector<std::string> roles_of(db::Transaction& tx, const AssociationId& association,
                                  const PartyId& party);

}  // namespace parties
