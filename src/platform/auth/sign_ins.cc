#include "platform/auth/sign_ins.h"

#include <algorithm>

#include "platform/auth/attempts.h"
#include "platform/auth/setup_links.h"
#include "platform/auth/sign_in_rows.h"
#include "platform/auth/staff_rows.h"
#include "platform/kernel/kernel.h"

namespace auth {
namespace {

struct Span {
  std::int64_t idle_ms, whole_ms;
};
constexpr Span span_of(Area area) {
  return area == Area::desk ? Span{2 * hour_ms, 12 * hour_ms} : Span{12 * hour_ms, 7 * day_ms};
}
constexpr std::int64_t touch_every_ms = minute_ms;
constexpr std::int64_t rotate_every_ms = hour_ms;
constexpr std::int64_t former_valid_ms = minute_ms;
constexpr int at_once_max = 10;  // sign-ins of one member or phone
constexpr std::int64_t kept_ms = 90 * day_ms;

std::string_view name_of(Area area) {
  return area == Area::desk ? "desk" : "portal";
}

bool has_token_form(std::string_view token) {
  constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  return token.size() == 26 && token.find_first_not_of(alphabet) == std::string_view::npos;
}

std::string index_of(const seal::Keeper& keeper, std::string_view token) {
  return keeper.fast_index("sign_in", token);
}

struct Found {
  std::string id;
  StaffId staff;
  std::string phone_index;
  PartyId acting_for;
  Instant seen_at;
};

Found found_in(const db::Row& row) {
  return {.id = row.string(0),
          .staff = {row.optional_string(1).value_or("")},
          .phone_index = row.null(2) ? std::string() : row.bytes(2),
          .acting_for = {row.optional_string(3).value_or("")},
          .seen_at = row.instant(4)};
}

const db::Sql select_sign_in(R"sql(
  SELECT id, staff_id, phone_index, acting_for, seen_at FROM sign_ins
  WHERE association_id = $1 AND token_index = $2 AND area = $3
    AND ended_at IS NULL AND idle_ends_at > $4 AND ends_at > $4)sql");
const db::Sql select_by_former_token(R"sql(
  SELECT id, staff_id, phone_index, acting_for, seen_at FROM sign_ins
  WHERE association_id = $1 AND former_token_index = $2 AND area = $3 AND former_until > $4
    AND ended_at IS NULL AND idle_ends_at > $4 AND ends_at > $4)sql");

std::optional<Found> find(db::Transaction& tx, const seal::Keeper& keeper,
                          const AssociationId& association, Area area, std::string_view token,
                          Instant now) {
  const auto index = index_of(keeper, token);
  for (const auto* sql : {&select_sign_in, &select_by_former_token}) {
    auto found = tx.one(*sql, found_in, association, db::Bytes{index}, name_of(area), now);
    if (found) return found;
  }
  return std::nullopt;
}

Actor applicant_of(db::Transaction& tx, const Found& found, const MayActFor& may_act_for) {
  Actor actor;
  actor.kind = Actor::Kind::applicant;
  actor.id = found.id;
  actor.sign_in = found.id;
  actor.phone_index = found.phone_index;
  if (may_act_for) actor.may_act_for = may_act_for(tx, found.phone_index);
  const auto& parties = actor.may_act_for;
  if (std::find(parties.begin(), parties.end(), found.acting_for) != parties.end()) {
    actor.acting_for = found.acting_for;
  } else if (parties.size() == 1) {
    actor.acting_for = parties.front();
  }
  return actor;
}

const db::Sql insert_sign_in(R"sql(
  INSERT INTO sign_ins
    (association_id, id, area, token_index, staff_id, phone_index, phone_sealed,
     started_at, seen_at, rotated_at, idle_ends_at, ends_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $9, $10))sql");

struct Started {
  std::string id, token;
  std::int64_t max_age_s = 0;
};

std::string phone_context(const std::string& sign_in) {
  return "sign_ins/" + sign_in + "/phone";
}

Started insert(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
               Area area, const StaffId& staff, std::string_view phone, Instant now) {
  const auto id = kernel::new_id<Id<struct SignInTag>>(now);
  const auto token = kernel::random_text();
  const auto index = index_of(keeper, token);
  const auto span = span_of(area);
  const Instant idle_ends_at = now + span.idle_ms;
  const Instant ends_at = now + span.whole_ms;
  if (area == Area::desk) {
    tx.execute(insert_sign_in, association, id, name_of(area), db::Bytes{index}, staff, nullptr,
               nullptr, now, idle_ends_at, ends_at);
  } else {
    const auto phone_index = keeper.fast_index("phone", phone);
    const auto sealed = keeper.association_key().close(phone, phone_context(id.text));
    tx.execute(insert_sign_in, association, id, name_of(area), db::Bytes{index}, nullptr,
               db::Bytes{phone_index}, db::Bytes{sealed}, now, idle_ends_at, ends_at);
  }
  return {.id = id.text, .token = token, .max_age_s = span.whole_ms / second_ms};
}

const db::Sql select_open_of_staff(R"sql(
  SELECT id, started_at, seen_at FROM sign_ins
  WHERE association_id = $1 AND staff_id = $2
    AND ended_at IS NULL AND idle_ends_at > $3 AND ends_at > $3
  ORDER BY started_at DESC, id DESC)sql");
const db::Sql select_open_of_phone(R"sql(
  SELECT id, started_at, seen_at FROM sign_ins
  WHERE association_id = $1 AND phone_index = $2
    AND ended_at IS NULL AND idle_ends_at > $3 AND ends_at > $3
  ORDER BY started_at DESC, id DESC)sql");

std::vector<ListedSignIn> open_ones(db::Transaction& tx, const AssociationId& association,
                                    const StaffId& staff, std::string_view phone_index,
                                    Instant now) {
  std::vector<ListedSignIn> open;
  const auto take = [&](const db::Row& row) {
    open.push_back({.id = row.string(0), .started_at = row.instant(1), .seen_at = row.instant(2)});
  };
  if (!staff.empty()) {
    tx.each(select_open_of_staff, take, association, staff, now);
  } else {
    tx.each(select_open_of_phone, take, association, db::Bytes{phone_index}, now);
  }
  return open;
}

const db::Sql end_one(R"sql(
  UPDATE sign_ins SET ended_at = $3
  WHERE association_id = $1 AND id = $2 AND ended_at IS NULL)sql");

void end_beyond_limit(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                      std::string_view phone_index, Instant now) {
  const auto open = open_ones(tx, association, staff, phone_index, now);
  for (std::size_t i = at_once_max; i < open.size(); ++i) {
    tx.execute(end_one, association, open[i].id, now);
  }
}

}  // namespace

std::string cookie_name(Area area, std::string_view slug, bool secure) {
  std::string name = secure ? "__Host-" : "";
  name += slug;
  name += '-';
  name += name_of(area);
  return name;
}

Holder authenticate(db::Transaction& tx, const seal::Keeper& keeper,
                    const AssociationId& association, Area area, std::string_view token,
                    Instant now, const MayActFor& may_act_for) {
  if (!has_token_form(token)) return {};
  const auto found = find(tx, keeper, association, area, token, now);
  if (!found) return {};
  const bool touch_due = now.ms - found->seen_at.ms >= touch_every_ms;
  if (area == Area::portal) return {applicant_of(tx, *found, may_act_for), touch_due};
  const auto member = find_staff(tx, keeper, association, found->staff);
  if (!member || member->state != StaffState::active) return {};
  return {rows::actor_of(*member, found->id), touch_due};
}

const db::Sql touch_sign_in(R"sql(
  UPDATE sign_ins SET seen_at = $3, idle_ends_at = $4
  WHERE association_id = $1 AND id = $2 AND area = $5 AND ended_at IS NULL
    AND idle_ends_at > $3 AND seen_at < $3)sql");

void touch(db::Transaction& tx, const AssociationId& association, const std::string& sign_in,
           Instant now) {
  for (const auto area : {Area::desk, Area::portal}) {
    tx.execute(touch_sign_in, association, sign_in, now, now + span_of(area).idle_ms,
               name_of(area));
  }
}

const db::Sql select_rotated_at(R"sql(
  SELECT rotated_at FROM sign_ins WHERE association_id = $1 AND id = $2)sql");

bool rotation_due(db::Transaction& tx, const AssociationId& association, const std::string& sign_in,
                  Instant now) {
  const auto at = tx.one(
      select_rotated_at, [](const db::Row& row) { return row.instant(0); }, association, sign_in);
  return at && now.ms - at->ms >= rotate_every_ms;
}

const db::Sql rotate_token(R"sql(
  UPDATE sign_ins
  SET former_token_index = token_index, former_until = $4, token_index = $3, rotated_at = $5
  WHERE association_id = $1 AND id = $2 AND ended_at IS NULL AND ends_at > $5)sql");
const db::Sql select_end(R"sql(
  SELECT ends_at FROM sign_ins WHERE association_id = $1 AND id = $2)sql");

std::optional<NewSignIn> rotate(db::Transaction& tx, const seal::Keeper& keeper,
                                const AssociationId& association, const Actor& actor, Instant now) {
  auto token = kernel::random_text();
  const auto index = index_of(keeper, token);
  const std::int64_t rotated = tx.execute(rotate_token, association, actor.sign_in,
                                          db::Bytes{index}, now + former_valid_ms, now);
  if (rotated == 0) return std::nullopt;
  const auto ends_at = tx.one(
      select_end, [](const db::Row& row) { return row.instant(0); }, association, actor.sign_in);
  return NewSignIn{std::move(token), (ends_at.value_or(now).ms - now.ms) / second_ms, actor};
}

NewSignIn rows::start_desk_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                                   const AssociationId& association, Actor actor, Instant now) {
  const StaffId staff{actor.id};
  auto started = insert(tx, keeper, association, Area::desk, staff, {}, now);
  end_beyond_limit(tx, association, staff, {}, now);
  actor.sign_in = started.id;
  return {std::move(started.token), started.max_age_s, std::move(actor)};
}

