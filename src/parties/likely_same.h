#pragma once

#include "matching/matching.h"
#include "parties/find_people.h"
#include "parties/register_person.h"

namespace parties {

struct EvidenceView {
  std::string part, level;  // of matching::Part, matching::Level
  double bits = 0;
};
BOOST_DESCRIBE_STRUCT(EvidenceView, (), (part, level, bits))

struct LikelySame {
  PersonHit person;
  double probability = 0;
  std::string verdict;  // possible | likely | same
  std::vector<EvidenceView> evidence;
};
BOOST_DESCRIBE_STRUCT(LikelySame, (), (person, probability, verdict, evidence))
struct LikelySameList {
  std::vector<LikelySame> items;
};
BOOST_DESCRIBE_STRUCT(LikelySameList, (), (items))

std::vector<EvidenceView> evidence_view(const matching::Comparison& comparison);

// A registered person who may be the one who is looked at.
struct Alike {
  PartyId party;
  matching::Comparison comparison;
};
// Those of the register whom somebody with these features may be, likeliest first: of similar name,
// or with one of these phones (by their index). Whoever is hidden from the reader is among them:
// see `visible_to`.
std::vector<Alike> find_alike(db::Transaction& tx, const api::Tenant& tenant,
                              const matching::Person& person,
                              const std::vector<std::string>& phone_indexes,
                              const PartyId& except = {});
std::vector<LikelySame> visible_to(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                   const std::vector<Alike>& alike);

// Of the phone that is given with it, if any.
std::vector<std::string> phone_indexes_of(const api::Tenant& tenant, const ReadRegistration& read);

// Before somebody is registered: who they may be already, as far as the actor may see them.
Result<LikelySameList> find_likely_same(db::Transaction& tx, const api::Call& call,
                                        const Hooks& hooks, const ReadRegistration& read);

}  // namespace parties
