#include "procedure/acts.h"

namespace procedure {

Result<std::vector<Event>> decide(const policy::Pack& pack, const Request& request,
                                  const Action& action, const Actor& actor, Instant now,
                                  const Facts& facts) {
  const Context context{pack, request, actor, now, facts};
  Check check(context, action, Purpose::decide);
  examine(check);
  if (!check.obstacles.empty()) return std::move(check).refusal();
  Draft draft(context, action, check.as, check.step);
  act_of(action.kind).perform(draft);
  draft.settle();
  return std::move(draft.events);
}

}  // namespace procedure
