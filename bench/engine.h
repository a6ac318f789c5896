#pragma once

#include <cstdint>

#include "policy/pack.h"

namespace bench {

struct EngineRates {
  double steps = 0;    // decide and evolve, a second
  double folding = 0;  // the same, when nothing is to be decided: events folded, by steps
  int steps_of_walk = 0, events_of_walk = 0;
};
// An assistance request from its reception to its closing, over and over, on one core.
EngineRates walk_engine(const policy::Pack& pack, double seconds);

}  // namespace bench
