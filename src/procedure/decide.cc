#include <algorithm>

#include "procedure/acts.h"

namespace procedure {
namespace {

bool any_code(const std::vector<Obstacle>& obstacles,
              std::initializer_list<std::string_view> codes) {
  return std::ranges::any_of(obstacles, [&](const Obstacle& obstacle) {
    return std::ranges::find(codes, obstacle.code) != codes.end();
  });
}

RefusalKind kind_of(const std::vector<Obstacle>& obstacles) {
  if (any_code(obstacles, {"step.not_yours", "action.not_yours"})) return RefusalKind::forbidden;
  if (any_code(obstacles, {"step.not_open", "step.done_already", "request.closed", "request.held",
                           "request.received_already", "request.waits_for_completion",
                           "request.not_received"})) {
    return RefusalKind::conflict;
  }
  return RefusalKind::rule_not_met;
}

}  // namespace

Result<std::vector<Event>> decide(const policy::Pack& pack, const Request& request,
                                  const Action& action, const Actor& actor, Instant now,
                                  const Facts& facts) {
  const Context context{pack, request, actor, now, facts};
  Check check(context, action, false);
  examine(check);
  if (!check.obstacles.empty()) {
    const RefusalKind kind = kind_of(check.obstacles);
    return Refusal{kind, std::move(check.obstacles)};
  }
  Actor acting = actor;
  acting.as = check.as;
  const Context acting_context{pack, request, acting, now, facts};
  Draft draft(acting_context, action);
  act_of(action.kind).perform(draft, action, check.step);
  return std::move(draft.events);
}

namespace {

// Actions that people choose on a screen; the others come from gateways, timers and other acts.
bool is_offered(ActionKind kind) {
  return kind != ActionKind::receive && kind != ActionKind::delivery_failed &&
         kind != ActionKind::remind;
}

void add_offer(std::vector<Offer>& offers, const Context& context, ActionKind kind,
               const std::string& step) {
  Action action;
  action.kind = kind;
  action.step = step;
  Check check(context, action, true);
  examine(check);
  if (any_code(check.obstacles,
               {"action.not_yours", "question.none_open", "request.not_held", "reopen.not_lapsed",
                "step.not_optional", "lapse.not_returned", "lapse.no_deadline"})) {
    return;
  }
  const bool staff = context.actor.kind == Actor::Kind::staff;
  if (!staff && any_code(check.obstacles, {"step.not_yours", "request.closed", "appeal.no_decision",
                                           "appeal.made_already", "appeal.kind_missing",
                                           "rating.not_offered", "receipt.nothing_delivered"})) {
    return;
  }
  Offer offer{.action = kind,
              .step = step,
              .free = check.obstacles.empty(),
              .obstacles = std::move(check.obstacles)};
  if (check.step >= 0) {
    offer.outcomes = check.described().outcomes;
    offer.earliest = check.state().earliest;
    offer.due = check.state().due;
  }
  offers.push_back(std::move(offer));
}

// A clarification can only be answered, a delivery only be confirmed, when there is one.
bool makes_sense(const Context& context, const Act& act, std::size_t step) {
  const auto& state = context.request.steps[step];
  const bool delivered =
      context.kind().steps[step].receipt && state.repetitions > 0 && !state.receipt_at;
  if (act.kind == ActionKind::confirm_receipt) return context.kind().steps[step].receipt;
  if (act.kind == ActionKind::deliver) return !delivered;
  return true;
}

}  // namespace

std::vector<Offer> allowed(const policy::Pack& pack, const Request& request, const Actor& actor,
                           Instant now, const Facts& facts) {
  const Context context{pack, request, actor, now, facts};
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < request.steps.size(); ++i) {
    const auto& step = context.kind().steps[i];
    const bool ahead =
        request.steps[i].status == StepStatus::waiting && step.kind == policy::StepKind::study;
    if (request.steps[i].status != StepStatus::open && !ahead) continue;
    for (const auto& act : acts()) {
      const bool fits =
          act.where == Where::step && std::ranges::find(act.on, step.kind) != act.on.end();
      if (ahead && act.kind == ActionKind::override_control) continue;
      if (fits && is_offered(act.kind) && makes_sense(context, act, i))
        add_offer(offers, context, act.kind, step.id);
    }
  }
  for (const auto& act : acts()) {
    if (act.where != Where::step && is_offered(act.kind)) add_offer(offers, context, act.kind, {});
  }
  return offers;
}

}  // namespace procedure
