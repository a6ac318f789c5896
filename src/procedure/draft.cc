#include "procedure/draft.h"

#include <algorithm>

#include "procedure/clocks.h"

namespace procedure {

using policy::StepKind;

Draft::Draft(const Context& of, const Action& what, std::optional<Role> as, int which)
    : context(of),
      action(what),
      kind(of.kind()),
      step(which),
      at(what.happened_at.value_or(of.now)),
      steps(of.kind(), of.request),
      told(told_of_study(of.request)),
      status(of.request.status),
      as_(as) {
  events.reserve(10);
}

Event& Draft::emit(EventKind event_kind, int about) {
  Event& event = events.emplace_back();
  event.seq = context.request.seq + static_cast<std::int64_t>(events.size());
  event.kind = event_kind;
  event.happened_at = at;
  event.recorded_at = context.now;
  event.actor_kind = context.actor.kind;
  event.actor = context.actor.id;
  if (as_) event.actor_role = name_of(*as_);
  event.channel = action.channel;
  if (about >= 0) event.step = steps.at(about).id;
  event.payload.backdated = at < context.now;
  follow_status(event_kind);
  return event;
}

void Draft::follow_status(EventKind event_kind) {
  const Status unheld = context.request.returned_at ? Status::returned : Status::open;
  switch (event_kind) {
    case EventKind::received:
    case EventKind::submitted:
      status = Status::open;
      break;
    case EventKind::returned:
      status = Status::returned;
      break;
    case EventKind::held:
      status = Status::held;
      break;
    case EventKind::resumed:
      status = status == Status::held ? unheld : Status::open;
      break;
    case EventKind::reopened:
      status = unheld;
      break;
    case EventKind::withdrawn:
    case EventKind::lapsed:
    case EventKind::merged:
    case EventKind::closed:
      status = Status::closed;
      break;
    default:
      break;
  }
}

Event& Draft::note(EventKind event_kind, int about) {
  Event& event = emit(event_kind, about);
  event.payload.note = action.note;
  return event;
}

// What needs nobody is not laid to the account of whoever acted before.
Event& Draft::emit_by_system(EventKind event_kind, int about) {
  Event& event = emit(event_kind, about);
  event.actor_kind = Actor::Kind::system;
  event.actor.clear();
  event.actor_role.clear();
  return event;
}

void Draft::finish(int about, std::string_view outcome) {
  emit(EventKind::step_done, about).payload.outcome = outcome;
  steps.finish(about, outcome);
}

void Draft::open(int about, std::string_view reason) {
  const auto clock = clock_of(steps.at(about), told, at, context.facts.calendar);
  Payload& payload = emit(EventKind::step_opened, about).payload;
  payload.earliest = clock.earliest;
  payload.due = clock.due;
  payload.round = before(about).round + 1;
  payload.reason = reason;
  steps.open(about);
}

Payload& Draft::reopen(int about, std::string_view reason) {
  const StepState& state = before(about);
  Payload& payload = emit(EventKind::step_opened, about).payload;
  payload.earliest = state.earliest;
  payload.due = state.due;
  payload.round = state.round + (steps.is(about, StepStatus::open) ? 0 : 1);
  payload.reason = reason;
  steps.open(about);
  return payload;
}

void Draft::skip(int about, std::string_view reason) {
  emit(EventKind::step_skipped, about).payload.reason = reason;
  steps.pass(about);
}

void Draft::make_void(int about) {
  emit(EventKind::step_voided, about);
  steps.make_void(about);
}

bool Draft::has_unanswered(std::string_view about) const {
  return std::ranges::any_of(context.request.questions, [&](const Question& question) {
    return !question.answered_at && question.step == about && question.id != answered;
  });
}

void Draft::end_reception() {
  const int receive = step_of_kind(kind, StepKind::receive);
  if (receive < 0 || !steps.is(receive, StepStatus::open)) return;
  if (overrides_reception || !has_unanswered("")) finish(receive, "received");
}

void Draft::close_clarification(int about) {
  const bool asked = std::ranges::any_of(context.request.questions, [&](const Question& question) {
    return question.step == steps.at(about).id;
  });
  if (asked) {
    finish(about, "clarified");
  } else {
    skip(about, "nothing_asked");
  }
}

void Draft::leave_aside_before(int about) {
  const StepSet rested_on = steps.before(about);
  for (int i = 0; i < steps.count(); ++i) {
    if (i == about || !steps.is(i, StepStatus::open)) continue;
    const bool clarifies = steps.at(i).kind == StepKind::clarify;
    if (clarifies && steps.at(i).optional) {
      close_clarification(i);
    } else if (steps.at(i).optional && (rested_on & bit(i)) != 0) {
      skip(i, "superseded");
    }
  }
}

void Draft::settle() {
  for (int i = 0; i < steps.count() && status != Status::closed; ++i) {
    if (steps.is(i, StepStatus::waiting) || steps.is(i, StepStatus::voided)) {
      switch (steps.readiness(i)) {
        case Readiness::waits:
          break;
        case Readiness::unreached:
          emit(EventKind::step_skipped, i).payload.reason = "unreached";
          steps.cut(i);
          break;
        case Readiness::ready:
          if (holds(steps.at(i).when, context, steps)) {
            open(i);
          } else {
            skip(i, "not_needed");
          }
      }
    }
    if (steps.is(i, StepStatus::open) && steps.at(i).by.system && status == Status::open)
      run_automatic(i);
  }
}

void Draft::run_automatic(int about) {
  const auto& described = steps.at(about);
  if (steps.reopened_before(about) != 0) return;
  if (described.kind == StepKind::evaluate) {
    emit_by_system(EventKind::evaluation_offered, about);
    emit_by_system(EventKind::step_done, about).payload.outcome = "offered";
    steps.finish(about, "offered");
  } else if (described.kind == StepKind::enroll && described.by.roles.empty()) {
    const bool free = context.facts.capacity_left.value_or(1) > 0;
    if (!free || !missing_items(context, steps).empty()) return;
    emit_by_system(EventKind::enrolled, about).payload.outcome = described.outcomes.front();
    emit_by_system(EventKind::step_done, about).payload.outcome = described.outcomes.front();
    steps.finish(about, described.outcomes.front());
  } else if (described.kind == StepKind::close && may_end(about)) {
    end(about);
  }
}

bool Draft::may_end(int close) const {
  if (has_unanswered("") && !overrides_reception) {
    const bool passed_over = std::ranges::any_of(context.request.overrides, [](const auto& one) {
      return one.control == "gate.question_answered";
    });
    if (!passed_over) return false;
  }
  for (int i = 0; i < steps.count(); ++i) {
    if (i == close || !steps.is(i, StepStatus::open)) continue;
    const bool idle = steps.at(i).kind == StepKind::clarify && steps.at(i).optional &&
                      !has_unanswered(steps.at(i).id);
    if (!idle) return false;
  }
  return true;
}

std::string_view Draft::outcome_at_end() const {
  const auto latest = [&](auto&& wanted) {
    for (int i = steps.count() - 1; i >= 0; --i) {
      if (steps.is(i, StepStatus::done) && wanted(steps.at(i).kind)) return steps.outcome(i);
    }
    return std::string_view();
  };
  auto outcome =
      latest([](StepKind one) { return one == StepKind::study || one == StepKind::judge; });
  if (outcome.empty()) outcome = latest([](StepKind one) { return one == StepKind::reply; });
  if (outcome.empty()) {
    outcome = latest([](StepKind one) {
      return one == StepKind::assess || one == StepKind::interview || one == StepKind::visit ||
             one == StepKind::permit || one == StepKind::enroll || one == StepKind::attend ||
             one == StepKind::deliver || one == StepKind::refer || one == StepKind::arrive;
    });
  }
  return outcome.empty() ? "completed" : outcome;
}

void Draft::end(int close) {
  for (int i = 0; i < steps.count(); ++i) {
    if (i == close || !steps.is(i, StepStatus::open)) continue;
    if (steps.at(i).kind == StepKind::clarify) {
      close_clarification(i);
    } else {
      skip(i, "superseded");
    }
  }
  const std::string_view outcome = outcome_at_end();
  const bool by_somebody = action.kind == ActionKind::close;
  if (by_somebody) {
    finish(close, "closed");
    note(EventKind::closed, close).payload.outcome = outcome;
  } else {
    emit_by_system(EventKind::step_done, close).payload.outcome = "closed";
    steps.finish(close, "closed");
    emit_by_system(EventKind::closed, close).payload.outcome = outcome;
  }
}

}  // namespace procedure