NewSignIn start_portal_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                               const AssociationId& association, std::string_view phone,
                               Instant now, const MayActFor& may_act_for) {
  auto started = insert(tx, keeper, association, Area::portal, {}, phone, now);
  Found found{.id = started.id,
              .staff = {},
              .phone_index = keeper.fast_index("phone", phone),
              .acting_for = {},
              .seen_at = now};
  end_beyond_limit(tx, association, {}, found.phone_index, now);
  auto actor = applicant_of(tx, found, may_act_for);
  audit::record(tx, association, who_of(actor, Action::portal_use), now,
                {.action = "applicant.signed_in", .object = found.id});
  return {std::move(started.token), started.max_age_s, std::move(actor)};
}

const db::Sql update_acting_for(R"sql(
  UPDATE sign_ins SET acting_for = $3
  WHERE association_id = $1 AND id = $2 AND ended_at IS NULL)sql");

Result<Done> act_for(db::Transaction& tx, const AssociationId& association, const Actor& actor,
                     const PartyId& party, Instant now) {
  const auto& parties = actor.may_act_for;
  if (std::find(parties.begin(), parties.end(), party) == parties.end()) return not_found();
  tx.execute(update_acting_for, association, actor.sign_in, party);
  audit::record(tx, association, {.kind = "applicant", .id = party.text}, now,
                {.action = "applicant.acts_for", .object = party.text, .party = party.text});
  return Done{};
}

