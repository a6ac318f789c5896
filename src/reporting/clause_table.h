#pragma once

#include <string>
#include <vector>

#include "policy/pack.h"

namespace reporting {

// docs/clauses.md: every clause of every pack, which controls keep it, and what of it is not
// measured yet, with the reason. Pure; the packs stand in the order given.
std::string clause_table(const std::vector<policy::Pack>& packs);

}  // namespace reporting
