#include "platform/auth/staff_sign_in.h"

#include "base/text.h"
#include "platform/auth/attempts.h"
#include "platform/auth/peer.h"
#include "platform/auth/setup_links.h"
#include "platform/auth/sign_in_rows.h"
#include "platform/auth/staff_rows.h"
#include "platform/kernel/limits.h"

namespace auth {
namespace {

constexpr attempts::Rule account_rule{.kind = "sign_in.account",
                                      .limit = 5,
                                      .window_ms = 15 * minute_ms,
                                      .pause_ms = minute_ms,
                                      .pause_ms_max = 15 * minute_ms};
constexpr attempts::Rule peer_rule{.kind = "sign_in.peer",
                                   .limit = 30,
                                   .window_ms = 15 * minute_ms,
                                   .pause_ms = 5 * minute_ms,
                                   .pause_ms_max = hour_ms};
constexpr attempts::Rule setup_rule{.kind = "setup.peer",
                                    .limit = 20,
                                    .window_ms = 15 * minute_ms,
                                    .pause_ms = 5 * minute_ms,
                                    .pause_ms_max = hour_ms};
constexpr attempts::Rule password_rule{.kind = "password.account",
                                       .limit = 5,
                                       .window_ms = 15 * minute_ms,
                                       .pause_ms = minute_ms,
                                       .pause_ms_max = 15 * minute_ms};

const db::Sql select_password(R"sql(
  SELECT id, password FROM staff
  WHERE association_id = $1 AND email_index = $2 AND state = 'active'
    AND password IS NOT NULL)sql");

const db::Sql select_own_password(R"sql(
  SELECT password FROM staff
  WHERE association_id = $1 AND id = $2 AND state = 'active' AND password IS NOT NULL)sql");

// Whether the hash is still the one that was verified: it may have changed meanwhile.
bool still_stored(db::Transaction& tx, const AssociationId& association, const Attempt& attempt) {
  const auto stored = tx.one(
      select_own_password, [](const db::Row& row) { return row.string(0); }, association,
      attempt.staff);
  return stored && *stored == attempt.stored;
}

const db::Sql update_last_sign_in(R"sql(
  UPDATE staff SET last_sign_in_at = $3 WHERE association_id = $1 AND id = $2)sql");

NewSignIn sign_in(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
                  const StaffMember& member, Instant now) {
  auto fresh = rows::start_desk_sign_in(tx, keeper, association, rows::actor_of(member, {}), now);
  tx.execute(update_last_sign_in, association, member.id, now);
  audit::record(tx, association, who_of(fresh.actor, Action::desk_use), now,
                {.action = "staff.signed_in", .object = member.id.text});
  return fresh;
}

Refusal wrong() {
  return refuse(RefusalKind::unauthenticated, "sign_in.wrong");
}

const db::Sql set_up(R"sql(
  UPDATE staff SET email_index = $3, sealed = $4, password = $5, state = 'active'
  WHERE association_id = $1 AND id = $2)sql");

// Name and address as they will stand, or what is wrong with them.
Result<rows::Person> person_at_setup(db::Transaction& tx, const seal::Keeper& keeper,
                                     const AssociationId& association, const StaffMember& member,
                                     const SetupGiven& given) {
  const auto email = TRY(rows::clean_email(given.email));
  const auto name = TRY(rows::clean_name(given.name));
  if (member.email.empty()) {
    if (find_staff_by_email(tx, keeper, association, email)) {
      return refuse(RefusalKind::conflict,
                    Obstacle{.code = "staff.email_taken", .field = "/email"});
    }
  } else if (member.email != email) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "staff.email_differs", .field = "/email"});
  }
  return rows::Person{.email = email, .name = name};
}

const db::Sql update_password(R"sql(
  UPDATE staff SET password = $3 WHERE association_id = $1 AND id = $2)sql");

}  // namespace

Result<Attempt> count_attempt(db::Transaction& tx, const seal::Keeper& keeper,
                              const AssociationId& association, std::string_view email,
                              std::string_view peer, Instant now) {
  if (email.size() > limits::email_bytes_max) email = {};  // nobody's; counted like every other
  Attempt attempt{.subject = rows::email_index(keeper, email),
                  .peer = peer_index(keeper, peer),
                  .staff = {},
                  .stored = {}};
  TRY(attempts::count(tx, association, peer_rule, attempt.peer, now));
  const auto counted = TRY(attempts::count(tx, association, account_rule, attempt.subject, now));
  tx.each(
      select_password,
      [&](const db::Row& row) {
        attempt.staff = {row.string(0)};
        attempt.stored = row.string(1);
      },
      association, db::Bytes{attempt.subject});
  if (counted.begins_pause && !attempt.staff.empty()) {
    audit::record(tx, association, {.kind = "system", .id = {}}, now,
                  {.action = "staff.attempts_limited", .object = attempt.staff.text});
  }
  return attempt;
}

