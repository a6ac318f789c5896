#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/rights.h"

// Staff accounts of one association, in its own database. Names and e-mail addresses are sealed
// under the association's key; addresses are found by a keyed digest.
namespace auth {

enum class StaffState : std::uint8_t { invited, active, disabled };
std::string_view name_of(StaffState state);
std::optional<StaffState> staff_state_named(std::string_view name);

struct StaffMember {
  StaffId id;
  std::string name = {}, email = {};
  std::set<Role> roles = {};
  std::vector<BranchId> branches = {};  // empty: every branch
  StaffState state = StaffState::invited;
  std::optional<Instant> last_sign_in = {};
};

struct StaffGiven {  // what an invitation or an edit says
  std::string name, email;
  std::set<Role> roles;
  std::vector<BranchId> branches;  // that they exist is the organisation's to check, before
};

struct Invited {
  StaffMember member;
  std::string token;  // of the setup link; shown once, stored hashed, 72 hours, works once
};

// What is wrong with the form of what is given, all of it: staff.name_form, staff.email_form,
// staff.roles_missing.
std::vector<Obstacle> obstacles_of(const StaffGiven& given);
// Refuses those, and staff.email_taken.
Result<Invited> invite_staff(db::Transaction& tx, const seal::Keeper& keeper,
                             const AssociationId& association, const audit::Who& by, Instant now,
                             const StaffGiven& given);
struct StaffNamed {
  std::string name, email;
};
// The first administrator. Without a name: says name and address at setup, and asked for again the
// same account gets a new link. Refuses staff.not_first when the association has an active
// administrator, and what invite_staff refuses.
Result<Invited> invite_first_administrator(db::Transaction& tx, const seal::Keeper& keeper,
                                           const AssociationId& association, const audit::Who& by,
                                           Instant now,
                                           const std::optional<StaffNamed>& named = {});
// A new link for somebody who lost the first one or the password; older links of theirs end.
// Refuses not_found, staff.disabled.
Result<Invited> renew_setup_link(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const audit::Who& by,
                                 const StaffId& staff, Instant now);

struct StaffChange {
  std::optional<std::string> name;
  std::optional<std::set<Role>> roles;
  std::optional<std::vector<BranchId>> branches;
  std::optional<StaffState> state;  // active or disabled; disabling ends every sign-in and link
};
// Refuses not_found, staff.last_administrator, staff.own_account (disabling oneself),
// staff.not_set_up (activating somebody who has no password yet).
Result<StaffMember> change_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const audit::Who& by,
                                 const StaffId& staff, const StaffChange& change, Instant now);

std::optional<StaffMember> find_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                      const AssociationId& association, const StaffId& staff);
std::optional<StaffMember> find_staff_by_email(db::Transaction& tx, const seal::Keeper& keeper,
                                               const AssociationId& association,
                                               std::string_view email);
// In order of id, after `after` (empty: from the first), at most `limit`.
std::vector<StaffMember> list_staff(db::Transaction& tx, const seal::Keeper& keeper,
                                    const AssociationId& association, std::string_view after,
                                    int limit);
// Active members who hold one of the roles; by id. With a branch, those who work there or in every
// one; with an empty one, those who work in every one.
std::vector<StaffId> staff_with_roles(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<Role>& roles,
                                      const std::optional<BranchId>& branch = std::nullopt);
// The name to show beside an id; empty when there is no such member.
std::string staff_name(db::Transaction& tx, const seal::Keeper& keeper,
                       const AssociationId& association, const StaffId& staff);

}  // namespace auth
