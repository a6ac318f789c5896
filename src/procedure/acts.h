#pragma once

#include "procedure/gates.h"

// Private to this room: the closed list of what can be done, each with who, where, what must hold
// and what follows.
namespace procedure {

enum class Where : std::uint8_t {
  step,     // on an open step of a fitting kind
  request,  // on the request as a whole while it is open, returned or held
  anywhere  // also when it is closed (appeal, rate, reopen)
};

struct Act {
  ActionKind kind = ActionKind::receive;
  Where where = Where::request;
  std::vector<policy::StepKind> on;                       // kinds of step
  bool applicant = false, staff = false, system = false;  // who may, when `where` is not a step
  bool note = false;                                      // free text needed
  void (*check)(Check&) = nullptr;
  void (*perform)(Draft&, const Action&, int step) = nullptr;
};

const Act& act_of(ActionKind kind);
const std::vector<Act>& acts();

// Everything that stands in the way of this action; fills check.step and check.as.
void examine(Check& check);
bool is_rectifiable(EventKind kind);

}  // namespace procedure
