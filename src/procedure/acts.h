#pragma once

#include "procedure/gates.h"
#include "procedure/perform.h"

// Private to this room: the closed list of what can be done, each with where and when, by whom,
// what must hold and what follows.
namespace procedure {

using RoleSet = std::uint32_t;

enum class Where : std::uint8_t { step, request };
enum class Who : std::uint8_t {  // beside the staff roles of the act
  by_step = 1,                   // whom the step names
  applicant = 2,
  system = 4,
  put_to = 8  // the role that a clarification is put to
};
enum class Note : std::uint8_t { free, needed, of_staff };

struct Act {
  ActionKind kind;
  Where where;
  std::uint32_t on;     // bit set of step kinds
  std::uint8_t who;     // bit set of Who
  RoleSet roles;        // of staff, beside the step's
  std::uint8_t status;  // bit set of Status
  Note note;
  bool leaves;             // ends its step, so nothing that it rests on may have been reopened
  std::string_view right;  // that the person exercises by it
  void (*check)(Check&);
  void (*perform)(Draft&);

  bool fits(policy::StepKind step) const { return (on >> static_cast<unsigned>(step) & 1U) != 0; }
  bool admits(Who one) const { return (who & static_cast<std::uint8_t>(one)) != 0; }
};

inline constexpr std::size_t act_count = 36;
const Act& act_of(ActionKind kind);
const Act& act_at(std::size_t index);

// Everything that stands in the way of this action; fills check.step and check.as.
void examine(Check& check);

// Roles to fall back on where a step names nobody of the staff: those of the first step that does.
std::vector<Role> usual_roles(const policy::RequestKind& kind);

}  // namespace procedure
