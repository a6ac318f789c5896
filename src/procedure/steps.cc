#include "procedure/steps.h"

namespace procedure {

Steps::Steps(const policy::RequestKind& kind, const Request& request)
    : kind_(&kind), count_(static_cast<int>(kind.steps.size())) {
  for (int i = 0; i < count_; ++i) {
    const auto& state = request.steps[static_cast<std::size_t>(i)];
    status_[static_cast<std::size_t>(i)] = state.status;
    outcome_[static_cast<std::size_t>(i)] = state.outcome;
    if (state.passed) passed_ |= bit(i);
    if (state.status == StepStatus::open && state.round > 1) again_ |= bit(i);
  }
}

bool Steps::is_settled(int step) const {
  return is(step, StepStatus::done) || is(step, StepStatus::skipped);
}

void Steps::finish(int step, std::string_view outcome) {
  status_[static_cast<std::size_t>(step)] = StepStatus::done;
  outcome_[static_cast<std::size_t>(step)] = outcome;
  again_ &= ~bit(step);
}

void Steps::open(int step) {
  if (is_settled(step)) again_ |= bit(step);
  status_[static_cast<std::size_t>(step)] = StepStatus::open;
}

void Steps::pass(int step) {
  cut(step);
  passed_ |= bit(step);
}

void Steps::cut(int step) {
  status_[static_cast<std::size_t>(step)] = StepStatus::skipped;
  outcome_[static_cast<std::size_t>(step)] = {};
  passed_ &= ~bit(step);
}

void Steps::make_void(int step) {
  status_[static_cast<std::size_t>(step)] = StepStatus::voided;
  outcome_[static_cast<std::size_t>(step)] = {};
  again_ &= ~bit(step);
}

int Steps::jump_to(int step) const {
  const auto& on = at(step).on;
  if (on.empty() || !is(step, StepStatus::done)) return -1;
  const auto found = on.find(std::string(outcome(step)));
  return found == on.end() ? -1 : found->second;
}

int Steps::jumped_from(int step) const {
  for (int from = 0; from < step; ++from) {
    if (jump_to(from) == step) return from;
  }
  return -1;
}

bool Steps::awaits_jump(int step) const {
  for (int from = 0; from < step; ++from) {
    if (is_settled(from)) continue;
    for (const auto& [outcome, target] : at(from).on) {
      if (target == step) return true;
    }
  }
  return false;
}

Steps::Edge Steps::edge(int from, int to) const {
  switch (status(from)) {
    case StepStatus::done: {
      const int target = jump_to(from);
      return target < 0 || target == to ? Edge::live : Edge::dead;
    }
    case StepStatus::skipped:
      return (passed_ & bit(from)) != 0 ? Edge::live : Edge::dead;
    case StepStatus::open:
      return at(from).optional ? Edge::live : Edge::pending;
    default:
      return Edge::pending;
  }
}

Readiness Steps::readiness(int step) const {
  if (jumped_from(step) >= 0) return Readiness::ready;
  const auto& after = at(step).after;
  bool live = after.empty();
  for (const int from : after) {
    const Edge way = edge(from, step);
    if (way == Edge::pending) return Readiness::waits;
    live = live || way == Edge::live;
  }
  if (live) return Readiness::ready;
  return awaits_jump(step) ? Readiness::waits : Readiness::unreached;
}

void Steps::collect(int step, StepSet& found) const {
  const auto add = [&](int from) {
    if ((found & bit(from)) != 0) return;
    found |= bit(from);
    collect(from, found);
  };
  const int jump = jumped_from(step);
  if (jump >= 0) return add(jump);
  for (const int from : at(step).after) add(from);
}

StepSet Steps::before(int step) const {
  StepSet found = 0;
  collect(step, found);
  return found;
}

StepSet Steps::begun_after(int step) const {
  StepSet found = 0;
  for (int later = step + 1; later < count_; ++later) {
    if (!is(later, StepStatus::waiting) && !is(later, StepStatus::voided) &&
        (before(later) & bit(step)) != 0)
      found |= bit(later);
  }
  return found;
}

StepSet Steps::unsettled_before(int step) const {
  StepSet found = 0;
  const StepSet all = before(step);
  for (int i = 0; i < count_; ++i) {
    const bool passable = is(i, StepStatus::open) && at(i).optional;
    if ((all & bit(i)) != 0 && !is_settled(i) && !passable) found |= bit(i);
  }
  return found;
}

StepSet Steps::reopened_before(int step) const {
  StepSet suspects = again_;
  for (int i = 0; i < count_; ++i) {
    if (is(i, StepStatus::voided)) suspects |= bit(i);
    if (at(i).optional) suspects &= ~bit(i);
  }
  return suspects == 0 ? 0 : suspects & before(step);
}

}  // namespace procedure
