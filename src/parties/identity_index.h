#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/api/api.h"
#include "saudi/identity.h"

namespace parties {

// A number with its slow index (about 30 ms of a core): made on the worker, before the transaction.
struct IndexedIdentity {
  saudi::IdentityNumber identity;
  std::string index;
  std::string fast;  // the index of a number that came in with a list, until it has the slow one
};
IndexedIdentity index_identity(const seal::Keeper& keeper, const saudi::IdentityNumber& identity);
std::string fast_identity_index(const seal::Keeper& keeper, const saudi::IdentityNumber& identity);

// An identity document as it was given or sighted: data, never a copy (domain/saudi.md section 6).
struct DocumentBody {
  std::string type, number, expires_on;  // expires_on: ISO
  std::optional<std::string> calendar;   // in which it is printed: hijri | gregorian
};
BOOST_DESCRIBE_STRUCT(DocumentBody, (), (type, number, expires_on, calendar))

struct ReadDocument {
  IndexedIdentity identity;
  std::optional<Date> expires_on;
  std::string calendar;
};
// An expired document is refused where it must prove who somebody is (H2), and noted where the file
// only records what there is.
enum class Expired : std::uint8_t { refused, noted };
// Every obstacle at once, under `pointer` ("/document"): identity.type, identity.required,
// identity.number (its parameters name the type), party.date, identity.expired.
Result<ReadDocument> read_document(const seal::Keeper& keeper, const DocumentBody& body, Date today,
                                   Expired expired, const std::string& pointer);

// The registered party that has this number, under either index.
std::optional<PartyId> party_of_identity(db::Transaction& tx, const AssociationId& association,
                                         const IndexedIdentity& identity);

}  // namespace parties
