#include "parties/find_people.h"

#include <algorithm>
#include <set>

#include "base/reference.h"
#include "base/text.h"
#include "parties/identity_index.h"
#include "parties/load_names.h"
#include "parties/name_index.h"
#include "parties/parties_in_list.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"
#include "saudi/contact.h"
#include "saudi/hijri.h"

namespace parties {
namespace {

constexpr std::size_t hits_max = 20;
constexpr std::size_t typed_min = 2;
constexpr std::size_t short_reference_min = 3;  // digits
constexpr std::size_t looked_at_max = 200;      // by likeness, of whom the actor may see fewer

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
  void add_by_name(std::string_view name) {
    if (hits_.items.size() >= hits_max) return;
    for (auto& hit : find_by_name(tx_, call_, hooks_, name, hits_max)) {
      const auto known = [&](const PersonHit& other) { return other.party == hit.party; };
      if (std::ranges::any_of(hits_.items, known)) continue;
      if (hits_.items.size() < hits_max) hits_.items.push_back(std::move(hit));
    }
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

struct Seen {
  Party party;
  NameHit hit;
};

bool may_see(const api::Call& call, const Party& party, bool works_for_them) {
  return auth::authorise(call.actor, auth::Action::person_find,
                         {.object_class = party.confidentiality,
                          .branch = party.branch,
                          .party = party.id,
                          .assigned_to_actor = works_for_them})
      .ok();
}

// Whoever may see all of a class and a branch need not be asked whether they work for the person.
std::set<PartyId> those_to_work_for(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    const std::map<PartyId, Party>& parties) {
  std::vector<PartyId> doubtful;
  for (const auto& [id, party] : parties) {
    if (!may_see(call, party, false) && may_see(call, party, true)) doubtful.push_back(id);
  }
  if (doubtful.empty()) return {};
  if (hooks.works_for_some) return hooks.works_for_some(tx, call, doubtful);
  std::set<PartyId> some;
  for (const auto& id : doubtful) {
    if (hooks.works_for && hooks.works_for(tx, call, id)) some.insert(id);
  }
  return some;
}

std::vector<Seen> those_to_see(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               std::vector<NameHit> likely, std::size_t limit) {
  std::vector<PartyId> ids;
  ids.reserve(likely.size());
  for (const auto& hit : likely) ids.push_back(hit.party);
  auto parties = find_parties(tx, call.tenant.id, ids);
  const auto theirs = those_to_work_for(tx, call, hooks, parties);
  std::vector<Seen> seen;
  for (auto& hit : likely) {
    if (seen.size() >= limit) break;
    const auto found = parties.find(hit.party);
    if (found == parties.end()) continue;
    if (!may_see(call, found->second, theirs.contains(hit.party))) continue;
    seen.push_back({std::move(found->second), std::move(hit)});
  }
  return seen;
}

std::vector<HitPart> parts_of(const NameHit& hit) {
  std::vector<HitPart> parts;
  parts.reserve(hit.parts.size());
  for (const auto& [part, how, letters] : hit.parts) {
    parts.push_back({part, std::string(name_of(how)),
                     letters > 0 ? std::optional(static_cast<int>(letters)) : std::nullopt});
  }
  return parts;
}

// As many questions for a page as for one person.
std::vector<PersonHit> describe_all(db::Transaction& tx, const api::Call& call,
                                    const std::vector<Seen>& seen) {
  std::vector<PartyId> ids;
  ids.reserve(seen.size());
  for (const auto& one : seen) ids.push_back(one.party.id);
  if (ids.empty()) return {};
  const auto keys = keys_of(tx, call.tenant, ids);
  auto names = names_under(tx, call.tenant.id, keys);
  auto identities = masked_identities(tx, call.tenant.id, keys);
  auto phones = masked_phones(tx, call.tenant.id, keys);
  std::map<BranchId, std::optional<std::string>> branches;
  std::vector<PersonHit> hits;
  hits.reserve(seen.size());
  for (const auto& [party, hit] : seen) {
    if (!branches.contains(party.branch)) {
      branches.emplace(party.branch, branch_name(tx, call.tenant.id, party.branch));
    }
    hits.push_back({.party = party.id,
                    .name = std::move(names[party.id]),
                    .identity_masked = unless_empty(std::move(identities[party.id])),
                    .phone_masked = unless_empty(std::move(phones[party.id])),
                    .branch = branches.at(party.branch),
                    .matched_by = "name",
                    .score = hit.score,
                    .request = {},
                    .parts = parts_of(hit)});
  }
  return hits;
}

// The reference itself, or what people say of it: the running number alone, of this year and the
// two before; or with the year, without the check digit.
std::vector<std::string> possible_references(std::string_view typed, Instant now) {
  if (auto whole = parse_reference(typed)) return {*std::move(whole)};
  std::string digits;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != '-' && c != ' ') {
      return {};
    }
  }
  if (digits.size() < short_reference_min || digits.size() > 8) return {};
  const auto number = std::stoll(digits);
  if (digits.size() == 8) {
    return {make_reference(static_cast<int>(number / 1'000'000), number % 1'000'000)};
  }
  constexpr int years = 3;
  std::vector<std::string> references;
  references.reserve(years);
  const auto today = saudi::to_hijri(riyadh_date(now));
  if (!today) return {};
  for (int back = 0; back < years; ++back)
    references.push_back(make_reference(today->year - back, number));
  return references;
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
          .request = {},
          .parts = {}};
}

std::vector<PersonHit> find_by_name(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    std::string_view name, std::size_t limit) {
  std::vector<Seen> seen;
  for (const auto looked_at : {limit, looked_at_max}) {
    auto likely = names_like(tx, call.tenant, name, looked_at);
    const bool were_all = likely.size() < looked_at;
    seen = those_to_see(tx, call, hooks, std::move(likely), limit);
    if (were_all || seen.size() >= limit) break;
  }
  return describe_all(tx, call, seen);
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
  for (const auto& reference : possible_references(typed, call.now)) {
    const auto request =
        hooks.find_request ? hooks.find_request(tx, call, reference) : std::nullopt;
    if (!request) continue;
    if (auto* hit = hits.add(request->party, "reference")) hit->request = request->request;
  }
  for (const auto& number : possible_numbers(typed)) {
    const auto indexed = index_identity(*call.tenant.keeper, number);
    const auto party = party_of_identity(tx, call.tenant.id, indexed);
    if (party) hits.add(*party, "identity");
  }
  if (const auto phone = saudi::read_phone(typed)) {
    for (const auto& party : parties_with_phone(tx, call.tenant, *phone)) hits.add(party, "phone");
  }
  if (may_be_a_name(typed)) hits.add_by_name(typed);
  return std::move(hits).take();
}

}  // namespace parties
