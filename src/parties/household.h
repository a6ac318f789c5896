#pragma once

#include "parties/read_person.h"

namespace parties {

// Who lives together and is assessed together. Members are people of the register; a household has
// no file of its own, so it is no member of anything. One of them is its head, and the others stand
// there by what they are to the head. Nobody is in two households at once.
struct HouseholdMember {
  PartyId party;
  std::string name;
  std::string relation;  // of relation_names()
  Instant since;
  std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(HouseholdMember, (), (party, name, relation, since, by))
struct Household {
  // The head first, then by age of the entry; without those that the reader may not know of. Empty:
  // none on record.
  std::vector<HouseholdMember> members;
};
BOOST_DESCRIBE_STRUCT(Household, (), (members))
const std::vector<std::string>& relation_names();
inline constexpr std::int64_t household_members_max = 60;

struct AddMember {
  PartyId party;
  std::string relation;  // to the head; never "head"
};
BOOST_DESCRIBE_STRUCT(AddMember, (), (party, relation))
// Of whoever lives alone on record, a household is made with them at its head. Refuses
// household.self, household.already, household.elsewhere (they live in another one: they leave it
// first), household.relation, household.full, household.claim, party.died, not_found.
Result<Household> add_member(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                             const PartyId& of, const AddMember& body);

struct ChangeRelation {
  std::string relation;
};
BOOST_DESCRIBE_STRUCT(ChangeRelation, (), (relation))
// A new head: who was it becomes what the new one was to them, turned round; what the others are to
// the new head nobody has said: "relative", until somebody does. Refuses household.none,
// household.relation, household.head_stays (another one is made the head instead).
Result<Household> change_relation(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& member, const ChangeRelation& body);

struct LeaveHousehold {};
BOOST_DESCRIBE_STRUCT(LeaveHousehold, (), ())
// The last who is left lives alone again. Refuses household.none, household.head_leaves (while two
// others are left, one of them is made the head first).
Result<Household> leave_household(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& member, const LeaveHousehold& body);

Result<Household> read_household(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& party);

// What a person is to the head of their household; nothing: no household is on record.
std::optional<std::string> relation_of(db::Transaction& tx, const AssociationId& association,
                                       const PartyId& party);

// Of somebody who is erased: who lived with them is a fact about them.
void forget_household(db::Transaction& tx, const AssociationId& association, const PartyId& party);

}  // namespace parties
