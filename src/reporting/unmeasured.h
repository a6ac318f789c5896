#pragma once

#include <string_view>

#include "policy/pack.h"

// What the clause report cannot measure yet: which record is kept nowhere, which figure nothing
// computes, each with its reason (texts/reporting/not_measured.json).
namespace reporting {

// Nothing when it is measured.
const policy::Text* why_not_measured(policy::ControlKind kind, std::string_view name);

}  // namespace reporting
