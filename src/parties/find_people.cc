#include "parties/find_people.h"

#include <algorithm>

#include "base/reference.h"
#include "base/text.h"
#include "parties/identity_index.h"
#include "parties/load_names.h"
#include "parties/name_index.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"
#include "saudi/contact.h"

namespace parties {
namespace {

constexpr std::size_t hits_max = 20;
constexpr std::size_t typed_min = 2;
constexpr std::size_t looked_at_max = 200;  // by likeness, of whom the actor may see fewer

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// What the text can be a number of. Without a national or residence number, whose digits prove
// themselves, every other kind that it has the shape of.
std::vector<saudi::IdentityNumber> possible_numbers(std::string_view typed) {
  std::vector<saudi::IdentityNumber> numbers;
  const auto read = saudi::read_identity(typed);
  if (read) numbers.push_back(*read);
  if (read && read->kind != saudi::IdentityKind::border) return numbers;
  if (typed.find_first_of("0123456789") == typed.npos || saudi::read_mobile(typed)) return numbers;
  for (const auto kind : {saudi::IdentityKind::gcc, saudi::IdentityKind::passport}) {
    if (const auto other = saudi::read_identity(kind, typed)) numbers.push_back(*other);
  }
  return numbers;
}

const db::Sql select_with_phone(R"sql(
SELECT f.party_id FROM party_phones AS f JOIN parties AS p
    ON p.association_id = f.association_id AND p.id = f.party_id
 WHERE f.association_id = $1 AND f.phone_index = $2 AND p.joined_to IS NULL
   AND p.erased_at IS NULL ORDER BY f.party_id LIMIT $3)sql");

std::vector<PartyId> parties_with_phone(db::Transaction& tx, const api::Tenant& tenant,
                                        const std::string& phone) {
  const auto index = tenant.keeper->fast_index("phone", phone);
  std::vector<PartyId> parties;
  tx.each(
      select_with_phone, [&](const db::Row& row) { parties.push_back({row.string(0)}); }, tenant.id,
      db::Bytes{index}, hits_max);
  return parties;
}

// The hits so far; a person is there once, by what says most.
class Hits {
 public:
  Hits(db::Transaction& tx, const api::Call& call, const Hooks& hooks)
      : tx_(tx), call_(call), hooks_(hooks) {}

  PersonHit* add(const PartyId& id, const std::string& matched_by) {
    if (hits_.items.size() >= hits_max) return nullptr;
    const auto party = party_for(tx_, call_, hooks_, auth::Action::person_find, id);
    if (!party) return nullptr;
    const auto known = [&](const PersonHit& hit) { return hit.party == party->id; };
    if (std::ranges::any_of(hits_.items, known)) return nullptr;
    hits_.items.push_back(describe_hit(tx_, call_, party.value(), matched_by));
    return &hits_.items.back();
  }
  PersonHits take() && { return std::move(hits_); }

 private:
  db::Transaction& tx_;
  const api::Call& call_;
  const Hooks& hooks_;
  PersonHits hits_;
};

// The index of the tenant, or one made for this search when there is none (a command, a test).
std::vector<NameHit> names_like(db::Transaction& tx, const api::Tenant& tenant,
                                std::string_view name, std::size_t limit) {
  if (tenant.people) {
    load_names_once(tx, tenant, *tenant.people);
    return tenant.people->find(name, limit);
  }
  NameIndex scanned;
  load_names(tx, tenant, scanned);
  return scanned.find(name, limit);
}

bool may_be_a_name(std::string_view typed) {
  const auto letter = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  };
  return std::ranges::any_of(typed, letter);
}

}  // namespace

PersonHit describe_hit(db::Transaction& tx, const api::Call& call, const Party& party,
                       std::string matched_by) {
  return {.party = party.id,
          .name = display_name(tx, call.tenant, party.id),
          .identity_masked = unless_empty(masked_identity_of(tx, call.tenant, party.id)),
          .phone_masked = unless_empty(masked_phone_of(tx, call.tenant, party.id)),
          .branch = branch_name(tx, call.tenant.id, party.branch),
          .matched_by = std::move(matched_by),
          .score = {},
          .request = {}};
}

std::vector<PersonHit> find_by_name(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    std::string_view name, std::size_t limit) {
  std::vector<PersonHit> hits;
  for (const auto& [id, score] : names_like(tx, call.tenant, name, looked_at_max)) {
    if (hits.size() >= limit) break;
    const auto party = party_for(tx, call, hooks, auth::Action::person_find, id);
    if (!party) continue;
    hits.push_back(describe_hit(tx, call, party.value(), "name"));
    hits.back().score = score;
  }
  return hits;
}

Result<PersonHits> find_people(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               std::string_view asked) {
  TRY(auth::authorise(call.actor, auth::Action::person_find));
  const auto typed = trim(fold_digits(strip_invisible(asked)));
  if (length(typed) < typed_min) {
    return refuse(RefusalKind::invalid, Obstacle{.code = "find.too_short", .field = "q"});
  }
  if (length(typed) > limits::line_characters_max) {
    return refuse(RefusalKind::invalid, Obstacle{.code = "find.too_long", .field = "q"});
  }
  Hits hits(tx, call, hooks);
  const auto reference = parse_reference(typed);
  if (reference && hooks.find_request) {
    if (const auto request = hooks.find_request(tx, call, *reference)) {
      if (auto* hit = hits.add(request->party, "reference")) hit->request = request->request;
    }
  }
  for (const auto& number : possible_numbers(typed)) {
    const auto indexed = index_identity(*call.tenant.keeper, number);
    const auto party = party_of_identity(tx, call.tenant.id, indexed);
    if (party) hits.add(*party, "identity");
  }
  if (const auto phone = saudi::read_phone(typed)) {
    for (const auto& party : parties_with_phone(tx, call.tenant, *phone)) hits.add(party, "phone");
  }
  if (may_be_a_name(typed)) {
    for (const auto& [id, score] : names_like(tx, call.tenant, typed, looked_at_max)) {
      if (auto* hit = hits.add(id, "name")) hit->score = score;
    }
  }
  return std::move(hits).take();
}

}  // namespace parties
