#include <algorithm>

#include "procedure/acts.h"

namespace procedure {
namespace {

using policy::StepKind;

// The act that ends a step of this kind.
ActionKind ending(const policy::Step& step, const StepState& state) {
  switch (step.kind) {
    case StepKind::receive:
      return ActionKind::answer_question;
    case StepKind::complete:
      return ActionKind::submit;
    case StepKind::verify:
      return ActionKind::finish_verification;
    case StepKind::clarify:
      return ActionKind::answer_clarification;
    case StepKind::declare:
      return ActionKind::sign;
    case StepKind::inform:
      return ActionKind::tell;
    case StepKind::study:
      return ActionKind::record_decision;
    case StepKind::enroll:
      return ActionKind::enroll;
    case StepKind::deliver:
      return step.receipt && state.repetitions > 0 && !state.receipt_at
                 ? ActionKind::confirm_receipt
                 : ActionKind::deliver;
    case StepKind::reply:
      return ActionKind::reply;
    case StepKind::judge:
      return ActionKind::judge;
    case StepKind::evaluate:
      return ActionKind::offer_evaluation;
    case StepKind::close:
      return ActionKind::close;
    default:
      return ActionKind::record_result;
  }
}

// What stands in the way whoever acts.
std::string blocked(const Context& context, ActionKind kind, const std::string& step) {
  Action action;
  action.kind = kind;
  action.step = act_of(kind).where == Where::step ? step : std::string();
  Check check(context, action, true);
  examine(check);
  const auto found = std::ranges::find_if(check.obstacles, [](const Obstacle& obstacle) {
    return obstacle.code != "step.not_yours" && obstacle.code != "action.not_yours" &&
           obstacle.code != "judge.had_part";
  });
  return found == check.obstacles.end() ? std::string() : found->code;
}

bool nobody_must(const Context& context, const policy::Step& step) {
  if (step.kind == StepKind::clarify) return unanswered(context.request, step.id).empty();
  return step.optional;
}

Task task_of(const Context& context, std::size_t index) {
  const auto& step = context.kind().steps[index];
  const auto& state = context.request.steps[index];
  const ActionKind kind = ending(step, state);
  Task task{.step = step.id,
            .kind = step.kind,
            .assignee = context.request.assignee,
            .opened_at = state.opened_at};
  task.roles = step.by.roles;
  if (step.kind == StepKind::clarify && step.to) task.roles = {*step.to};
  task.applicant = step.by.applicant || kind == ActionKind::confirm_receipt;
  task.system = step.by.system;
  task.earliest = state.earliest;
  task.due = state.due;
  task.blocked_by = blocked(context, kind, step.id);
  return task;
}

}  // namespace

std::vector<Task> tasks(const policy::Pack& pack, const Request& request, Instant now,
                        const Facts& facts) {
  std::vector<Task> open;
  if (request.status == Status::none || request.status == Status::closed) return open;
  const Actor nobody{};
  const Context context{pack, request, nobody, now, facts};
  for (std::size_t i = 0; i < request.steps.size(); ++i) {
    if (request.steps[i].status == StepStatus::open &&
        !nobody_must(context, context.kind().steps[i])) {
      open.push_back(task_of(context, i));
    }
  }
  if (!open.empty()) return open;
  for (std::size_t i = 0; i < request.steps.size();
       ++i) {  // only optional ones are left: still somebody's (H0)
    if (request.steps[i].status == StepStatus::open) open.push_back(task_of(context, i));
  }
  return open;
}

}  // namespace procedure
