#pragma once

#include "procedure/procedure.h"

namespace procedure {

struct RecordedAct {
  Action action;
  Actor actor;
};

// The act that an event recorded, from the events of its request; nothing for what only follows
// from another act (a step that opened, a declaration that became void, what happens by itself).
std::optional<RecordedAct> recorded_act(const policy::RequestKind& kind,
                                        const std::vector<Event>& events, std::size_t index);

}  // namespace procedure
