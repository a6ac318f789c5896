#include "platform/exports/exports.h"

#include <cmath>

#include "parties/list_claims.h"
#include "parties/possible_duplicates.h"
#include "parties/room_routes.h"
#include "parties/verify_values.h"

namespace parties {
namespace {

using auth::Action;
using exports::Columns;
using exports::Words;
using Tx = db::Transaction;

std::int64_t percent(double share) {
  return std::lround(share * 100);
}

Columns<PersonHit> columns_of_people() {
  using Hit = PersonHit;
  return Columns<Hit>()
      .add("name", &Hit::name)
      .add("identity", &Hit::identity_masked)
      .add("phone", &Hit::phone_masked)
      .add("branch", &Hit::branch)
      .add("matched_by", [](const Hit& hit,
                            const Words& words) { return words.of("matched_by", hit.matched_by); })
      .add("likeness", [](const Hit& hit) {
        return hit.score ? std::optional(percent(*hit.score)) : std::nullopt;
      });
}

Columns<DueVerification> columns_of_verifications() {
  using Row = DueVerification;
  return Columns<Row>()
      .add("name", &Row::name)
      .add("fields",
           [](const Row& row, const Words& words) { return words.all_of("field", row.fields); })
      .add("since", &Row::since);
}

// Of whom a claim may be, as far as the reader may see them.
std::string candidates(const ClaimRow& row, const Words& words) {
  std::vector<std::string> people;
  people.reserve(row.candidates.size());
  for (const auto& hit : row.candidates) {
    people.push_back(hit.identity_masked ? hit.name + " (" + *hit.identity_masked + ")" : hit.name);
  }
  return words.joined(people);
}

Columns<ClaimRow> columns_of_claims() {
  using Row = ClaimRow;
  return Columns<Row>()
      .add("name", &Row::name)
      .add("reference", &Row::reference)
      .add("applied", &Row::at)
      .add("candidates", candidates);
}

Columns<PossibleDuplicate> columns_of_duplicates() {
  using Pair = PossibleDuplicate;
  return Columns<Pair>()
      .add("first", [](const Pair& pair) { return pair.first.name; })
      .add("first_identity", [](const Pair& pair) { return pair.first.identity_masked; })
      .add("first_phone", [](const Pair& pair) { return pair.first.phone_masked; })
      .add("second", [](const Pair& pair) { return pair.second.name; })
      .add("second_identity", [](const Pair& pair) { return pair.second.identity_masked; })
      .add("second_phone", [](const Pair& pair) { return pair.second.phone_masked; })
      .add("verdict",
           [](const Pair& pair, const Words& words) { return words.of("verdict", pair.verdict); })
      .add("likeness", [](const Pair& pair) { return percent(pair.probability); })
      .add("found", &Pair::found_at);
}

void add_judged_exports(api::Routes& routes, const Hooks& hooks) {
  exports::add_export(
      routes, "/desk/claims", Action::claim_match,
      exports::list_of<ClaimPage>("claims", columns_of_claims(),
                                  [hooks](Tx& tx, const api::Call& call) -> Result<ClaimPage> {
                                    return list_claims(tx, call, hooks, TRY(api::page_of(call)));
                                  }));
  exports::add_export(routes, "/desk/duplicates", Action::duplicate_judge,
                      exports::list_of<PossibleDuplicatePage>(
                          "duplicates", columns_of_duplicates(),
                          [hooks](Tx& tx, const api::Call& call) -> Result<PossibleDuplicatePage> {
                            return list_possible_duplicates(tx, call, hooks,
                                                            TRY(api::page_of(call)));
                          }));
}

}  // namespace

void add_exports(api::Routes& routes, const Hooks& hooks) {
  exports::add_export(routes, "/desk/people", Action::person_find,
                      exports::list_of<PersonHits>(
                          "people", columns_of_people(), [hooks](Tx& tx, const api::Call& call) {
                            return find_people(tx, call, hooks, call.argument("q").value_or(""));
                          }));
  exports::add_export(routes, "/desk/verifications", Action::person_edit,
                      exports::list_of<DueVerifications>(
                          "verifications", columns_of_verifications(),
                          [hooks](Tx& tx, const api::Call& call) -> Result<DueVerifications> {
                            return list_due_verifications(tx, call, hooks, TRY(api::page_of(call)));
                          }));
  add_judged_exports(routes, hooks);
}

}  // namespace parties
