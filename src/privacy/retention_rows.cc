#include "privacy/retention_rows.h"

#include <stdexcept>

#include "base/json.h"

namespace privacy {
namespace {

Period period_in(const db::Row& row) {
  Period period{.category = category_named(row.text(0)).value(),
                .months = static_cast<int>(row.integer(1)),
                .basis = row.string(2),
                .set_by = row.string(3),
                .set_at = row.instant(4),
                .works_from = parse_date(row.text(5)).value(),
                .passed_on = {},
                .destroyed = row.integer(7)};
  if (!row.null(6)) period.passed_on = parse_date(row.text(6));
  return period;
}

Announced announced_in(const db::Row& row) {
  return {.id = row.string(0),
          .party = {row.string(1)},
          .category = category_named(row.text(2)).value(),
          .noted_at = row.instant(3),
          .destroy_on = parse_date(row.text(4)).value()};
}

}  // namespace

const db::Sql select_periods(R"sql(
SELECT category, months, basis, set_by, set_at, works_from, passed_on, destroyed
  FROM retention_periods WHERE association_id = $1)sql");
const db::Sql upsert_period(R"sql(
INSERT INTO retention_periods (association_id, category, months, basis, set_by, set_at, works_from,
       passed_on, destroyed)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 0)
    ON CONFLICT (association_id, category) DO UPDATE
   SET months = EXCLUDED.months, basis = EXCLUDED.basis, set_by = EXCLUDED.set_by,
       set_at = EXCLUDED.set_at, works_from = EXCLUDED.works_from, passed_on = NULL)sql");
const db::Sql delete_period(R"sql(
DELETE FROM retention_periods WHERE association_id = $1 AND category = $2)sql");
const db::Sql update_pass(R"sql(
UPDATE retention_periods SET passed_on = $3 WHERE association_id = $1 AND category = $2)sql");
const db::Sql update_destroyed(R"sql(
UPDATE retention_periods SET destroyed = destroyed + $3
 WHERE association_id = $1 AND category = $2)sql");

std::map<Category, Period> periods_of(db::Transaction& tx, const AssociationId& association) {
  std::map<Category, Period> periods;
  tx.each(
      select_periods,
      [&](const db::Row& row) {
        auto period = period_in(row);
        periods.emplace(period.category, std::move(period));
      },
      association);
  return periods;
}

std::optional<Period> period_of(db::Transaction& tx, const AssociationId& association,
                                Category category) {
  const auto periods = periods_of(tx, association);
  const auto found = periods.find(category);
  return found == periods.end() ? std::nullopt : std::optional(found->second);
}

void put_period(db::Transaction& tx, const AssociationId& association, const Period& period) {
  tx.execute(upsert_period, association, name_of(period.category), period.months, period.basis,
             period.set_by, period.set_at, iso(period.works_from));
}

bool remove_period(db::Transaction& tx, const AssociationId& association, Category category) {
  return tx.execute(delete_period, association, name_of(category)) > 0;
}

void note_pass(db::Transaction& tx, const AssociationId& association, Category category,
               Date today) {
  tx.execute(update_pass, association, name_of(category), iso(today));
}

void count_destroyed(db::Transaction& tx, const AssociationId& association, Category category,
                     std::int64_t more) {
  tx.execute(update_destroyed, association, name_of(category), more);
}

