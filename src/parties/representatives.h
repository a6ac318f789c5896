#pragma once

#include "parties/read_person.h"

namespace parties {

// Who acts for a person besides themselves, by a document that an officer saw: a guardian (of a
// child, of who cannot decide) or an agent (by a power of attorney). The document's number is
// sealed; no copy is kept.
struct Representative {
  std::string id;
  PartyId party;  // the other of the two, as the page is of one
  std::string name;
  std::string capacity;  // guardian | agent
  std::string evidence;  // of evidence_names()
  std::string number_masked;
  std::optional<Date> valid_until;
  bool is_valid = true;  // today, by valid_until
  Instant since;
  std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(Representative, (),
                      (id, party, name, capacity, evidence, number_masked, valid_until, is_valid,
                       since, by))
struct Representatives {
  // Newest first, without people whom the reader may not know of.
  std::vector<Representative> acting_for_them, they_act_for;
};
BOOST_DESCRIBE_STRUCT(Representatives, (), (acting_for_them, they_act_for))
// Which documents prove a capacity; none: no such capacity.
const std::vector<std::string>& evidence_names(std::string_view capacity);
inline constexpr std::size_t representatives_max = 20, evidence_number_max = 40;

struct AddRepresentative {
  PartyId party;  // who acts
  std::string capacity, evidence, number;
  std::optional<std::string> valid_until, calendar;  // as printed; an agency has always an end
  bool sighted = false;
};
BOOST_DESCRIBE_STRUCT(AddRepresentative, (),
                      (party, capacity, evidence, number, valid_until, calendar, sighted))
// Refuses every obstacle of the form at once: representative.capacity, .evidence, .number, .until,
// .expired, .sighted, party.date; then representative.self, .already, .ward (who has a guardian
// acts for nobody), .circular (a guardian for whom the ward acts; agents may be each other's),
// .claim, .died, .full; party.died, not_found.
Result<Representatives> add_representative(db::Transaction& tx, const api::Call& call,
                                           const Hooks& hooks, const PartyId& of,
                                           const AddRepresentative& body);

struct EndRepresentative {};
BOOST_DESCRIBE_STRUCT(EndRepresentative, (), ())
// From either file. It stays on record that it was so. Refuses representative.unknown, not_found.
Result<Representatives> end_representative(db::Transaction& tx, const api::Call& call,
                                           const Hooks& hooks, const PartyId& of,
                                           const std::string& id);

Result<Representatives> read_representatives(db::Transaction& tx, const api::Call& call,
                                             const Hooks& hooks, const PartyId& party);

// For a copy of one's own data: nobody else by name.
struct CopiedRepresentative {
  std::string capacity, evidence;
  std::optional<Date> valid_until;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(CopiedRepresentative, (), (capacity, evidence, valid_until, since))
std::vector<CopiedRepresentative> copied_representatives(db::Transaction& tx,
                                                         const api::Tenant& tenant,
                                                         const PartyId& party);

// Of somebody who is erased, on either side.
void forget_representatives(db::Transaction& tx, const AssociationId& association,
                            const PartyId& party);

}  // namespace parties