const db::Sql select_phone(R"sql(
  SELECT phone_sealed FROM sign_ins
  WHERE association_id = $1 AND id = $2 AND phone_sealed IS NOT NULL)sql");

std::string phone_of(db::Transaction& tx, const seal::Keeper& keeper,
                     const AssociationId& association, const Actor& actor) {
  const auto box = tx.one(
      select_phone, [](const db::Row& row) { return row.bytes(0); }, association, actor.sign_in);
  if (!box) return {};
  return keeper.association_key().open(*box, phone_context(actor.sign_in)).value_or("");
}

void end_sign_in(db::Transaction& tx, const AssociationId& association, const Actor& actor,
                 Instant now) {
  if (tx.execute(end_one, association, actor.sign_in, now) == 0) return;
  const bool staff = actor.kind == Actor::Kind::staff;
  const auto who = who_of(actor, staff ? Action::desk_use : Action::portal_use);
  audit::record(
      tx, association, who, now,
      {.action = staff ? "staff.signed_out" : "applicant.signed_out", .object = actor.sign_in});
}

const db::Sql end_all_of_staff(R"sql(
  UPDATE sign_ins SET ended_at = $4
  WHERE association_id = $1 AND staff_id = $2 AND id <> $3 AND ended_at IS NULL)sql");