const db::Sql insert_announced(R"sql(
INSERT INTO retention_due (association_id, id, party_id, category, noted_at, destroy_on)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (association_id, party_id) DO NOTHING)sql");
const db::Sql select_announced(R"sql(
SELECT id, party_id, category, noted_at, destroy_on FROM retention_due
 WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_announced_of(R"sql(
SELECT id, party_id, category, noted_at, destroy_on FROM retention_due
 WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql select_announced_after(R"sql(
SELECT id, party_id, category, noted_at, destroy_on FROM retention_due
 WHERE association_id = $1 AND (destroy_on > $2 OR (destroy_on = $2 AND id > $3))
 ORDER BY destroy_on, id LIMIT $4)sql");
const db::Sql select_announced_until(R"sql(
SELECT id, party_id, category, noted_at, destroy_on FROM retention_due
 WHERE association_id = $1 AND destroy_on <= $2 ORDER BY destroy_on, id LIMIT $3)sql");
const db::Sql delete_announced(R"sql(
DELETE FROM retention_due WHERE association_id = $1 AND id = $2)sql");

bool announce(db::Transaction& tx, const AssociationId& association, const Announced& announced) {
  return tx.execute(insert_announced, association, announced.id, announced.party,
                    name_of(announced.category), announced.noted_at, iso(announced.destroy_on)) > 0;
}

std::optional<Announced> find_announced(db::Transaction& tx, const AssociationId& association,
                                        const std::string& id) {
  return tx.one(select_announced, announced_in, association, id);
}

std::optional<Announced> announced_of(db::Transaction& tx, const AssociationId& association,
                                      const PartyId& party) {
  return tx.one(select_announced_of, announced_in, association, party);
}

std::vector<Announced> announced_after(db::Transaction& tx, const AssociationId& association,
                                       const DayKey& after, int limit) {
  std::vector<Announced> found;
  tx.each(
      select_announced_after, [&](const db::Row& row) { found.push_back(announced_in(row)); },
      association, after.day, after.id, limit);
  return found;
}

std::vector<Announced> announced_until(db::Transaction& tx, const AssociationId& association,
                                       Date day, int limit) {
  std::vector<Announced> found;
  tx.each(
      select_announced_until, [&](const db::Row& row) { found.push_back(announced_in(row)); },
      association, iso(day), limit);
  return found;
}

void forget_announced(db::Transaction& tx, const AssociationId& association,
                      const std::string& id) {
  tx.execute(delete_announced, association, id);
}

const db::Sql insert_hold(R"sql(
INSERT INTO retention_holds (association_id, id, party_id, placed_at, placed_by, review_on, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7))sql");
const db::Sql select_holds_of(R"sql(
SELECT id, party_id, placed_at, placed_by, review_on, sealed FROM retention_holds
 WHERE association_id = $1 AND party_id = $2 AND lifted_at IS NULL ORDER BY id)sql");
const db::Sql select_holds_after(R"sql(
SELECT id, party_id, placed_at, placed_by, review_on, sealed FROM retention_holds
 WHERE association_id = $1 AND lifted_at IS NULL
   AND (review_on > $2 OR (review_on = $2 AND id > $3))
 ORDER BY review_on, id LIMIT $4)sql");
const db::Sql update_lifted(R"sql(
UPDATE retention_holds SET lifted_at = $3, lifted_by = $4
 WHERE association_id = $1 AND id = $2 AND lifted_at IS NULL)sql");

namespace {

struct Sealed {
  Hold hold;
  std::string box;
};
Sealed sealed_in(const db::Row& row) {
  return {
      {.id = row.string(0),
       .party = {row.string(1)},
       .placed_at = row.instant(2),
       .placed_by = row.string(3),
       .review_on = parse_date(row.text(4)).value(),
       .reason = {}},
      row.bytes(5)
  };
}

std::string context_of(const std::string& id) {
  return "retention_holds/" + id;
}

Hold opened(db::Transaction& tx, const api::Tenant& tenant, Sealed sealed) {
  const auto key = tenant.keeper->party_key(tx, sealed.hold.party);
  if (!key) return std::move(sealed.hold);
  const auto plain = key->open(sealed.box, context_of(sealed.hold.id));
  if (!plain) throw std::runtime_error("a sealed hold does not open");
  sealed.hold.reason = *plain;
  return std::move(sealed.hold);
}

}  // namespace

void put_hold(db::Transaction& tx, const api::Tenant& tenant, const Hold& hold) {
  const auto key = tenant.keeper->party_key(tx, hold.party);
  if (!key) throw std::logic_error("a hold on nobody's file");
  take_turn(tx);
  const auto box = key->close(hold.reason, context_of(hold.id));
  tx.execute(insert_hold, tenant.id, hold.id, hold.party, hold.placed_at, hold.placed_by,
             iso(hold.review_on), db::Bytes{box});
}

std::vector<Hold> holds_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  std::vector<Sealed> found;
  for (const auto& file : parties::files_of(tx, tenant.id, party))
    tx.each(
        select_holds_of, [&](const db::Row& row) { found.push_back(sealed_in(row)); }, tenant.id,
        file);
  std::vector<Hold> holds;
  holds.reserve(found.size());
  for (auto& sealed : found) holds.push_back(opened(tx, tenant, std::move(sealed)));
  return holds;
}

std::vector<Hold> holds_after(db::Transaction& tx, const api::Tenant& tenant, const DayKey& after,
                              int limit) {
  std::vector<Sealed> found;
  tx.each(
      select_holds_after, [&](const db::Row& row) { found.push_back(sealed_in(row)); }, tenant.id,
      after.day, after.id, limit);
  std::vector<Hold> holds;
  holds.reserve(found.size());
  for (auto& sealed : found) {
    holds.push_back(opened(tx, tenant, std::move(sealed)));
    holds.back().party = parties::current_party(tx, tenant.id, holds.back().party);
  }
  return holds;
}

void take_turn(db::Transaction& tx) {
  tx.serialize("retention");
}

bool lift_hold(db::Transaction& tx, const AssociationId& association, const std::string& id,
               const std::string& by, Instant now) {
  return tx.execute(update_lifted, association, id, now, by) > 0;
}

bool is_held(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  for (const auto& file : parties::files_of(tx, association, party)) {
    const auto held = tx.each(
        select_holds_of, [](const db::Row&) {}, association, file);
    if (held > 0) return true;
  }
  return false;
}

}  // namespace privacy
