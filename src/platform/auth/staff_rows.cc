#include "platform/auth/staff_rows.h"

#include <stdexcept>

#include "base/text.h"
#include "platform/kernel/limits.h"

namespace auth::rows {
namespace {

std::string context_of(const StaffId& staff) {
  return "staff/" + staff.text;
}

bool is_address(std::string_view text) {
  if (text.empty() || text.size() > limits::email_bytes_max) return false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7f) return false;
    if (std::string_view("()<>,;:\\\"[]").find(c) != std::string_view::npos) return false;
  }
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return false;
  const auto domain = text.substr(at + 1);
  if (domain.find('@') != std::string_view::npos) return false;
  const auto dot = domain.find('.');
  if (dot == std::string_view::npos || dot == 0 || domain.ends_with('.')) return false;
  return domain.find("..") == std::string_view::npos;
}

}  // namespace

std::string close_person(const seal::Keeper& keeper, const StaffId& staff, const Person& person) {
  // An address has no line break, so the first one divides.
  return keeper.association_key().close(person.email + "\n" + person.name, context_of(staff));
}

Person open_person(const seal::Keeper& keeper, const StaffId& staff, std::string_view box) {
  const auto plain = keeper.association_key().open(box, context_of(staff));
  if (!plain) throw std::runtime_error("a staff row does not open: " + staff.text);
  const auto divide = plain->find('\n');
  return {.email = plain->substr(0, divide), .name = plain->substr(divide + 1)};
}

std::string email_index(const seal::Keeper& keeper, std::string_view email) {
  return keeper.fast_index("email", lower_ascii(trim(email)));
}

Result<std::string> clean_email(std::string_view typed) {
  auto email = lower_ascii(trim(typed));
  if (!is_address(email)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "staff.email_form", .field = "/email"});
  }
  return email;
}

Result<std::string> clean_name(std::string_view typed) {
  const bool readable = is_utf8(typed) && !has_control(typed) && !has_bidi_control(typed);
  auto name = readable ? trim(typed) : std::string();
  const bool one_line = name.find_first_of("\n\t") == std::string::npos;
  if (!one_line || length(name) < 2 || length(name) > limits::name_characters_max) {
    return refuse(
        RefusalKind::rule_not_met,
        Obstacle{.code = "staff.name_form",
                 .field = "/name",
                 .parameters = {{"characters", std::to_string(limits::name_characters_max)}}});
  }
  return name;
}

const db::Sql select_roles(R"sql(
  SELECT role FROM staff_roles WHERE association_id = $1 AND staff_id = $2)sql");

std::set<Role> load_roles(db::Transaction& tx, const AssociationId& association,
                          const StaffId& staff) {
  std::set<Role> roles;
  tx.each(
      select_roles,
      [&](const db::Row& row) {
        const auto role = role_named(row.text(0));
        if (!role) throw std::runtime_error("an unknown role stands in the database");
        roles.insert(*role);
      },
      association, staff);
  return roles;
}

const db::Sql select_branches(R"sql(
  SELECT branch_id FROM staff_branches WHERE association_id = $1 AND staff_id = $2
  ORDER BY branch_id)sql");

std::vector<BranchId> load_branches(db::Transaction& tx, const AssociationId& association,
                                    const StaffId& staff) {
  std::vector<BranchId> branches;
  tx.each(
      select_branches, [&](const db::Row& row) { branches.push_back({row.string(0)}); },
      association, staff);
  return branches;
}

const db::Sql delete_roles(R"sql(
  DELETE FROM staff_roles WHERE association_id = $1 AND staff_id = $2)sql");
const db::Sql insert_role(R"sql(
  INSERT INTO staff_roles (association_id, staff_id, role) VALUES ($1, $2, $3))sql");

void save_roles(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                const std::set<Role>& roles) {
  tx.execute(delete_roles, association, staff);
  for (const Role role : roles) tx.execute(insert_role, association, staff, name_of(role));
}

const db::Sql delete_branches(R"sql(
  DELETE FROM staff_branches WHERE association_id = $1 AND staff_id = $2)sql");
const db::Sql insert_branch(R"sql(
  INSERT INTO staff_branches (association_id, staff_id, branch_id) VALUES ($1, $2, $3)
  ON CONFLICT (association_id, staff_id, branch_id) DO NOTHING)sql");

void save_branches(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                   const std::vector<BranchId>& branches) {
  tx.execute(delete_branches, association, staff);
  for (const auto& branch : branches) tx.execute(insert_branch, association, staff, branch);
}

Actor actor_of(const StaffMember& member, std::string sign_in) {
  Actor actor;
  actor.kind = Actor::Kind::staff;
  actor.id = member.id.text;
  actor.name = member.name;
  actor.roles = member.roles;
  actor.branches = member.branches;
  actor.sign_in = std::move(sign_in);
  return actor;
}

std::string detail(std::string_view field, const std::vector<std::string>& codes) {
  std::string json = "{\"" + std::string(field) + "\":[";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i > 0) json += ',';
    json += '"' + codes[i] + '"';
  }
  return json + "]}";
}

std::vector<std::string> names(const std::set<Role>& roles) {
  std::vector<std::string> list;
  list.reserve(roles.size());
  for (const Role role : roles) list.emplace_back(name_of(role));
  return list;
}

}  // namespace auth::rows
