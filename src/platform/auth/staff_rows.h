#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/staff.h"

// What the use cases of staff share. Private to this room.
namespace auth::rows {

struct Person {
  std::string email, name;
};
std::string close_person(const seal::Keeper& keeper, const StaffId& staff, const Person& person);
// Throws std::runtime_error when the box is not ours: a changed row is a fault, not an answer.
Person open_person(const seal::Keeper& keeper, const StaffId& staff, std::string_view box);

std::string email_index(const seal::Keeper& keeper, std::string_view email);

// Trimmed, lower case; or staff.email_form at /email.
Result<std::string> clean_email(std::string_view typed);
// Trimmed; or staff.name_form at /name.
Result<std::string> clean_name(std::string_view typed);

std::set<Role> load_roles(db::Transaction& tx, const AssociationId& association,
                          const StaffId& staff);
std::vector<BranchId> load_branches(db::Transaction& tx, const AssociationId& association,
                                    const StaffId& staff);
void save_roles(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                const std::set<Role>& roles);
void save_branches(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                   const std::vector<BranchId>& branches);

// The actor that this member is when signed in.
Actor actor_of(const StaffMember& member, std::string sign_in);

// {"field":["a","b"]} with closed codes only: the detail of an audit entry.
std::string detail(std::string_view field, const std::vector<std::string>& codes);
std::vector<std::string> names(const std::set<Role>& roles);

}  // namespace auth::rows
