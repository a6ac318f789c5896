#pragma once

#include "policy/policy.h"

// The packs in policies/. For tests only.
namespace procedure::for_tests {

policy::Files pack_files(const std::string& name);
std::vector<std::string> shipped_packs();

}  // namespace procedure::for_tests
