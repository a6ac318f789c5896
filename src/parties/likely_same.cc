#include "parties/likely_same.h"

#include <algorithm>
#include <set>

#include "parties/features.h"
#include "parties/load_names.h"
#include "parties/name_index.h"

namespace parties {
namespace {

constexpr std::size_t by_name_max = 40;
constexpr std::size_t by_phone_max = 20;
constexpr std::size_t shown_max = 10;

}  // namespace

const db::Sql select_of_phone(R"sql(
SELECT party_id FROM party_phones WHERE association_id = $1 AND phone_index = $2
 ORDER BY party_id LIMIT $3)sql");

namespace {

// Without an index (a command) everybody's names are read for the one question.
std::vector<PartyId> candidates(db::Transaction& tx, const api::Tenant& tenant, NameIndex& names,
                                const std::string& name,
                                const std::vector<std::string>& phone_indexes) {
  std::set<PartyId> found;
  for (const auto& hit : names.find(name, by_name_max)) found.insert(hit.party);
  for (const auto& index : phone_indexes) {
    tx.each(
        select_of_phone, [&](const db::Row& row) { found.insert({row.string(0)}); }, tenant.id,
        db::Bytes{index}, by_phone_max);
  }
  return {found.begin(), found.end()};
}

}  // namespace

std::vector<Alike> find_alike(db::Transaction& tx, const api::Tenant& tenant,
                              const matching::Person& person,
                              const std::vector<std::string>& phone_indexes,
                              const PartyId& except) {
  NameIndex scanned;
  NameIndex& names = tenant.people ? *tenant.people : scanned;
  load_names_once(tx, tenant, names);
  auto people = features_of(tx, tenant, candidates(tx, tenant, names, person.name, phone_indexes));
  people.erase(except);
  matching::Crowd crowd;
  crowd.add(person);
  for (const auto& one : people) crowd.add(one.second);
  crowd.weigh_as(static_cast<std::int64_t>(names.size()),
                 [&](const saudi::NameToken& word) { return names.bearers(word); });
  std::vector<Alike> alike;
  matching::Row row = 0;
  for (const auto& one : people) {
    auto comparison = crowd.compare(0, ++row);
    if (comparison.verdict != matching::Verdict::different)
      alike.push_back({one.first, std::move(comparison)});
  }
  std::ranges::stable_sort(alike, std::greater<>(),
                           [](const Alike& one) { return one.comparison.probability; });
  return alike;
}

std::vector<LikelySame> visible_to(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                   const std::vector<Alike>& alike) {
  std::vector<LikelySame> visible;
  for (const auto& one : alike) {
    if (visible.size() >= shown_max) break;
    const auto party = party_for(tx, call, hooks, auth::Action::person_find, one.party);
    if (!party) continue;
    visible.push_back({.person = describe_hit(tx, call, party.value(), "name"),
                       .probability = one.comparison.probability,
                       .verdict = std::string(name_of(one.comparison.verdict)),
                       .evidence = evidence_view(one.comparison)});
  }
  return visible;
}

std::vector<std::string> phone_indexes_of(const api::Tenant& tenant, const ReadRegistration& read) {
  if (read.phone.empty()) return {};
  return {tenant.keeper->fast_index("phone", read.phone)};
}

Result<LikelySameList> find_likely_same(db::Transaction& tx, const api::Call& call,
                                        const Hooks& hooks, const ReadRegistration& read) {
  TRY(auth::authorise(call.actor, auth::Action::person_register));
  const auto alike = find_alike(tx, call.tenant, features_of(call.tenant, read),
                                phone_indexes_of(call.tenant, read));
  return LikelySameList{visible_to(tx, call, hooks, alike)};
}

std::vector<EvidenceView> evidence_view(const matching::Comparison& comparison) {
  std::vector<EvidenceView> view;
  view.reserve(comparison.evidence.size());
  for (const auto& one : comparison.evidence)
    view.push_back({std::string(name_of(one.part)), std::string(name_of(one.level)), one.bits});
  return view;
}

}  // namespace parties
