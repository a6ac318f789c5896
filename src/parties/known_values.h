#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parties/party.h"

namespace parties {

// What a file knows, for a form that its own person begins.
struct KnownValue {
  std::string value, calendar;
  Instant at;  // given, or verified since
};
struct KnownIdentity {
  std::string type, number, expires_on, calendar;
};
struct KnownPerson {
  std::map<std::string, KnownValue> values;  // by field
  std::vector<KnownIdentity> identities;     // the latest first
};
// Of a registered party the whole file; of a claim only what it said itself: nobody has matched it
// with a person yet, and what an officer wrote is not its own to see. Nothing of an erased one.
KnownPerson known_person(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);

}  // namespace parties
