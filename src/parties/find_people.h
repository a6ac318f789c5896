#pragma once

#include "parties/read_person.h"

namespace parties {

// A part of the name that what was typed met, written in one word (عبدالله).
struct HitPart {
  std::string part, how;       // same | spelling | script | beginning | similar
  std::optional<int> letters;  // of a beginning in the same script: that many of the part
};
BOOST_DESCRIBE_STRUCT(HitPart, (), (part, how, letters))

struct PersonHit {
  PartyId party;
  std::string name;
  std::optional<std::string> identity_masked, phone_masked, branch;
  std::string matched_by;  // identity | phone | name | reference
  std::optional<double> score;
  std::optional<std::string> request;
  std::vector<HitPart> parts;  // by name: why, in the order of the name
};
BOOST_DESCRIBE_STRUCT(PersonHit, (),
                      (party, name, identity_masked, phone_masked, branch, matched_by, score,
                       request, parts))

struct PersonHits {
  std::vector<PersonHit> items;
};
BOOST_DESCRIBE_STRUCT(PersonHits, (), (items))

// By identity number (exact), phone (exact), reference (hook; also its running number alone) or
// name (likeness), whichever the text can be; at most 20, best first. Only people whom the actor
// may see. Refuses find.too_short, find.too_long.
Result<PersonHits> find_people(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               std::string_view typed);
// The same by name alone, for suggestions.
std::vector<PersonHit> find_by_name(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    std::string_view name, std::size_t limit);
PersonHit describe_hit(db::Transaction& tx, const api::Call& call, const Party& party,
                       std::string matched_by);

}  // namespace parties
