#include "platform/auth/attempts.h"

#include <algorithm>

namespace auth::attempts {
namespace {

struct Counter {
  std::int64_t attempts = 0;
  Instant window_ends_at;
  std::int64_t pauses = 0;
  Instant paused_until;
};

// How long after its last attempt a counter remembers its pauses.
constexpr std::int64_t memory_ms = day_ms;

std::int64_t lock_key(std::string_view kind, std::string_view subject) {
  std::uint64_t key = 1469598103934665603u;  // FNV-1a
  for (const auto text : {kind, subject}) {
    for (const char c : text) {
      key = (key ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
  }
  return static_cast<std::int64_t>(key);
}

const db::Sql select_counter(R"sql(
  SELECT attempts, window_ends_at, pauses, paused_until FROM attempt_counters
  WHERE association_id = $1 AND kind = $2 AND subject = $3)sql");

Counter load(db::Transaction& tx, const AssociationId& association, const Rule& rule,
             std::string_view subject) {
  tx.serialize(lock_key(rule.kind, subject));
  const auto counter = tx.one(
      select_counter,
      [](const db::Row& row) {
        return Counter{row.integer(0), row.instant(1), row.integer(2), row.instant(3)};
      },
      association, rule.kind, db::Bytes{subject});
  return counter.value_or(Counter{});
}

const db::Sql upsert_counter(R"sql(
  INSERT INTO attempt_counters
    (association_id, kind, subject, attempts, window_ends_at, pauses, paused_until, forgotten_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (association_id, kind, subject) DO UPDATE SET
    attempts = $4, window_ends_at = $5, pauses = $6, paused_until = $7, forgotten_at = $8)sql");

void save(db::Transaction& tx, const AssociationId& association, const Rule& rule,
          std::string_view subject, const Counter& counter) {
  const Instant forgotten_at = std::max(counter.window_ends_at, counter.paused_until) + memory_ms;
  tx.execute(upsert_counter, association, rule.kind, db::Bytes{subject}, counter.attempts,
             counter.window_ends_at, counter.pauses, counter.paused_until, forgotten_at);
}

Refusal too_many(const Rule& rule, Instant until, Instant now) {
  const auto seconds = std::max<std::int64_t>(1, (until.ms - now.ms + second_ms - 1) / second_ms);
  return refuse(RefusalKind::too_many,
                Obstacle{.code = std::string(rule.refusal),
                         .parameters = {{"retry_after_s", std::to_string(seconds)}}});
}

}  // namespace

Result<Counted> count(db::Transaction& tx, const AssociationId& association, const Rule& rule,
                      std::string_view subject, Instant now) {
  auto counter = load(tx, association, rule, subject);
  if (now < counter.paused_until) return too_many(rule, counter.paused_until, now);
  const Instant last = std::max(counter.window_ends_at, counter.paused_until);
  if (last + memory_ms < now) counter = Counter{};
  if (counter.window_ends_at <= now) {
    // A new window. Whoever was paused lately has one attempt in it, not the whole limit.
    counter.attempts = counter.pauses > 0 ? rule.limit - 1 : 0;
    counter.window_ends_at = now + rule.window_ms;
  }
  ++counter.attempts;
  const bool begins_pause = counter.attempts >= rule.limit;
  if (begins_pause) {
    const auto doublings = std::min<std::int64_t>(counter.pauses, 20);
    const auto pause = std::min(rule.pause_ms << doublings, rule.pause_ms_max);
    ++counter.pauses;
    counter.paused_until = now + pause;
    counter.window_ends_at = counter.paused_until;
  }
  save(tx, association, rule, subject, counter);
  return Counted{begins_pause};
}

const db::Sql delete_counter(R"sql(
  DELETE FROM attempt_counters
  WHERE association_id = $1 AND kind = $2 AND subject = $3)sql");

void forget(db::Transaction& tx, const AssociationId& association, const Rule& rule,
            std::string_view subject) {
  tx.execute(delete_counter, association, rule.kind, db::Bytes{subject});
}

void give_back(db::Transaction& tx, const AssociationId& association, const Rule& rule,
               std::string_view subject, Instant now) {
  auto counter = load(tx, association, rule, subject);
  if (counter.attempts == 0) return;
  const bool paused_by_it = counter.attempts == rule.limit && now < counter.paused_until;
  --counter.attempts;
  if (paused_by_it) {
    --counter.pauses;
    counter.paused_until = {};
    counter.window_ends_at = now + rule.window_ms;
  }
  save(tx, association, rule, subject, counter);
}

const db::Sql delete_old_counters(R"sql(
  DELETE FROM attempt_counters WHERE association_id = $1 AND forgotten_at < $2)sql");

std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant now) {
  return tx.execute(delete_old_counters, association, now);
}

}  // namespace auth::attempts
