#pragma once

#include "parties/identity_index.h"
#include "parties/party.h"

// What the use cases of this room share: rows with sealed boxes. Private to this room.
namespace parties::rows {

// A new row and its key.
PartyId insert_party(db::Transaction& tx, const api::Tenant& tenant, PartyKind kind,
                     Class confidentiality, const BranchId& branch, Instant now);

struct NewParty {
  PartyId id;
  seal::Key key;
};
NewParty insert_party_with_key(db::Transaction& tx, const api::Tenant& tenant, PartyKind kind,
                               Class confidentiality, const BranchId& branch, Instant now);

struct Phone {
  std::string number;  // E.164
  std::optional<Instant> verified_at;
};
// A verified one first, then the latest. Nothing of an erased party.
std::vector<Phone> phones_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);

struct Identity {
  std::string type, number, expires_on, calendar;
  std::string sighted_by;
  std::optional<Instant> sighted_at;
};
std::vector<Identity> identities_of(db::Transaction& tx, const api::Tenant& tenant,
                                    const PartyId& party);

enum class Sighted : std::uint8_t { no, yes };  // stated only, or seen by `by`
// Puts a document on the file of `party`; one of the same number there is renewed. The caller has
// made sure that the number is nobody else's.
void put_identity(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                  const ReadDocument& document, std::string_view by, Sighted sighted, Instant now);

// The row with this index becomes the other party's; false when `from` has none.
bool move_identity(db::Transaction& tx, const api::Tenant& tenant, std::string_view index,
                   const PartyId& from, const PartyId& to);

// Of consents those acts that are later than the other's own of that purpose.
void copy_roles_and_consents(db::Transaction& tx, const AssociationId& association,
                             const PartyId& from, const PartyId& to);

// Of a party that this transaction made, so nothing is asked: a number that nobody has sighted,
// under its fast index, and a phone that nobody has verified.
void put_first_identity(db::Transaction& tx, const AssociationId& association,
                        const NewParty& party, const saudi::IdentityNumber& identity,
                        const std::string& fast_index, std::string_view by, Instant now);
void put_first_phone(db::Transaction& tx, const api::Tenant& tenant, const NewParty& party,
                     const std::string& number, std::string_view by, Instant now);

// The number in a row of party_identities; nothing: it does not open.
std::optional<std::string> opened_number(const seal::Key& key, const PartyId& party,
                                         std::string_view index, std::string_view box);

// A fast index becomes the slow one, and the number is sealed anew under it. False: the row is gone
// or the number is another's too, by its slow index.
bool slow_down(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
               const IndexedIdentity& identity);

// Every party whose number or phone may decide is taken in turn (PostgreSQL; SQLite writes are
// serial already).
void serialize_register(db::Transaction& tx);

}  // namespace parties::rows
