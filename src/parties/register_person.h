#pragma once

#include "parties/identity_index.h"
#include "parties/read_person.h"
#include "parties/values.h"

namespace parties {

struct RegisterPerson {
  std::string full_name, identity_type;  // NAT | IQA | GCC | PAS | border | none
  std::optional<std::string> identity_number, identity_expires_on, identity_calendar;
  std::optional<std::string> birth_date, birth_calendar, gender, phone, region, city, short_address;
  std::optional<BranchId> branch;
  // People who were shown as likely the same (find_likely_same), and are not.
  std::optional<std::vector<PartyId>> not_same;
};
BOOST_DESCRIBE_STRUCT(RegisterPerson, (),
                      (full_name, identity_type, identity_number, identity_expires_on,
                       identity_calendar, birth_date, birth_calendar, gender, phone, region, city,
                       short_address, branch, not_same))

// The body, read and indexed; made on the worker, before the transaction.
struct ReadRegistration {
  std::map<std::string, Value> values;
  std::optional<ReadDocument> document;
  bool sighted = false;  // a valid document was seen: number and a day of expiry that is not over
  std::string phone;     // E.164 or empty
};
// Every obstacle at once, each on its field ("/identity_number").
Result<ReadRegistration> read_registration(const seal::Keeper& keeper, const RegisterPerson& body,
                                           Instant now);

// A new party with its key, values, document and phone. With an identity document that the officer
// sighted (number and expiry), the phone is bound to the person and opens the file; without, it is
// only noted. Refuses person.exists (with the party, if the actor may see it),
// person.branch_unknown; person.likely_same for each who may be the same person, whom the actor may
// see and has not said to be another.
Result<PersonFile> register_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                   const RegisterPerson& body, const ReadRegistration& read);

// Says where the person is only to who may find them.
Refusal person_exists(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                      const PartyId& party, const std::string& field);

}  // namespace parties