Result<NewSignIn> finish_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const Attempt& attempt,
                                 bool verified, Instant now) {
  if (!verified || attempt.staff.empty()) return wrong();
  const auto member = find_staff(tx, keeper, association, attempt.staff);
  if (!member || !still_stored(tx, association, attempt)) return wrong();
  attempts::forget(tx, association, account_rule, attempt.subject);
  attempts::give_back(tx, association, peer_rule, attempt.peer, now);
  return sign_in(tx, keeper, association, *member, now);
}

Result<Setup> find_setup(db::Transaction& tx, const seal::Keeper& keeper,
                         const AssociationId& association, std::string_view token,
                         std::string_view peer, Instant now) {
  TRY(attempts::count(tx, association, setup_rule, peer_index(keeper, peer), now));
  Setup setup{.token_index = links::index_of(keeper, token.substr(0, 64)), .staff = {}};
  const auto staff = links::find(tx, association, setup.token_index, now);
  if (!staff) return refuse(RefusalKind::rule_not_met, "setup.link");
  setup.staff = *staff;
  return setup;
}

Result<NewSignIn> complete_setup(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const Setup& setup,
                                 const SetupGiven& given, Instant now) {
  auto member = find_staff(tx, keeper, association, setup.staff);
  if (!member || member->state == StaffState::disabled) {
    return refuse(RefusalKind::rule_not_met, "setup.link");
  }
  const auto person = TRY(person_at_setup(tx, keeper, association, *member, given));
  if (!links::use(tx, association, setup.token_index, now)) {
    return refuse(RefusalKind::rule_not_met, "setup.link");
  }
  links::end_all_of(tx, association, setup.staff, now);
  end_sign_ins_of(tx, association, setup.staff, {}, now);
  const auto index = rows::email_index(keeper, person.email);
  const auto sealed = rows::close_person(keeper, setup.staff, person);
  tx.execute(set_up, association, setup.staff, db::Bytes{index}, db::Bytes{sealed}, given.stored);
  member->name = person.name;
  member->email = person.email;
  const auto who = who_of(rows::actor_of(*member, {}), Action::desk_use);
  audit::record(tx, association, who, now, {.action = "staff.set_up", .object = setup.staff.text});
  attempts::forget(tx, association, account_rule, index);
  return sign_in(tx, keeper, association, *member, now);
}

Result<Attempt> count_password_attempt(db::Transaction& tx, const seal::Keeper& keeper,
                                       const AssociationId& association, const Actor& actor,
                                       std::string_view peer, Instant now) {
  Attempt attempt{.subject = actor.id,
                  .peer = peer_index(keeper, peer),
                  .staff = StaffId{actor.id},
                  .stored = {}};
  TRY(attempts::count(tx, association, password_rule, attempt.subject, now));
  const auto stored = tx.one(
      select_own_password, [](const db::Row& row) { return row.string(0); }, association,
      attempt.staff);
  attempt.stored = stored.value_or("");
  return attempt;
}

Result<NewSignIn> change_password(db::Transaction& tx, const seal::Keeper& keeper,
                                  const AssociationId& association, const Actor& actor,
                                  const Attempt& attempt, bool verified, std::string_view stored,
                                  Instant now) {
  if (!verified || !still_stored(tx, association, attempt)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "password.wrong", .field = "/current"});
  }
  attempts::forget(tx, association, password_rule, attempt.subject);
  tx.execute(update_password, association, attempt.staff, stored);
  end_sign_ins_of(tx, association, attempt.staff, actor.sign_in, now);
  links::end_all_of(tx, association, attempt.staff, now);
  audit::record(tx, association, who_of(actor, Action::desk_use), now,
                {.action = "staff.password_changed", .object = actor.id});
  auto fresh = rotate(tx, keeper, association, actor, now);
  if (!fresh) return refuse(RefusalKind::unauthenticated, "sign_in.needed");
  return std::move(*fresh);
}

}  // namespace auth
