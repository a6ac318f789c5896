#pragma once

#include "parties/read_person.h"

namespace parties {

// Values that change with the years are verified again a year after they were, by the association's
// calendar (O9: eligibility rests on valid data).
struct VerifyValues {
  std::vector<std::string> fields;
  std::string how;  // of assessment_means()
};
BOOST_DESCRIBE_STRUCT(VerifyValues, (), (fields, how))
// Says of these values, as they stand, that they are right today. Refuses verification.nothing,
// verification.field (not on the file, or bound to a document), verification.how, party.died,
// not_found.
Result<PersonFile> verify_values(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& party, const VerifyValues& body);

struct DueVerification {
  PartyId party;
  std::string name;
  std::vector<std::string> fields;
  Instant since;  // the oldest verification among them
};
BOOST_DESCRIBE_STRUCT(DueVerification, (), (party, name, fields, since))
struct DueVerifications {
  std::vector<DueVerification> items;  // the longest ago first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(DueVerifications, (), (items, next))
// Of people whom the actor may find.
Result<DueVerifications> list_due_verifications(db::Transaction& tx, const api::Call& call,
                                                const Hooks& hooks, const api::Page& page);

}  // namespace parties
