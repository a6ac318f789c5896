#include "requests/begin_form.h"

#include "parties/parties.h"
#include "requests/request_row.h"

namespace requests {
namespace {

constexpr int earlier_max = 5;

// Own requests only: made by the person, for the person.
const db::Sql select_own(R"sql(
SELECT id, reference, kind, policy_version FROM requests
 WHERE association_id = $1 AND beneficiary_id = $2 AND applicant_id = $2 AND capacity = 'self'
   AND submitted_at IS NOT NULL
 ORDER BY received_at DESC, id DESC LIMIT $3)sql");

struct Earlier {
  RequestId id;
  std::string reference, kind, policy_version;
};

struct Candidate {
  BegunValue begun;
  Instant at;
};
// By the field of the file that they are.
using Candidates = std::map<std::string, std::vector<Candidate>>;

void add_own_requests(db::Transaction& tx, const api::Call& call, const PartyId& party,
                      Candidates& found) {
  std::vector<Earlier> requests;
  tx.each(
      select_own,
      [&](const db::Row& row) {
        requests.push_back({{row.string(0)}, row.string(1), row.string(2), row.string(3)});
      },
      call.tenant.id, party, earlier_max);
  for (const auto& request : requests) {
    const auto pack = call.tenant.policy_version(request.policy_version);
    const auto* kind = pack ? pack->kind(request.kind) : nullptr;
    if (kind == nullptr) continue;
    const auto values = load_values(tx, *call.tenant.keeper, call.tenant.id, request.id);
    for (const auto& item : kind->items) {
      const auto value = values.find(item.id);
      if (item.known_as.empty() || value == values.end()) continue;
      found[item.known_as].push_back({
          {{}, value->second.value, "request", request.reference},
          value->second.given_at
      });
    }
  }
}

void add_file(db::Transaction& tx, const api::Call& call, const PartyId& party, Candidates& found) {
  const auto known = parties::known_person(tx, call.tenant, party);
  for (const auto& [field, value] : known.values) {
    ItemValue item{.text = value.value};
    if (field == "birth_date") {
      item = {.date = value.value};
      if (!value.calendar.empty()) item.calendar = value.calendar;
    }
    found[field].push_back({
        {{}, item, "file", {}},
        value.at
    });
  }
  for (const auto& one : known.identities) {
    SightedValue sighted{one.type, one.number, one.expires_on, {}};
    if (!one.calendar.empty()) sighted.calendar = one.calendar;
    found["identity_number"].push_back({
        {{},        {.sighted = sighted}, "file", {}},
        {}
    });
  }
}

bool is_still_good(const policy::Item& item, const ItemValue& value, Date today) {
  policy::RequestKind alone;
  alone.items = {item};
  alone.items.front().when.clear();
  const auto read = read_values(alone,
                                {
                                    {item.id, value}
  },
                                {});
  if (!read || !read->contains(item.id)) return false;
  if (!value.sighted) return true;
  const auto expires = parse_date(value.sighted->expires_on);
  return expires && *expires >= today;
}

// The newest of what the form would take; of documents the one that lasts longest.
const Candidate* best_of(const policy::Item& item, const Candidates& found, Date today) {
  const auto candidates = found.find(item.known_as);
  if (item.known_as.empty() || candidates == found.end()) return nullptr;
  const auto better = [](const Candidate& a, const Candidate& b) {
    const auto& left = a.begun.value.sighted;
    const auto& right = b.begun.value.sighted;
    return left && right ? left->expires_on > right->expires_on : a.at > b.at;
  };
  const Candidate* best = nullptr;
  for (const auto& candidate : candidates->second) {
    if (!is_still_good(item, candidate.begun.value, today)) continue;
    if (best == nullptr || better(candidate, *best)) best = &candidate;
  }
  return best;
}

}  // namespace

Result<Beginning> begin_form(db::Transaction& tx, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const auto* kind = pack->kind(call.param("kind"));
  if (kind == nullptr || !kind->published) return refuse(RefusalKind::not_found, "kind.unknown");
  Candidates found;
  if (const auto& party = call.actor.acting_for; !party.empty()) {
    add_own_requests(tx, call, party, found);
    add_file(tx, call, party, found);
  }
  // Proven a moment ago, whatever was said before.
  const auto phone = auth::phone_of(tx, *call.tenant.keeper, call.tenant.id, call.actor);
  if (!phone.empty())
    found["phone"] = {
        {{{}, {.text = phone}, "sign_in", {}}, call.now}
    };
  Beginning beginning;
  for (const auto& item : kind->items) {
    const auto* best = best_of(item, found, riyadh_date(call.now));
    if (best == nullptr) continue;
    beginning.items.push_back(best->begun);
    beginning.items.back().item = item.id;
  }
  return beginning;
}

}  // namespace requests
