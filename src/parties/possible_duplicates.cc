#include "parties/possible_duplicates.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/features.h"
#include "parties/name_index.h"
#include "parties/party_rows.h"

namespace parties {
namespace {

constexpr std::size_t looked_at_max = 1'000;  // pairs, when most are hidden from the actor

std::int64_t thousandths(double probability) {
  return std::lround(probability * 1000);
}

struct Pair {
  PartyId first, second;
};
Pair in_order(const PartyId& a, const PartyId& b) {
  return a < b ? Pair{a, b} : Pair{b, a};
}

struct Open {
  Pair pair;
  std::int64_t probability = 0;
  std::string verdict, evidence;
  Instant found_at;
};

std::string key_text(const Open& open) {
  return std::to_string(open.probability) + "~" + open.pair.first.text + "~" +
         open.pair.second.text;
}

struct Key {
  std::int64_t probability = 1'001;  // before all
  std::string first, second;
};
Result<Key> key_of(const std::string& after) {
  Key key;
  if (after.empty()) return key;
  const auto parts = split(after, '~');
  const auto& number = parts.front();
  const auto read = std::from_chars(number.data(), number.data() + number.size(), key.probability);
  if (parts.size() != 3 || read.ec != std::errc{} || read.ptr != number.data() + number.size()) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  }
  key.first = parts[1];
  key.second = parts[2];
  return key;
}

}  // namespace

const db::Sql upsert_open(R"sql(
INSERT INTO possible_duplicates (association_id, first_id, second_id, state, probability, verdict,
       evidence, found_at)
VALUES ($1, $2, $3, 'open', $4, $5, $6, $7)
    ON CONFLICT (association_id, first_id, second_id) DO UPDATE
   SET probability = $4, verdict = $5, evidence = $6, found_at = $7
 WHERE possible_duplicates.state = 'open')sql");
