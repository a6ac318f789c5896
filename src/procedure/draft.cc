#include "procedure/draft.h"

#include <algorithm>

#include "procedure/gates.h"

namespace procedure {

using policy::StepKind;

namespace {

const policy::Step& at_index(const policy::RequestKind& kind, int step) {
  return kind.steps[static_cast<std::size_t>(step)];
}

bool compare(const std::string& value, const policy::Condition& condition) {
  using enum policy::Comparison;
  const auto number = [](const std::string& text) {
    return text.empty() ? 0LL : std::strtoll(text.c_str(), nullptr, 10);
  };
  switch (condition.comparison) {
    case equals:
      return value == condition.value;
    case differs:
      return value != condition.value;
    case present:
      return !value.empty();
    case absent:
      return value.empty();
    case at_least:
      return !value.empty() && number(value) >= number(condition.value);
    case at_most:
      return !value.empty() && number(value) <= number(condition.value);
  }
  return false;
}

}  // namespace

bool holds(const std::vector<policy::Condition>& conditions,
           const std::map<std::string, std::string>& values) {
  return std::ranges::all_of(conditions, [&](const policy::Condition& condition) {
    const auto found = values.find(condition.fact);
    return compare(found == values.end() ? std::string() : found->second, condition);
  });
}

bool rests_on(const policy::RequestKind& kind, int step, int on) {
  for (const int before : at_index(kind, step).after) {
    if (before == on || (before > on && rests_on(kind, before, on))) return true;
  }
  return false;
}

bool is_passable(const policy::RequestKind& kind, const Request& request, int step) {
  const auto status = request.steps[static_cast<std::size_t>(step)].status;
  return status == StepStatus::done || status == StepStatus::skipped ||
         (status == StepStatus::open && at_index(kind, step).optional);
}

int waits_for(const policy::RequestKind& kind, const Request& request, int step) {
  for (const int before : at_index(kind, step).after) {
    const auto status = request.steps[static_cast<std::size_t>(before)].status;
    if (!is_passable(kind, request, before)) return before;
    if (status == StepStatus::skipped) continue;  // what it rested on may have been skipped over
    if (const int earlier = waits_for(kind, request, before); earlier >= 0) return earlier;
  }
  return -1;
}

Draft::Draft(const Context& from, const Action& action)
    : context(from),
      kind(from.kind()),
      state(from.request),
      at(action.happened_at.value_or(from.now)),
      action_(action) {
  events.reserve(6);
}

Event& Draft::emit(EventKind event_kind, int step, Payload payload) {
  Event event;
  event.seq = state.seq + 1;
  event.kind = event_kind;
  event.happened_at = at;
  event.recorded_at = context.now;
  event.actor_kind = context.actor.kind;
  event.actor = context.actor.id;
  if (context.actor.as) event.actor_role = name_of(*context.actor.as);
  event.channel = action_.channel;
  if (step >= 0) event.step = at_index(kind, step).id;
  event.payload = std::move(payload);
  event.payload.backdated = at < context.now;
  evolve(context.pack, state, event);
  events.push_back(std::move(event));
  return events.back();
}

std::map<std::string, std::string> Draft::values() const {
  auto values = context.facts.values;
  for (std::size_t i = 0; i < state.steps.size(); ++i) {
    if (!state.steps[i].outcome.empty())
      values["outcome." + kind.steps[i].id] = state.steps[i].outcome;
  }
  return values;
}

void Draft::open(int step) {
  const auto clock = clock_of(context, state, step, at);
  Payload payload;
  payload.earliest = clock.earliest;
  payload.due = clock.due;
  payload.round = state.steps[static_cast<std::size_t>(step)].round + 1;
  emit(EventKind::step_opened, step, std::move(payload));
}

void Draft::void_step(int step) {
  emit(EventKind::step_voided, step);
}
void Draft::skip(int step) {
  emit(EventKind::step_skipped, step);
}

void Draft::reopen(int step) {
  void_step(step);
  open(step);
}

void Draft::finish(int step, std::string outcome) {
  Payload payload;
  payload.outcome = outcome;
  emit(EventKind::step_done, step, std::move(payload));
  const auto jump = at_index(kind, step).on.find(outcome);
  if (jump != at_index(kind, step).on.end()) {
    for (int between = step + 1; between < jump->second; ++between) {
      const auto status = state.steps[static_cast<std::size_t>(between)].status;
      const bool pending = status == StepStatus::waiting || status == StepStatus::voided ||
                           status == StepStatus::open;
      if (pending && rests_on(kind, between, step)) skip(between);
    }
  }
  open_ready();
}

bool Draft::ready(int step) const {
  const auto status = state.steps[static_cast<std::size_t>(step)].status;
  if (status != StepStatus::waiting && status != StepStatus::voided) return false;
  const auto& after = at_index(kind, step).after;
  return std::ranges::all_of(after, [&](int before) { return is_passable(kind, state, before); });
}

void Draft::open_ready() {
  for (int step = 0; step < static_cast<int>(state.steps.size()) && state.status != Status::closed;
       ++step) {
    if (!ready(step)) continue;
    const auto& described = at_index(kind, step);
    if (!described.when.empty() && !holds(described.when, values())) {
      skip(step);
      continue;
    }
    open(step);
    run_automatic(step);
  }
}

// What needs nobody: the offer to rate, and the end.
void Draft::run_automatic(int step) {
  const auto& described = at_index(kind, step);
  if (!described.by.system) return;
  if (described.kind == StepKind::evaluate) {
    emit(EventKind::evaluation_offered, step);
    finish(step, "offered");
  } else if (described.kind == StepKind::close && unanswered(state, "").empty()) {
    end_request(*this, step);
  }
}

}  // namespace procedure
