#include "parties/list_claims.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "parties/index_claims.h"
#include "parties/party_rows.h"

namespace parties {
namespace {

constexpr std::size_t candidates_max = 5;
constexpr std::size_t names_max = 10;         // looked at by likeness
constexpr double likeness_min = 0.85;         // of a name that is worth showing
constexpr int indexed_here_max = 5;           // numbers that have no index yet: 30 ms each
constexpr std::size_t looked_at_max = 1'000;  // claims, when most are hidden from the actor

struct Waiting {
  ClaimId claim;
  PartyId party;
  std::string number_index;
  Instant made_at;
};

struct Key {
  std::int64_t made_at = 0;
  std::string claim;
};

std::string key_text(const Waiting& waiting) {
  return std::to_string(waiting.made_at.ms) + "~" + waiting.claim.text;
}

Result<Key> key_of(const std::string& after) {
  Key key;
  if (after.empty()) return key;
  const auto parts = split(after, '~');
  const auto& number = parts.front();
  const auto read = std::from_chars(number.data(), number.data() + number.size(), key.made_at);
  if (parts.size() != 2 || read.ec != std::errc{} || read.ptr != number.data() + number.size()) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  }
  key.claim = parts[1];
  return key;
}

}  // namespace

const db::Sql select_waiting(R"sql(
SELECT c.id, c.party_id, c.number_index, c.made_at FROM claims AS c JOIN parties AS p
    ON p.association_id = c.association_id AND p.id = c.party_id
 WHERE c.association_id = $1 AND c.matched_at IS NULL AND p.erased_at IS NULL
   AND (c.made_at > $2 OR (c.made_at = $2 AND c.id > $3))
 ORDER BY c.made_at, c.id LIMIT $4)sql");
