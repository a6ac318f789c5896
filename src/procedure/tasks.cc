#include <algorithm>

#include "procedure/acts.h"

namespace procedure {
namespace {

using policy::StepKind;

// The act that ends a step of this kind, as it stands.
ActionKind ending_act(const policy::Step& step, const StepState& state) {
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
      return awaits_receipt(step, state) ? ActionKind::confirm_receipt : ActionKind::deliver;
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

// What stands in the way whoever acts, and is not removed by doing the step itself.
std::string blocked(const Context& context, ActionKind kind, const std::string& step) {
  if (kind == ActionKind::answer_question) return {};
  Action action;
  action.kind = kind;
  action.step = step;
  Check check(context, action, Purpose::task);
  examine(check);
  const bool free = check.obstacles.empty() || check.obstacles.front().code == "question.none_open";
  return free ? std::string() : std::move(check.obstacles.front().code);
}

Task task_of(const Context& context, std::size_t index) {
  const auto& step = context.kind().steps[index];
  const auto& state = context.request.steps[index];
  const ActionKind kind = ending_act(step, state);
  Task task{.step = step.id,
            .kind = step.kind,
            .assignee = context.request.assignee,
            .opened_at = state.opened_at};
  task.roles = step.by.roles;
  if (step.kind == StepKind::clarify && step.to) task.roles = {*step.to};
  const bool awaited = step.kind == StepKind::complete && context.request.returned_at.has_value();
  task.applicant = awaited || kind == ActionKind::confirm_receipt ||
                   (step.by.applicant && step.kind != StepKind::clarify);
  task.system = step.by.system;
  task.earliest = state.earliest;
  // A return during study pauses the latest date: no date is told while it stands still.
  const bool paused = step.kind == StepKind::study && context.request.status == Status::returned;
  if (!paused) task.due = state.due;
  task.blocked_by = blocked(context, kind, step.id);
  // Where nobody is named, or the system did not get on, a person has to see to it.
  const bool stuck = !task.blocked_by.empty() || state.round > 1;
  if (task.roles.empty() && !task.applicant && (stuck || !task.system))
    task.roles = usual_roles(context.kind());
  return task;
}

}  // namespace

bool is_idle(const policy::Step& step, const Request& request) {
  return step.kind == StepKind::clarify && step.optional && !has_unanswered(request, step.id);
}

std::vector<std::string> asked_items(const policy::Pack& pack, const Request& request, Instant now,
                                     const Facts& facts) {
  const Actor nobody{};
  const Context context{pack, request, nobody, now, facts};
  const Steps steps(context.kind(), request);
  std::vector<std::string> asked;
  for (const auto& item : context.kind().items) {
    if (is_asked(item, context, steps)) asked.push_back(item.id);
  }
  return asked;
}

std::vector<Task> tasks(const policy::Pack& pack, const Request& request, Instant now,
                        const Facts& facts) {
  std::vector<Task> open;
  if (request.status == Status::none || request.status == Status::closed) return open;
  const Actor nobody{};
  const Context context{pack, request, nobody, now, facts};
  const auto add = [&](auto&& wanted) {
    for (std::size_t i = 0; i < request.steps.size(); ++i) {
      if (request.steps[i].status == StepStatus::open && wanted(context.kind().steps[i]))
        open.push_back(task_of(context, i));
    }
  };
  add([&](const policy::Step& step) { return !is_idle(step, request); });
  if (open.empty()) add([](const policy::Step&) { return true; });  // H0: still somebody's
  return open;
}

}  // namespace procedure