const db::Sql upsert_decided(R"sql(
INSERT INTO possible_duplicates (association_id, first_id, second_id, state, probability, verdict,
       evidence, found_at, decided_at, decided_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
    ON CONFLICT (association_id, first_id, second_id) DO UPDATE
   SET state = $4, decided_at = $8, decided_by = $9)sql");
const db::Sql select_open(R"sql(
SELECT d.first_id, d.second_id, d.probability, d.verdict, d.evidence, d.found_at
  FROM possible_duplicates AS d
  JOIN parties AS a ON a.association_id = d.association_id AND a.id = d.first_id
  JOIN parties AS b ON b.association_id = d.association_id AND b.id = d.second_id
 WHERE d.association_id = $1 AND d.state = 'open'
   AND (d.probability < $2
        OR (d.probability = $2 AND (d.first_id > $3 OR (d.first_id = $3 AND d.second_id > $4))))
   AND a.joined_to IS NULL AND a.erased_at IS NULL
   AND b.joined_to IS NULL AND b.erased_at IS NULL
 ORDER BY d.probability DESC, d.first_id, d.second_id LIMIT $5)sql");
const db::Sql select_decided(R"sql(
SELECT state, decided_at, decided_by FROM possible_duplicates
 WHERE association_id = $1 AND first_id = $2 AND second_id = $3)sql");

void note_pair(db::Transaction& tx, const AssociationId& association, const PartyId& a,
               const PartyId& b, const matching::Comparison& comparison, Instant now) {
  const auto pair = in_order(a, b);
  const auto evidence = json::write(evidence_view(comparison));
  tx.execute(upsert_open, association, pair.first, pair.second, thousandths(comparison.probability),
             name_of(comparison.verdict), evidence, now);
}

void decide_pair(db::Transaction& tx, const api::Call& call, const PartyId& a, const PartyId& b,
                 std::string_view state, const matching::Comparison& comparison) {
  const auto pair = in_order(a, b);
  const auto evidence = json::write(evidence_view(comparison));
  tx.execute(upsert_decided, call.tenant.id, pair.first, pair.second, state,
             thousandths(comparison.probability), name_of(comparison.verdict), evidence, call.now,
             call.actor.id);
}

void note_look_alikes(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                      Instant now) {
  const auto found = find_party(tx, tenant.id, party);
  if (!found || found->kind != PartyKind::party) return;
  const auto features = features_of(tx, tenant, {party});
  if (features.empty()) return;
  std::vector<std::string> indexes;
  for (const auto& phone : rows::phones_of(tx, tenant, party))
    indexes.push_back(tenant.keeper->fast_index("phone", phone.number));
  for (const auto& one : find_alike(tx, tenant, features.begin()->second, indexes, party))
    note_pair(tx, tenant.id, party, one.party, one.comparison, now);
}

Result<PossibleDuplicatePage> list_possible_duplicates(db::Transaction& tx, const api::Call& call,
                                                       const Hooks& hooks, const api::Page& page) {
  const auto key = TRY(key_of(page.after));
  std::vector<Open> open;
  tx.each(
      select_open,
      [&](const db::Row& row) {
        open.push_back({
            .pair = {{row.string(0)}, {row.string(1)}},
            .probability = row.integer(2),
            .verdict = row.string(3),
            .evidence = row.string(4),
            .found_at = row.instant(5)
        });
      },
      call.tenant.id, key.probability, key.first, key.second, looked_at_max);
  PossibleDuplicatePage found;
  for (const auto& one : open) {
    if (found.items.size() == static_cast<std::size_t>(page.limit)) break;
    const auto first = party_for(tx, call, hooks, auth::Action::person_find, one.pair.first);
    const auto second = party_for(tx, call, hooks, auth::Action::person_find, one.pair.second);
    if (!first || !second) continue;
    found.items.push_back({.first = describe_hit(tx, call, first.value(), "name"),
                           .second = describe_hit(tx, call, second.value(), "name"),
                           .probability = static_cast<double>(one.probability) / 1000,
                           .verdict = one.verdict,
                           .evidence = json::read<std::vector<EvidenceView>>(one.evidence).value(),
                           .found_at = one.found_at});
    if (found.items.size() == static_cast<std::size_t>(page.limit)) found.next = key_text(one);
  }
  if (!found.next && open.size() == looked_at_max) found.next = key_text(open.back());
  return found;
}

namespace {

struct TwoPeople {
  Party a, b;
  matching::Comparison comparison;
};

Result<TwoPeople> two_people(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                             const PartyId& a, const PartyId& b) {
  TwoPeople two;
  two.a = TRY(party_for(tx, call, hooks, auth::Action::duplicate_judge, a));
  two.b = TRY(party_for(tx, call, hooks, auth::Action::duplicate_judge, b));
  if (two.a.id == two.b.id) return refuse(RefusalKind::conflict, "merge.same_person");
  if (two.a.kind != PartyKind::party || two.b.kind != PartyKind::party) return auth::not_found();
  two.comparison = compare_now(tx, call.tenant, two.a.id, two.b.id);
  return two;
}

}  // namespace

matching::Comparison compare_now(db::Transaction& tx, const api::Tenant& tenant, const PartyId& a,
                                 const PartyId& b) {
  const auto people = features_of(tx, tenant, {a, b});
  if (people.size() != 2) return {};
  matching::Crowd crowd;
  for (const auto& one : people) crowd.add(one.second);
  if (tenant.people) {
    crowd.weigh_as(static_cast<std::int64_t>(tenant.people->size()),
                   [&](const saudi::NameToken& word) { return tenant.people->bearers(word); });
  }
  return crowd.compare(0, 1);
}

Result<ComparedPair> compare_pair(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& a, const PartyId& b) {
  const auto two = TRY(two_people(tx, call, hooks, a, b));
  ComparedPair compared{.probability = two.comparison.probability,
                        .verdict = std::string(name_of(two.comparison.verdict)),
                        .evidence = evidence_view(two.comparison),
                        .state = "none",
                        .decided_at = {},
                        .decided_by = {}};
  const auto pair = in_order(two.a.id, two.b.id);
  std::string by;
  tx.each(
      select_decided,
      [&](const db::Row& row) {
        compared.state = row.string(0);
        if (!row.null(1)) compared.decided_at = row.instant(1);
        by = row.optional_string(2).value_or("");
      },
      call.tenant.id, pair.first, pair.second);
  organisation::StaffNames names(tx, call.tenant);
  if (!by.empty()) compared.decided_by = names.of(by);
  return compared;
}

bool is_judged_distinct(db::Transaction& tx, const AssociationId& association, const PartyId& a,
                        const PartyId& b) {
  const auto pair = in_order(a, b);
  const auto state = tx.one(
      select_decided, [](const db::Row& row) { return row.string(0); }, association, pair.first,
      pair.second);
  return state == "distinct";
}

Result<ComparedPair> judge_pair(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                const PartyId& a, const PartyId& b, const JudgePair& body) {
  const auto two = TRY(two_people(tx, call, hooks, a, b));
  if (body.state != "distinct" && body.state != "open") {
    return refuse(RefusalKind::invalid, Obstacle{.code = "pair.state", .field = "/state"});
  }
  decide_pair(tx, call, two.a.id, two.b.id, body.state, two.comparison);
  for (const auto& party : {two.a.id, two.b.id}) {
    audit::record(
        tx, call.tenant.id, auth::who_of(call.actor, auth::Action::duplicate_judge), call.now,
        {.action = body.state == "distinct" ? "party.judged_distinct" : "party.judgement_withdrawn",
         .object = party == two.a.id ? two.b.id.text : two.a.id.text,
         .party = party.text});
  }
  return compare_pair(tx, call, hooks, a, b);
}

}  // namespace parties
