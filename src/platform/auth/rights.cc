#include "platform/auth/rights.h"

#include <array>
#include <initializer_list>
#include <string>

namespace auth {
namespace {

constexpr std::uint32_t bit(Role role) {
  return 1u << static_cast<unsigned>(role);
}
constexpr std::uint32_t roles(std::initializer_list<Role> list) {
  std::uint32_t set = 0;
  for (const Role role : list) set |= bit(role);
  return set;
}

enum class Whose : std::uint8_t { everybody, applicants, staff };

struct Right {
  Action action;
  std::string_view name;
  Whose whose;
  std::uint32_t staff_roles;
};

using enum Role;
constexpr std::uint32_t nobody_of_staff = 0;
constexpr std::uint32_t all_staff = (1u << role_count) - 1;
// Whoever meets people: the delegate is an officer for one branch.
constexpr std::uint32_t front = roles({officer, delegate});
// Whoever works on a request. A pack narrows this per step; it never widens it.
constexpr std::uint32_t workers = front | roles({researcher, supervisor});
constexpr std::uint32_t heads = roles({quality_manager, director});
constexpr std::uint32_t bodies = roles({secretary, committee_member});

// The matrix: role × action, as data. Roles are the product's; a pack grants nothing (decisions.md
// "Rights"). The administrator looks after accounts, branches and versions and reads no one's file;
// the board reads the report down to the cases, and the cases themselves when they are ordinary.
constexpr std::array<Right, action_count> matrix = {
    {
     {Action::anyone, "anyone", Whose::everybody, all_staff},
     {Action::portal_use, "portal_use", Whose::applicants, nobody_of_staff},
     {Action::desk_use, "desk_use", Whose::staff, all_staff},
     {Action::queue_read, "queue_read", Whose::staff,
         workers | bodies | heads | roles({board_member})},
     {Action::person_find, "person_find", Whose::staff, workers | roles({director})},
     {Action::person_register, "person_register", Whose::staff, front | roles({supervisor})},
     {Action::person_read, "person_read", Whose::staff, workers | heads},
     {Action::person_edit, "person_edit", Whose::staff, front | roles({researcher})},
     {Action::person_erase, "person_erase", Whose::staff, heads},
     {Action::claim_match, "claim_match", Whose::staff, front},
     {Action::duplicate_judge, "duplicate_judge", Whose::staff, front | roles({supervisor})},
     {Action::person_import, "person_import", Whose::staff,
         roles({supervisor, quality_manager})},
     {Action::request_open, "request_open", Whose::staff, workers | roles({quality_manager})},
     {Action::request_read, "request_read", Whose::staff,
         workers | bodies | heads | roles({board_member})},
     {Action::request_receive, "request_receive", Whose::staff,
         workers | roles({quality_manager})},
     {Action::request_verify, "request_verify", Whose::staff, workers},
     {Action::request_clarify, "request_clarify", Whose::staff, workers | heads},
     {Action::request_inform, "request_inform", Whose::staff,
         workers | heads | roles({secretary})},
     {Action::request_decide, "request_decide", Whose::staff,
         front | bodies | roles({supervisor, director})},
     {Action::request_register, "request_register", Whose::staff, front | roles({supervisor})},
     {Action::request_deliver, "request_deliver", Whose::staff, front | roles({supervisor})},
     {Action::request_reply, "request_reply", Whose::staff, workers | heads},
     {Action::request_judge, "request_judge", Whose::staff,
         bodies | heads | roles({supervisor, board_member})},
     {Action::request_record, "request_record", Whose::staff,
         workers | heads | roles({secretary})},
     {Action::request_close, "request_close", Whose::staff,
         workers | heads | roles({secretary})},
     {Action::request_return, "request_return", Whose::staff, workers | roles({secretary})},
     {Action::request_hold, "request_hold", Whose::staff, workers | heads},
     {Action::request_reassign, "request_reassign", Whose::staff,
         front | heads | roles({supervisor})},
     {Action::request_rectify, "request_rectify", Whose::staff,
         front | heads | roles({secretary, supervisor})},
     {Action::request_override, "request_override", Whose::staff,
         front | heads | roles({secretary, supervisor})},
     {Action::request_break_glass, "request_break_glass", Whose::staff, workers | heads},
     {Action::attachment_read, "attachment_read", Whose::staff, workers | bodies | heads},
     {Action::report_read, "report_read", Whose::staff,
         heads | roles({supervisor, board_member})},
     {Action::message_read, "message_read", Whose::staff,
         front | heads | roles({administrator})},
     {Action::message_retry, "message_retry", Whose::staff,
         front | roles({quality_manager, administrator})},
     {Action::audit_read, "audit_read", Whose::staff, heads | roles({administrator})},
     {Action::staff_manage, "staff_manage", Whose::staff, roles({administrator})},
     {Action::branch_manage, "branch_manage", Whose::staff, roles({administrator})},
     {Action::calendar_manage, "calendar_manage", Whose::staff,
         roles({administrator, quality_manager})},
     {Action::policy_read, "policy_read", Whose::staff, all_staff},
     {Action::policy_draft, "policy_draft", Whose::staff,
         heads | roles({administrator, board_member})},
     {Action::policy_approve, "policy_approve", Whose::staff, roles({director, board_member})},
     {Action::policy_manage, "policy_manage", Whose::staff, heads | roles({administrator})},
     }
};

// Unknown is an error before the program starts: every action stands at its own place, once.
constexpr bool complete() {
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    if (static_cast<std::size_t>(matrix[i].action) != i || matrix[i].name.empty()) return false;
    if ((matrix[i].staff_roles & ~all_staff) != 0) return false;
    if (matrix[i].whose == Whose::staff && matrix[i].staff_roles == 0) return false;
  }
  return static_cast<int>(Action::policy_manage) + 1 == action_count;
}
static_assert(complete(), "the rights matrix must name every action once, in order");

const Right& right_of(Action action) {
  return matrix.at(static_cast<std::size_t>(action));
}

std::uint32_t allowing_roles(const Actor& actor, Action action) {
  std::uint32_t held = 0;
  for (const Role role : actor.roles) held |= bit(role);
  return held & right_of(action).staff_roles;
}

bool in_branch(const Actor& actor, const Object& object) {
  if (actor.branches.empty()) return true;
  if (object.branch.empty()) return !object.of_no_branch;
  for (const auto& branch : actor.branches)
    if (branch == object.branch) return true;
  return false;
}

// Whether the object's class lets a member through who acts in `allowing` roles.
bool class_allows(Action action, const Object& object, std::uint32_t allowing) {
  if (!object.object_class) return true;
  const bool called = object.assigned_to_actor || object.on_agenda || object.break_glass;
  switch (*object.object_class) {
    case Class::ordinary:
      return true;
    case Class::restricted:
      return called || (allowing & ~bit(board_member)) != 0;
    case Class::confidential:
      return called || action == Action::request_break_glass || action == Action::person_erase;
  }
  return false;
}

Result<Done> authorise_staff(const Actor& actor, Action action, const Object& object) {
  const auto allowing = allowing_roles(actor, action);
  // Before anything is said of the object: the same answer for one that is there and one that is
  // not.
  if (allowing == 0) return refuse(RefusalKind::forbidden, "rights.role");
  const bool called = object.assigned_to_actor || object.on_agenda;
  if (!called && !in_branch(actor, object)) return not_found();
  if (!class_allows(action, object, allowing)) return not_found();
  return Done{};
}

Result<Done> authorise_applicant(const Actor& actor, const Object& object) {
  if (object.party.empty()) return Done{};
  for (const auto& party : actor.may_act_for)
    if (party == object.party) return Done{};
  return not_found();
}

}  // namespace

