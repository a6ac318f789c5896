#include "platform/auth/staff.h"

#include <algorithm>

#include "platform/auth/setup_links.h"
#include "platform/auth/sign_ins.h"
#include "platform/auth/staff_rows.h"
#include "platform/kernel/kernel.h"

namespace auth {
namespace {

Refusal rule(std::string code, std::string field = {}) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

const db::Sql insert_staff(R"sql(
  INSERT INTO staff (association_id, id, email_index, sealed, state, created_at)
  VALUES ($1, $2, $3, $4, 'invited', $5))sql");

void insert(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
            const StaffMember& member, Instant now) {
  const auto sealed = rows::close_person(keeper, member.id, {member.email, member.name});
  if (member.email.empty()) {
    tx.execute(insert_staff, association, member.id, nullptr, db::Bytes{sealed}, now);
  } else {
    const auto index = rows::email_index(keeper, member.email);
    tx.execute(insert_staff, association, member.id, db::Bytes{index}, db::Bytes{sealed}, now);
  }
  rows::save_roles(tx, association, member.id, member.roles);
  rows::save_branches(tx, association, member.id, member.branches);
}

struct Stored {
  StaffMember member;
  bool set_up = false;
};

const db::Sql select_staff(R"sql(
  SELECT sealed, state, last_sign_in_at, password FROM staff
  WHERE association_id = $1 AND id = $2)sql");

std::optional<Stored> load(db::Transaction& tx, const seal::Keeper& keeper,
                           const AssociationId& association, const StaffId& staff) {
  auto stored = tx.one(
      select_staff,
      [&](const db::Row& row) {
        Stored found;
        auto person = rows::open_person(keeper, staff, row.bytes(0));
        found.member.id = staff;
        found.member.name = std::move(person.name);
        found.member.email = std::move(person.email);
        found.member.state = staff_state_named(row.text(1)).value_or(StaffState::disabled);
        if (!row.null(2)) found.member.last_sign_in = row.instant(2);
        found.set_up = !row.null(3);
        return found;
      },
      association, staff);
  if (!stored) return std::nullopt;
  stored->member.roles = rows::load_roles(tx, association, staff);
  stored->member.branches = rows::load_branches(tx, association, staff);
  return stored;
}

const db::Sql count_administrators(R"sql(
  SELECT COUNT(*) FROM staff s
  JOIN staff_roles r ON r.association_id = s.association_id AND r.staff_id = s.id
  WHERE s.association_id = $1 AND s.id <> $2 AND s.state = 'active'
    AND r.role = 'administrator')sql");

bool has_other_administrator(db::Transaction& tx, const AssociationId& association,
                             const StaffId& staff) {
  const auto others = tx.one(
      count_administrators, [](const db::Row& row) { return row.integer(0); }, association, staff);
  return others.value_or(0) > 0;
}

Result<Done> check_change(db::Transaction& tx, const AssociationId& association,
                          const audit::Who& by, const Stored& stored, const StaffChange& change) {
  const auto& member = stored.member;
  const bool disables = change.state == StaffState::disabled;
  const bool demotes = change.roles && !change.roles->contains(Role::administrator);
  if (disables && by.id == member.id.text) return rule("staff.own_account", "/state");
  if (change.state == StaffState::invited) return rule("staff.state", "/state");
  if (change.state == StaffState::active && !stored.set_up) {
    return rule("staff.not_set_up", "/state");
  }
  if (change.roles && change.roles->empty()) return rule("staff.roles_missing", "/roles");
  const bool administers =
      member.state == StaffState::active && member.roles.contains(Role::administrator);
  if (administers && (disables || demotes) &&
      !has_other_administrator(tx, association, member.id)) {
    return rule("staff.last_administrator", disables ? "/state" : "/roles");
  }
  return Done{};
}

const db::Sql update_staff(R"sql(
  UPDATE staff SET sealed = $3, state = $4 WHERE association_id = $1 AND id = $2)sql");

// The last of every invitation: the row, its record, the link.
Invited enroll(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
               const audit::Who& by, Instant now, StaffMember member) {
  insert(tx, keeper, association, member, now);
  audit::record(tx, association, by, now,
                {.action = "staff.invited",
                 .object = member.id.text,
                 .detail = rows::detail("roles", rows::names(member.roles))});
  auto token = links::issue(tx, keeper, association, member.id, now);
  return Invited{std::move(member), std::move(token)};
}

}  // namespace

std::string_view name_of(StaffState state) {
  switch (state) {
    case StaffState::invited:
      return "invited";
    case StaffState::active:
      return "active";
    case StaffState::disabled:
      break;
  }
  return "disabled";
}

std::optional<StaffState> staff_state_named(std::string_view name) {
  for (const auto state : {StaffState::invited, StaffState::active, StaffState::disabled})
    if (name_of(state) == name) return state;
  return std::nullopt;
}

std::vector<Obstacle> obstacles_of(const StaffGiven& given) {
  std::vector<Obstacle> obstacles;
  const auto take = [&](const auto& part) {
    if (part.ok()) return;
    const auto& more = part.refusal().obstacles;
    obstacles.insert(obstacles.end(), more.begin(), more.end());
  };
  take(rows::clean_name(given.name));
  take(rows::clean_email(given.email));
  if (given.roles.empty()) obstacles.push_back({.code = "staff.roles_missing", .field = "/roles"});
  return obstacles;
}

Result<Invited> invite_staff(db::Transaction& tx, const seal::Keeper& keeper,
                             const AssociationId& association, const audit::Who& by, Instant now,
                             const StaffGiven& given) {
  if (auto obstacles = obstacles_of(given); !obstacles.empty())
    return Refusal{RefusalKind::rule_not_met, std::move(obstacles)};
  const auto name = rows::clean_name(given.name);
  const auto email = rows::clean_email(given.email);
  if (find_staff_by_email(tx, keeper, association, email.value())) {
    return refuse(RefusalKind::conflict, Obstacle{.code = "staff.email_taken", .field = "/email"});
  }
  StaffMember member{.id = kernel::new_id<StaffId>(now),
                     .name = name.value(),
                     .email = email.value(),
                     .roles = given.roles,
                     .branches = given.branches};
  return enroll(tx, keeper, association, by, now, std::move(member));
}

const db::Sql select_nameless(R"sql(
  SELECT id FROM staff WHERE association_id = $1 AND state = 'invited' AND email_index IS NULL
  ORDER BY id LIMIT 1)sql");

Result<Invited> invite_first_administrator(db::Transaction& tx, const seal::Keeper& keeper,
                                           const AssociationId& association, const audit::Who& by,
                                           Instant now, const std::optional<StaffNamed>& named) {
  if (has_other_administrator(tx, association, StaffId{})) {
    return refuse(RefusalKind::conflict, "staff.not_first");
  }
  if (named) {
    return invite_staff(
        tx, keeper, association, by, now,
        {.name = named->name, .email = named->email, .roles = {Role::administrator}});
  }
  const auto asked_before = tx.one(
      select_nameless, [](const db::Row& row) { return StaffId{row.string(0)}; }, association);
  if (asked_before) return renew_setup_link(tx, keeper, association, by, *asked_before, now);
  StaffMember member{.id = kernel::new_id<StaffId>(now), .roles = {Role::administrator}};
  return enroll(tx, keeper, association, by, now, std::move(member));
}

const db::Sql invite_again(R"sql(
  UPDATE staff SET state = 'invited' WHERE association_id = $1 AND id = $2)sql");

Result<Invited> renew_setup_link(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const audit::Who& by,
                                 const StaffId& staff, Instant now) {
  auto stored = load(tx, keeper, association, staff);
  if (!stored) return not_found();
  if (stored->member.state == StaffState::disabled) {
    if (stored->set_up) return rule("staff.disabled");
    tx.execute(invite_again, association, staff);  // has never come in: the invitation stands again
    stored->member.state = StaffState::invited;
  }
  links::end_all_of(tx, association, staff, now);
  auto token = links::issue(tx, keeper, association, staff, now);
  audit::record(tx, association, by, now, {.action = "staff.link_issued", .object = staff.text});
  return Invited{std::move(stored->member), std::move(token)};
}

Result<StaffMember> change_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const audit::Who& by,
                                 const StaffId& staff, const StaffChange& change, Instant now) {
  auto stored = load(tx, keeper, association, staff);
  if (!stored) return not_found();
  auto& member = stored->member;
  TRY(check_change(tx, association, by, *stored, change));
  std::vector<std::string> changed;
  if (change.name) {
    member.name = TRY(rows::clean_name(*change.name));
    changed.emplace_back("name");
  }
  if (change.roles) {
    member.roles = *change.roles;
    rows::save_roles(tx, association, staff, member.roles);
    for (const auto& role : rows::names(member.roles)) changed.push_back("role:" + role);
  }
  if (change.branches) {
    rows::save_branches(tx, association, staff, *change.branches);
    member.branches = rows::load_branches(tx, association, staff);
    changed.emplace_back("branches");
  }
  if (change.state) {
    member.state = *change.state;
    changed.push_back("state:" + std::string(name_of(member.state)));
  }
  const auto sealed = rows::close_person(keeper, staff, {member.email, member.name});
  tx.execute(update_staff, association, staff, db::Bytes{sealed}, name_of(member.state));
  if (change.state == StaffState::disabled) {
    end_sign_ins_of(tx, association, staff, {}, now);
    links::end_all_of(tx, association, staff, now);
  }
  audit::record(tx, association, by, now,
                {.action = "staff.changed",
                 .object = staff.text,
                 .detail = rows::detail("changed", changed)});
  return member;
}

