#pragma once

#include "parties/likely_same.h"

namespace parties {

// Two registered people who may be one; `first` has the smaller id.
struct PossibleDuplicate {
  PersonHit first, second;
  double probability = 0;
  std::string verdict;
  std::vector<EvidenceView> evidence;
  Instant found_at;
};
BOOST_DESCRIBE_STRUCT(PossibleDuplicate, (),
                      (first, second, probability, verdict, evidence, found_at))
struct PossibleDuplicatePage {
  std::vector<PossibleDuplicate> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(PossibleDuplicatePage, (), (items, next))

// Puts a pair into the queue, or renews what it was compared by. A pair that was judged stays so.
void note_pair(db::Transaction& tx, const AssociationId& association, const PartyId& a,
               const PartyId& b, const matching::Comparison& comparison, Instant now);

// After a change of what people are compared by (name, date of birth, phone): whoever looks like
// this person now comes into the queue. Of a claim nothing.
void note_look_alikes(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                      Instant now);

// The open pairs of which the actor may see both, likeliest first.
Result<PossibleDuplicatePage> list_possible_duplicates(db::Transaction& tx, const api::Call& call,
                                                       const Hooks& hooks, const api::Page& page);

struct ComparedPair {
  double probability = 0;
  std::string verdict;  // also "different"
  std::vector<EvidenceView> evidence;
  std::string state;  // none | open | distinct | merged
  std::optional<Instant> decided_at;
  std::optional<std::string> decided_by;
};
BOOST_DESCRIBE_STRUCT(ComparedPair, (),
                      (probability, verdict, evidence, state, decided_at, decided_by))
// Any two people, as they are now. Refuses not_found, merge.same_person.
Result<ComparedPair> compare_pair(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& a, const PartyId& b);

struct JudgePair {
  std::string state;  // distinct: two people, for good; open: the judgement is taken back
};
BOOST_DESCRIBE_STRUCT(JudgePair, (), (state))
// Refuses not_found, merge.same_person, pair.state.
Result<ComparedPair> judge_pair(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                const PartyId& a, const PartyId& b, const JudgePair& body);

matching::Comparison compare_now(db::Transaction& tx, const api::Tenant& tenant, const PartyId& a,
                                 const PartyId& b);
// In the caller's transaction; private to this room.
void decide_pair(db::Transaction& tx, const api::Call& call, const PartyId& a, const PartyId& b,
                 std::string_view state, const matching::Comparison& comparison);
bool is_judged_distinct(db::Transaction& tx, const AssociationId& association, const PartyId& a,
                        const PartyId& b);

}  // namespace parties
