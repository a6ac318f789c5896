#pragma once

#include "policy/policy.h"
#include "procedure/procedure.h"

namespace procedure {

// Runs a pack's examples through the engine. Each that comes out otherwise is a problem at its
// place; so is each gate, clock, duty and right that no example shows to let through, or to hold
// (policy::wants_examples). Codes example.* stand in texts/pack/examples.json. Pure.
std::vector<policy::Problem> run_examples(const policy::Pack& pack,
                                          const std::vector<policy::Example>& examples);

}  // namespace procedure
