#include "requests/histories.h"

#include <algorithm>

namespace requests {

const db::Sql select_heads(R"sql(
SELECT id, reference, kind, policy_version, class, channel, capacity FROM requests
 WHERE association_id = $1 AND id > $2 ORDER BY id LIMIT $3)sql");

std::vector<History> read_heads(db::Transaction& tx, const AssociationId& association,
                                const RequestId& after, int most) {
  std::vector<History> heads;
  tx.each(
      select_heads,
      [&](const db::Row& row) {
        auto& head = heads.emplace_back();
        head.id = {row.string(0)};
        head.reference = row.string(1);
        head.kind = row.string(2);
        head.policy_version = row.string(3);
        head.confidentiality = class_named(row.text(4)).value_or(Class::confidential);
        head.values.push_back({"channel", row.string(5), {}});
        head.values.push_back({"applicant.capacity", row.string(6), {}});
      },
      association, after, most);
  return heads;
}

const db::Sql select_range(R"sql(
SELECT request_id, seq, kind, kind_version, happened_at, recorded_at, actor_kind, actor_id,
       actor_role, on_behalf_of, channel, step, payload
  FROM request_events
 WHERE association_id = $1 AND request_id >= $2 AND request_id <= $3
 ORDER BY request_id, seq)sql");

constexpr std::size_t usual_events = 48;

void read_events(db::Transaction& tx, const AssociationId& association,
                 std::vector<History>& histories) {
  if (histories.empty()) return;
  auto at = histories.begin();
  tx.each(
      select_range,
      [&](const db::Row& row) {
        while (at != histories.end() && at->id.text < row.text(0)) ++at;
        if (at == histories.end() || at->id.text != row.text(0)) return;
        if (at->events.empty()) at->events.reserve(usual_events);
        try {
          read_event(row, 1, at->events.emplace_back());
        } catch (const Unreadable&) {
          at->readable = false;
        }
      },
      association, histories.front().id, histories.back().id);
}

const db::Sql select_versions(R"sql(
SELECT party_id, sealed, given_at FROM request_values
 WHERE association_id = $1 AND request_id = $2 AND item = $3 ORDER BY version)sql");

void read_facts(db::Transaction& tx, seal::Keeper& keeper, const AssociationId& association,
                const std::set<std::string>& names, History& history) {
  struct Sealed {
    std::string name, party, box;
    Instant given_at;
  };
  std::vector<Sealed> versions;
  for (const auto& name : names) {
    tx.each(
        select_versions,
        [&](const db::Row& row) {
          versions.push_back({name, row.string(0), row.bytes(1), row.instant(2)});
        },
        association, history.id, name);
  }
  std::string owner;
  std::optional<seal::Key> key;
  for (const auto& one : versions) {
    if (one.party != owner) key = keeper.party_key(tx, PartyId{one.party});
    owner = one.party;
    if (!key) continue;
    std::map<std::string, std::string> facts;
    try {
      add_value_fact(one.name, open_value(*key, history.id, one.name, one.box), facts);
    } catch (const Unreadable&) {
      history.readable = false;
    }
    for (auto& [fact, value] : facts) history.values.push_back({fact, value, one.given_at});
  }
  std::ranges::stable_sort(history.values, {}, &procedure::KnownValue::since);
}

}  // namespace requests