std::int64_t end_sign_ins_of(db::Transaction& tx, const AssociationId& association,
                             const StaffId& staff, std::string_view except, Instant now) {
  return tx.execute(end_all_of_staff, association, staff, except, now);
}

std::vector<ListedSignIn> list_sign_ins(db::Transaction& tx, const AssociationId& association,
                                        const Actor& actor, Instant now) {
  const bool staff = actor.kind == Actor::Kind::staff;
  auto open = open_ones(tx, association, StaffId{staff ? actor.id : ""}, actor.phone_index, now);
  for (auto& one : open) one.current = one.id == actor.sign_in;
  return open;
}

const db::Sql count_open_sign_ins(R"sql(
  SELECT area, COUNT(*) FROM sign_ins
   WHERE association_id = $1 AND ends_at > $2 AND idle_ends_at > $2 AND ended_at IS NULL
   GROUP BY area)sql");

OpenSignIns count_sign_ins(db::Transaction& tx, const AssociationId& association, Instant now) {
  OpenSignIns open;
  tx.each(
      count_open_sign_ins,
      [&](const db::Row& row) {
        (row.text(0) == "desk" ? open.desk : open.portal) = row.integer(1);
      },
      association, now);
  return open;
}

const db::Sql delete_sign_ins_of_phone(R"sql(
  DELETE FROM sign_ins WHERE association_id = $1 AND phone_index = $2)sql");
const db::Sql delete_codes_of_phone(R"sql(
  DELETE FROM one_time_codes WHERE association_id = $1 AND phone_index = $2)sql");
const db::Sql delete_counters_of_phone(R"sql(
  DELETE FROM attempt_counters WHERE association_id = $1 AND subject = $2)sql");

void forget_phone(db::Transaction& tx, const AssociationId& association,
                  std::string_view phone_index) {
  for (const auto* sql :
       {&delete_sign_ins_of_phone, &delete_codes_of_phone, &delete_counters_of_phone}) {
    tx.execute(*sql, association, db::Bytes{phone_index});
  }
}

const db::Sql delete_old_sign_ins(R"sql(
  DELETE FROM sign_ins WHERE association_id = $1 AND ends_at < $2)sql");
const db::Sql delete_old_codes(R"sql(
  DELETE FROM one_time_codes WHERE association_id = $1 AND expires_at < $2)sql");

std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant now) {
  std::int64_t swept = tx.execute(delete_old_sign_ins, association, now - kept_ms);
  swept += tx.execute(delete_old_codes, association, now - 2 * day_ms);
  swept += links::sweep(tx, association, now - kept_ms);
  swept += attempts::sweep(tx, association, now);
  return swept;
}

}  // namespace auth