const db::Sql select_by_number(R"sql(
SELECT party_id FROM party_identities WHERE association_id = $1 AND number_index = $2)sql");
const db::Sql select_any_fast(R"sql(
SELECT 1 FROM party_identities WHERE association_id = $1 AND index_is_fast > 0 LIMIT 1)sql");
const db::Sql select_phones(R"sql(
SELECT phone_index FROM party_phones WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql select_sharing_phone(R"sql(
SELECT party_id FROM party_phones
 WHERE association_id = $1 AND phone_index = $2 AND party_id <> $3
 ORDER BY party_id LIMIT $4)sql");

namespace {

std::vector<Waiting> waiting_after(db::Transaction& tx, const AssociationId& association,
                                   const Key& after) {
  std::vector<Waiting> waiting;
  tx.each(
      select_waiting,
      [&](const db::Row& row) {
        waiting.push_back({{row.string(0)},
                           {row.string(1)},
                           row.null(2) ? std::string() : row.bytes(2),
                           row.instant(3)});
      },
      association, after.made_at, after.claim, looked_at_max);
  return waiting;
}

// Registered people who may be the claimant, by what says most first.
class Candidates {
 public:
  Candidates(db::Transaction& tx, const api::Call& call, const Hooks& hooks)
      : tx_(tx), call_(call), hooks_(hooks) {}

  std::vector<PersonHit> of(const Waiting& waiting, const std::string& name) {
    hits_.clear();
    add_all(ids_by_number(index_of(waiting)), "identity");
    if (hits_.empty() && there_are_fast()) add_all(ids_by_fast_number(waiting), "identity");
    add_all(ids_sharing_phone(waiting), "phone");
    if (!name.empty()) add_by_name(waiting, name);
    return std::move(hits_);
  }

 private:
  std::string index_of(const Waiting& waiting) {
    if (!waiting.number_index.empty() || indexed_here_ == indexed_here_max) {
      return waiting.number_index;
    }
    const auto stated = stated_identity(tx_, call_.tenant, waiting.party);
    if (!stated) return {};
    ++indexed_here_;
    return index_identity(*call_.tenant.keeper, *stated).index;
  }
  std::vector<PartyId> ids_by_number(const std::string& index) {
    std::vector<PartyId> found;
    if (index.empty()) return found;
    tx_.each(
        select_by_number, [&](const db::Row& row) { found.push_back({row.string(0)}); },
        call_.tenant.id, db::Bytes{index});
    return found;
  }
  // Numbers that came in with a list have their slow index later.
  bool there_are_fast() {
    if (!there_are_fast_)
      there_are_fast_ = tx_.each(
                            select_any_fast, [](const db::Row&) {}, call_.tenant.id) > 0;
    return *there_are_fast_;
  }
  std::vector<PartyId> ids_by_fast_number(const Waiting& waiting) {
    const auto stated = stated_identity(tx_, call_.tenant, waiting.party);
    return stated ? ids_by_number(fast_identity_index(*call_.tenant.keeper, *stated))
                  : std::vector<PartyId>();
  }
  std::vector<PartyId> ids_sharing_phone(const Waiting& waiting) {
    std::vector<PartyId> found;
    std::vector<std::string> phones;
    tx_.each(
        select_phones, [&](const db::Row& row) { phones.push_back(row.bytes(0)); }, call_.tenant.id,
        waiting.party);
    for (const auto& phone : phones) {
      tx_.each(
          select_sharing_phone, [&](const db::Row& row) { found.push_back({row.string(0)}); },
          call_.tenant.id, db::Bytes{phone}, waiting.party, candidates_max);
    }
    return found;
  }
  bool takes(const PartyId& id) const {
    const auto known = [&](const PersonHit& hit) { return hit.party == id; };
    return hits_.size() < candidates_max && std::ranges::none_of(hits_, known);
  }
  void add_all(const std::vector<PartyId>& parties, const std::string& matched_by) {
    for (const auto& id : parties) {
      const auto party = party_for(tx_, call_, hooks_, auth::Action::claim_match, id);
      if (!party || party->kind != PartyKind::party || !takes(party->id)) continue;
      hits_.push_back(describe_hit(tx_, call_, party.value(), matched_by));
    }
  }
  void add_by_name(const Waiting& waiting, const std::string& name) {
    for (auto& hit : find_by_name(tx_, call_, hooks_, name, names_max)) {
      if (hit.party == waiting.party || hit.score < likeness_min || !takes(hit.party)) continue;
      const auto party = find_party(tx_, call_.tenant.id, hit.party);
      if (party && party->kind == PartyKind::party) hits_.push_back(std::move(hit));
    }
  }

  db::Transaction& tx_;
  const api::Call& call_;
  const Hooks& hooks_;
  std::vector<PersonHit> hits_;
  int indexed_here_ = 0;
  std::optional<bool> there_are_fast_;
};

ClaimRow describe(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                  const Waiting& waiting, Candidates& candidates) {
  ClaimRow row{.claim = waiting.claim,
               .party = waiting.party,
               .name = display_name(tx, call.tenant, waiting.party),
               .reference = {},
               .at = waiting.made_at,
               .candidates = {}};
  row.candidates = candidates.of(waiting, row.name);
  if (row.name.empty()) row.name = masked_phone_of(tx, call.tenant, waiting.party);
  if (hooks.requests_of) {
    const auto requests = hooks.requests_of(tx, call, waiting.party);
    if (!requests.empty()) row.reference = requests.front().reference;
  }
  return row;
}

}  // namespace

Result<ClaimPage> list_claims(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const api::Page& page) {
  TRY(auth::authorise(call.actor, auth::Action::claim_match));
  const auto after = TRY(key_of(page.after));
  const auto waiting = waiting_after(tx, call.tenant.id, after);
  ClaimPage claims;
  Candidates candidates(tx, call, hooks);
  const Waiting* last = nullptr;
  for (const auto& one : waiting) {
    if (claims.items.size() == static_cast<std::size_t>(page.limit)) {
      claims.next = key_text(*last);
      return claims;
    }
    last = &one;
    if (party_for(tx, call, hooks, auth::Action::claim_match, one.party)) {
      claims.items.push_back(describe(tx, call, hooks, one, candidates));
    }
  }
  if (waiting.size() == looked_at_max) claims.next = key_text(*last);
  return claims;
}

}  // namespace parties