std::optional<StaffMember> find_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                      const AssociationId& association, const StaffId& staff) {
  auto stored = load(tx, keeper, association, staff);
  if (!stored) return std::nullopt;
  return std::move(stored->member);
}

const db::Sql select_staff_by_email(R"sql(
  SELECT id FROM staff WHERE association_id = $1 AND email_index = $2)sql");

std::optional<StaffMember> find_staff_by_email(db::Transaction& tx, const seal::Keeper& keeper,
                                               const AssociationId& association,
                                               std::string_view email) {
  const auto index = rows::email_index(keeper, email);
  const auto staff = tx.one(
      select_staff_by_email, [](const db::Row& row) { return StaffId{row.string(0)}; }, association,
      db::Bytes{index});
  if (!staff) return std::nullopt;
  return find_staff(tx, keeper, association, *staff);
}

const db::Sql select_staff_page(R"sql(
  SELECT id FROM staff WHERE association_id = $1 AND id > $2 ORDER BY id LIMIT $3)sql");

std::vector<StaffMember> list_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                    const AssociationId& association, std::string_view after,
                                    int limit) {
  std::vector<StaffId> ids;
  tx.each(
      select_staff_page, [&](const db::Row& row) { ids.push_back({row.string(0)}); }, association,
      after, std::clamp(limit, 1, limits::page_max + 1));
  std::vector<StaffMember> members;
  for (const auto& id : ids) {
    if (auto member = find_staff(tx, keeper, association, id)) {
      members.push_back(std::move(*member));
    }
  }
  return members;
}

