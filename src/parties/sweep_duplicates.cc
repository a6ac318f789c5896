#include "parties/sweep_duplicates.h"

#include "parties/features.h"
#include "parties/name_index.h"
#include "parties/possible_duplicates.h"
#include "platform/db/hold.h"
#include "platform/kernel/kernel.h"

namespace parties {
namespace {

constexpr std::size_t pairs_at_once = 500;  // of a transaction
constexpr std::int64_t swept_every_ms = 20 * hour_ms;
constexpr std::size_t at_once_people_max = 20'000;
constexpr int night_from_minute = 60, night_until_minute = 5 * 60;

}  // namespace

const db::Sql select_swept(R"sql(
SELECT swept_at FROM duplicate_sweeps WHERE association_id = $1)sql");
const db::Sql upsert_swept(R"sql(
INSERT INTO duplicate_sweeps (association_id, swept_at, people, pairs) VALUES ($1, $2, $3, $4)
    ON CONFLICT (association_id) DO UPDATE SET swept_at = $2, people = $3, pairs = $4)sql");
const db::Sql delete_older(R"sql(
DELETE FROM possible_duplicates
 WHERE association_id = $1 AND state = 'open' AND found_at < $2)sql");

const db::Sql forget_swept(R"sql(
DELETE FROM duplicate_sweeps WHERE association_id = $1)sql");

void ask_for_sweep(db::Transaction& tx, const AssociationId& association) {
  tx.execute(forget_swept, association);
}

bool is_sweep_due(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  const auto swept = tx.one(
      select_swept, [](const db::Row& row) { return row.instant(0); }, tenant.id);
  if (swept && now < *swept + swept_every_ms) return false;
  if (tenant.people && tenant.people->size() <= at_once_people_max) return true;
  const int minute = riyadh_minute_of_day(now);
  return minute >= night_from_minute && minute < night_until_minute;
}

std::optional<Swept> sweep_duplicates(api::Tenant& tenant, Instant now,
                                      const std::function<bool()>& is_stopped) {
  const auto ours = db::hold(*tenant.store, "duplicates");
  if (!ours) return std::nullopt;
  std::vector<PartyId> parties;
  matching::Crowd crowd;
  tenant.store->read([&](db::Transaction& tx) {
    for (const auto& [party, person] : features_of_all(tx, tenant)) {
      parties.push_back(party);
      crowd.add(person);
    }
  });
  matching::Crowd::Search search;
  search.threads = 2;
  search.is_stopped = is_stopped;
  const auto pairs = crowd.find_pairs(search);
  if (is_stopped && is_stopped()) return std::nullopt;
  for (std::size_t from = 0; from < pairs.size(); from += pairs_at_once) {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      for (std::size_t i = from; i < std::min(from + pairs_at_once, pairs.size()); ++i) {
        note_pair(tx, tenant.id, parties[pairs[i].a], parties[pairs[i].b], pairs[i].comparison,
                  now);
      }
      return true;
    });
  }
  const Swept swept{static_cast<std::int64_t>(parties.size()),
                    static_cast<std::int64_t>(pairs.size())};
  tenant.store->write_and_wait([&](db::Transaction& tx) {
    tx.execute(delete_older, tenant.id, now);
    tx.execute(upsert_swept, tenant.id, now, swept.people, swept.pairs);
    return true;
  });
  return swept;
}

}  // namespace parties
