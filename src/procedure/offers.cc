#include <algorithm>

#include "procedure/acts.h"

namespace procedure {
namespace {

using policy::StepKind;

// Acts that people choose on a screen; the others begin a request, come from a gateway or by the
// clock.
bool is_offered(const Act& act) {
  return act.kind != ActionKind::receive && act.kind != ActionKind::delivery_failed &&
         act.kind != ActionKind::remind;
}

bool is_pointless(const Obstacle& obstacle) {
  static constexpr std::string_view codes[] = {
      "action.not_yours",           "request.open",
      "request.received_already",   "question.none_open",
      "request.not_held",           "reopen.not_lapsed",
      "step.not_optional",          "lapse.not_returned",
      "lapse.no_deadline",          "lapse.in_study",
      "receipt.not_asked",          "receipt.nothing_delivered",
      "delivery.given_already",     "receipt.confirmed_already",
      "return.nothing_to_complete", "appeal.kind_missing"};
  return std::ranges::find(codes, obstacle.code) != std::end(codes);
}

// A person is shown what is theirs; the staff also see whose turn it is.
bool is_shown(const Check& check) {
  const auto& obstacles = check.obstacles;
  if (std::ranges::any_of(obstacles, is_pointless)) return false;
  if (check.context.actor.kind == Actor::Kind::staff) return true;
  return std::ranges::none_of(obstacles, [](const Obstacle& obstacle) {
    return obstacle.code == "step.not_yours" || obstacle.code == "request.closed" ||
           obstacle.code == "rating.not_offered" || obstacle.code == "appeal.no_decision" ||
           obstacle.code == "appeal.made_already";
  });
}

// Why it is blocked is for whoever may do it; others learn who that is.
void keep_whose(std::vector<Obstacle>& obstacles) {
  const auto whose = std::ranges::find(obstacles, "step.not_yours", &Obstacle::code);
  if (whose == obstacles.end()) return;
  Obstacle only = std::move(*whose);
  obstacles.clear();
  obstacles.push_back(std::move(only));
}

void add_offer(std::vector<Offer>& offers, const Context& context, ActionKind kind,
               const std::string& step) {
  Action action;
  action.kind = kind;
  action.step = step;
  Check check(context, action, Purpose::offer);
  examine(check);
  if (!is_shown(check)) return;
  Offer offer{.action = kind, .step = step, .free = check.obstacles.empty()};
  offer.obstacles = std::move(check.obstacles);
  keep_whose(offer.obstacles);
  if (check.step >= 0) {
    offer.outcomes = check.described().outcomes;
    offer.earliest = check.state().earliest;
    offer.due = check.state().due;
  }
  offers.push_back(std::move(offer));
}

// The study shows from the beginning, with what it waits for.
bool is_ahead(const policy::Step& step, const StepState& state) {
  return step.kind == StepKind::study &&
         (state.status == StepStatus::waiting || state.status == StepStatus::voided);
}

}  // namespace

std::vector<Offer> allowed(const policy::Pack& pack, const Request& request, const Actor& actor,
                           Instant now, const Facts& facts) {
  const Context context{pack, request, actor, now, facts};
  std::vector<Offer> offers;
  if (request.status == Status::none) return offers;
  for (std::size_t i = 0; i < request.steps.size() && request.status != Status::closed; ++i) {
    const auto& step = context.kind().steps[i];
    const bool open = request.steps[i].status == StepStatus::open;
    const bool ahead = is_ahead(step, request.steps[i]);
    for (std::size_t index = 0; index < act_count && (open || ahead); ++index) {
      const Act& act = act_at(index);
      const bool is_study = act.kind == ActionKind::record_decision;
      if (act.where == Where::step && act.fits(step.kind) && is_offered(act) && (open || is_study))
        add_offer(offers, context, act.kind, step.id);
    }
  }
  for (std::size_t index = 0; index < act_count; ++index) {
    const Act& act = act_at(index);
    if (act.where == Where::request && is_offered(act)) add_offer(offers, context, act.kind, {});
  }
  return offers;
}

}  // namespace procedure