const db::Sql select_holders(R"sql(
  SELECT r.staff_id FROM staff_roles r
  JOIN staff s ON s.association_id = r.association_id AND s.id = r.staff_id
  WHERE r.association_id = $1 AND r.role = $2 AND s.state = 'active'
    AND ($3 = 1
      OR NOT EXISTS (SELECT 1 FROM staff_branches b
                     WHERE b.association_id = s.association_id AND b.staff_id = s.id)
      OR EXISTS (SELECT 1 FROM staff_branches b
                 WHERE b.association_id = s.association_id AND b.staff_id = s.id
                   AND b.branch_id = $4)))sql");

std::vector<StaffId> staff_with_roles(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<Role>& roles,
                                      const std::optional<BranchId>& branch) {
  std::set<StaffId> holders;
  for (const Role role : roles) {
    tx.each(
        select_holders, [&](const db::Row& row) { holders.insert({row.string(0)}); }, association,
        name_of(role), !branch, branch.value_or(BranchId{}));
  }
  return {holders.begin(), holders.end()};
}

const db::Sql select_staff_sealed(R"sql(
  SELECT sealed FROM staff WHERE association_id = $1 AND id = $2)sql");

std::string staff_name(db::Transaction& tx, const seal::Keeper& keeper,
                       const AssociationId& association, const StaffId& staff) {
  const auto name = tx.one(
      select_staff_sealed,
      [&](const db::Row& row) { return rows::open_person(keeper, staff, row.bytes(0)).name; },
      association, staff);
  return name.value_or(std::string());
}

}  // namespace auth