std::string_view name_of(Action action) {
  return right_of(action).name;
}

bool matrix_allows(Role role, Action action) {
  return (right_of(action).staff_roles & bit(role)) != 0;
}

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found");
}

Result<Done> authorise(const Actor& actor, Action action, const Object& object) {
  const auto& right = right_of(action);
  if (right.whose == Whose::everybody) return Done{};
  switch (actor.kind) {
    case Actor::Kind::nobody:
      return refuse(RefusalKind::unauthenticated, "sign_in.needed");
    case Actor::Kind::system:
      return Done{};
    case Actor::Kind::operator_:  // creates and moves associations, and can read none
      return refuse(RefusalKind::forbidden, "rights.role");
    case Actor::Kind::applicant:
      if (right.whose != Whose::applicants) return refuse(RefusalKind::forbidden, "rights.role");
      return authorise_applicant(actor, object);
    case Actor::Kind::staff:
      if (right.whose != Whose::staff) return refuse(RefusalKind::forbidden, "rights.role");
      return authorise_staff(actor, action, object);
  }
  return refuse(RefusalKind::forbidden, "rights.role");
}

bool may(const Actor& actor, Action action) {
  return authorise(actor, action).ok();
}

audit::Who who_of(const Actor& actor, Action action) {
  switch (actor.kind) {
    case Actor::Kind::staff:
      for (const Role role : actor.roles) {
        if (matrix_allows(role, action)) {
          return {.kind = "staff", .id = actor.id, .role = std::string(name_of(role))};
        }
      }
      return {.kind = "staff", .id = actor.id};
    case Actor::Kind::applicant:
      return {.kind = "applicant",
              .id = actor.acting_for.empty() ? actor.id : actor.acting_for.text};
    case Actor::Kind::operator_:
      return {.kind = "operator", .id = actor.id};
    case Actor::Kind::nobody:
    case Actor::Kind::system:
      break;
  }
  return {.kind = "system", .id = {}};
}

}  // namespace auth
