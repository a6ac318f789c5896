#pragma once

#include "platform/kernel/config.h"

namespace kernel {

// How this program ends once it is told to; settings like the others (config.h).
struct StopConfig {
  int notice_s = 0;   // newcomers are still served, while /readyz says no: 0 … 600
  int within_s = 30;  // what is under way has to end: 1 … 600
};

// Refuses everything that is wrong: config.number.
Result<StopConfig> read_stop_config(const Lookup& command_line, const Lookup& environment);

}  // namespace kernel
