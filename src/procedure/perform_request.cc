#include <algorithm>

#include "procedure/perform.h"

// What follows from the acts on a request as a whole.
namespace procedure {

using policy::StepKind;

namespace {

Payload with_note(const Action& action) {
  Payload payload;
  payload.note = action.note;
  return payload;
}

int step_named(const Draft& draft, const std::string& id) {
  return draft.kind.step_index(id);
}

StepState& state_of(Draft& draft, int step) {
  return draft.state.steps[static_cast<std::size_t>(step)];
}
StepKind kind_of(const Draft& draft, int step) {
  return draft.kind.steps[static_cast<std::size_t>(step)].kind;
}

bool is_started(const StepState& state) {
  return state.status == StepStatus::open || state.status == StepStatus::done;
}

}  // namespace

void perform_raise_question(Draft& draft, const Action& action, int step) {
  Payload payload = with_note(action);
  payload.question = action.note;
  draft.emit(EventKind::question_raised, step, std::move(payload));
}

void perform_rate(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.outcome = action.outcome;
  draft.emit(EventKind::rated, -1, std::move(payload));
}

// Completing, declaring and verifying are done again; a study that has begun stays where it is, and
// waits.
void perform_return(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.items = action.items;
  payload.until = action.until;
  draft.emit(EventKind::returned, -1, std::move(payload));
  int complete = -1;
  for (int i = 0; i < static_cast<int>(draft.state.steps.size()); ++i) {
    const StepKind kind = kind_of(draft, i);
    const bool again =
        kind == StepKind::complete || kind == StepKind::declare || kind == StepKind::verify;
    const bool restarts = draft.kind.return_restarts_earliest &&
                          (kind == StepKind::inform || kind == StepKind::study);
    if ((again || restarts) && is_started(state_of(draft, i))) draft.void_step(i);
    if (kind == StepKind::complete && complete < 0) complete = i;
  }
  if (complete >= 0) draft.open(complete);
}

void perform_withdraw(Draft& draft, const Action& action, int) {
  draft.emit(EventKind::withdrawn, -1, with_note(action));
}

void perform_hold(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.until = action.until;
  draft.emit(EventKind::held, -1, std::move(payload));
}

void perform_resume(Draft& draft, const Action& action, int) {
  draft.emit(EventKind::resumed, -1, with_note(action));
}

void perform_reassign(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.assignee = action.assignee;
  draft.emit(EventKind::reassigned, -1, std::move(payload));
}

void perform_lapse(Draft& draft, const Action& action, int) {
  draft.emit(EventKind::lapsed, -1, with_note(action));
}

void perform_remind(Draft& draft, const Action&, int) {
  draft.emit(EventKind::reminded, -1);
}

void perform_reopen(Draft& draft, const Action& action, int) {
  draft.emit(EventKind::reopened, -1, with_note(action));
}

// The struck entry's step, and what rests on it, is to do again.
void perform_rectify(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.rectifies = action.rectifies;
  payload.reason = "struck";
  const auto& entry = draft.context.facts.entry;
  const std::string id = entry ? entry->step : std::string();
  draft.emit(EventKind::rectified, -1, std::move(payload));
  const int step = step_named(draft, id);
  if (step < 0 || state_of(draft, step).status != StepStatus::done) return;
  for (int i = static_cast<int>(draft.state.steps.size()) - 1; i > step; --i) {
    const auto status = state_of(draft, i).status;
    if (status != StepStatus::waiting && status != StepStatus::voided &&
        rests_on(draft.kind, i, step))
      draft.void_step(i);
  }
  draft.reopen(step);
}

void perform_override(Draft& draft, const Action& action, int step) {
  Payload payload = with_note(action);
  payload.control = action.control;
  const auto dot = action.control.find('.');
  const auto kind = policy::control_kind_named(action.control.substr(0, dot));
  if (kind) {
    payload.clause = draft.context.pack.clause_for(*kind, action.control.substr(dot + 1),
                                                   draft.state.kind, step);
  }
  draft.emit(EventKind::overridden, step, std::move(payload));
}

void perform_appeal(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.other_request = action.other_request;
  draft.emit(EventKind::appealed, -1, std::move(payload));
}

void perform_merge(Draft& draft, const Action& action, int) {
  Payload payload = with_note(action);
  payload.other_request = action.other_request;
  draft.emit(EventKind::merged, -1, std::move(payload));
}

}  // namespace procedure
