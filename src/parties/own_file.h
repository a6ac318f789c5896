#pragma once

#include "parties/assess_needs.h"
#include "parties/representatives.h"

namespace parties {

// What the association knows of a person, as the person themselves reads it in the portal: members
// of the staff stand there by their part in it, not by name.
struct OwnValue {
  std::string field, value;
  std::optional<std::string> calendar, printed;
  std::string source;  // portal | desk | request | document | import
  bool by_staff = false;
  Instant at;
  std::optional<Instant> verified_at;
};
BOOST_DESCRIBE_STRUCT(OwnValue, (),
                      (field, value, calendar, printed, source, by_staff, at, verified_at))
struct OwnPhone {
  std::string masked;
  std::optional<Instant> verified_at;
};
BOOST_DESCRIBE_STRUCT(OwnPhone, (), (masked, verified_at))
struct OwnIdentity {
  std::string type, number_masked;
  std::optional<std::string> expires_on, calendar;
  std::optional<Instant> sighted_at;
};
BOOST_DESCRIBE_STRUCT(OwnIdentity, (), (type, number_masked, expires_on, calendar, sighted_at))

struct OwnFile {
  std::string kind;  // claim: what they said themselves; party: the whole file
  std::vector<OwnValue> values;
  std::vector<OwnPhone> phones;
  std::vector<OwnIdentity> identities;
  std::vector<ConsentState> consents;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(OwnFile, (), (kind, values, phones, identities, consents, roles))

// Of a claim only what it said itself: nobody has matched it with a person yet, and what an officer
// wrote is not its own to see.
OwnFile own_file(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);

// All that a copy of one's data holds: numbers in full, and former values too.
struct CopiedValue {
  OwnValue value;
  bool is_current = true;
};
BOOST_DESCRIBE_STRUCT(CopiedValue, (), (value, is_current))
struct CopiedFile {
  std::string kind;
  Instant since;
  std::vector<CopiedValue> values;  // by field, the latest first
  std::vector<std::string> phones;  // E.164
  std::vector<OwnIdentity> identities;
  std::vector<std::string> identity_numbers;  // in the order of `identities`
  std::vector<ConsentState> consents;
  std::vector<std::string> roles;
  std::vector<AssessmentView> assessments;
  std::optional<std::string> household_relation;      // what they are to the head
  std::vector<CopiedRepresentative> representatives;  // who acts for them, the latest first
};
BOOST_DESCRIBE_STRUCT(CopiedFile, (),
                      (kind, since, values, phones, identities, identity_numbers, consents, roles,
                       assessments, household_relation, representatives))
std::optional<CopiedFile> copied_file(db::Transaction& tx, const api::Tenant& tenant,
                                      const PartyId& party, Instant now);

}  // namespace parties
