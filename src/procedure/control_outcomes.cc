#include <algorithm>

#include "procedure/check.h"

namespace procedure {
namespace {

using policy::Control;
using policy::ControlKind;
using policy::StepKind;

struct Standing {
  Outcome outcome = Outcome::owed;
  std::optional<Instant> due = {};
};
using Found = std::optional<Standing>;

int weight(const Standing& standing) {
  constexpr int weights[] = {3, 1, 4, 2, 0};  // owed kept broken overridden not_measured
  return weights[static_cast<std::size_t>(standing.outcome)];
}

void take_worse(Found& worst, const Found& other) {
  if (other && (!worst || weight(*other) > weight(*worst))) worst = other;
}

class Report {
 public:
  Report(const policy::Pack& pack, const Request& request, Instant now)
      : request_(request), now_(now), kind_(pack.kinds[static_cast<std::size_t>(request.kind)]) {}

  // Of all the places where the control stands, the worst counts.
  Found of(const Control& control) const {
    Found worst;
    for (const auto& at : control.steps) {
      if (at.kind != request_.kind) continue;
      take_worse(worst, at.step < 0 ? on_whole(control)
                                    : on_step(control, static_cast<std::size_t>(at.step)));
    }
    return worst;
  }

 private:
  bool is_closed() const { return request_.status == Status::closed; }
  // Ended by its own close step, not withdrawn, lapsed or merged: then nothing is released.
  bool is_completed() const {
    return is_closed() && request_.outcome != "withdrawn" && request_.outcome != "lapsed" &&
           request_.outcome != "merged";
  }

  bool is_overridden(const Control& control, const policy::Step& step) const {
    if (request_.overrides.empty()) return false;
    const std::string name = std::string(policy::name_of(control.kind)) + "." + control.name;
    // One date, one question for all of their steps.
    const bool of_any_step = name == "gate.identity_valid" || name == "gate.clarified";
    return std::ranges::any_of(request_.overrides, [&](const Overridden& one) {
      return one.control == name && (of_any_step || one.step == step.id);
    });
  }

  Found on_step(const Control& control, std::size_t index) const {
    const auto& step = kind_.steps[index];
    const auto& state = request_.steps[index];
    switch (control.kind) {
      case ControlKind::gate:
        return gate(control, step, state);
      case ControlKind::clock:
        return control.name == "earliest" ? earliest(control, step, state)
                                          : latest(control, step, state);
      case ControlKind::duty:
        return control.name == "clarified" ? clarified(step) : duty(step, state);
      case ControlKind::right:
        return right(control, step, state);
      default:
        return std::nullopt;
    }
  }

  // Owed from the time that the step opens; what was skipped or voided owes nothing.
  Found by_status(const StepState& state) const {
    if (state.status == StepStatus::done) return Standing{Outcome::kept};
    if (state.status != StepStatus::open) return std::nullopt;
    if (is_completed()) return Standing{Outcome::broken};
    if (is_closed()) return std::nullopt;
    return Standing{Outcome::owed, state.due};
  }

  Found gate(const Control& control, const policy::Step& step, const StepState& state) const {
    Found found = by_status(state);
    if (control.name == "question_answered" && found && has_unanswered(request_, "")) {
      if (is_closed() && !is_completed()) return std::nullopt;
      found = Standing{is_closed() ? Outcome::broken : Outcome::owed};
    }
    if (control.name == "receipt_confirmed" && found && found->outcome == Outcome::kept &&
        !step.receipt)
      found = Standing{Outcome::broken};  // the step never asked for it
    if (found && is_overridden(control, step)) found = Standing{Outcome::overridden};
    if (found) found->due.reset();
    return found;
  }

  Found earliest(const Control& control, const policy::Step& step, const StepState& state) const {
    if (!state.earliest) return std::nullopt;
    Found found = by_status(state);
    if (found && is_overridden(control, step)) found = Standing{Outcome::overridden};
    if (found) found->due.reset();
    return found;
  }

  // A step that waits for nothing of ours but a receipt, or a deferred one, has its date all the
  // same.
  Found latest(const Control& control, const policy::Step& step, const StepState& state) const {
    const bool open = state.status == StepStatus::open, done = state.status == StepStatus::done;
    if (!open && !done) return std::nullopt;
    const Instant until = is_closed() && open ? *request_.closed_at : now_;
    const bool late = state.late || (open && state.due && until > *state.due);
    if (late)
      return Standing{is_overridden(control, step) ? Outcome::overridden : Outcome::broken,
                      state.due};
    const bool answered = step.kind == StepKind::clarify && was_answered(step);
    if (done || (open && !state.due && (state.repetitions > 0 || answered)))
      return had_date(step) ? Found(Standing{Outcome::kept, state.due}) : std::nullopt;
    if (!state.due || is_closed()) return std::nullopt;
    return Standing{Outcome::owed, state.due};
  }

  static bool had_date(const policy::Step& step) {
    return step.within.has_value() || step.at_most.has_value();
  }

  // Telling that did not arrive has opened its step again; what is left is the state of the step.
  Found duty(const policy::Step& step, const StepState& state) const {
    Found found = by_status(state);
    if (step.kind == StepKind::inform && found && found->outcome == Outcome::kept &&
        telling_failed(step))
      found = Standing{is_closed() ? Outcome::broken : Outcome::owed};
    return found;
  }

  bool telling_failed(const policy::Step& step) const {
    for (auto told = request_.told.rbegin(); told != request_.told.rend(); ++told) {
      if (told->what == step.telling) return told->failed;
    }
    return false;
  }

  bool was_asked(const policy::Step& step) const {
    return std::ranges::any_of(request_.questions,
                               [&](const Question& one) { return one.step == step.id; });
  }
  bool was_answered(const policy::Step& step) const {
    return was_asked(step) && !has_unanswered(request_, step.id);
  }

  Found clarified(const policy::Step& step) const {
    if (!was_asked(step)) return std::nullopt;
    if (was_answered(step)) return Standing{Outcome::kept};
    if (is_completed()) return Standing{Outcome::broken};
    return is_closed() ? std::nullopt : Found(Standing{Outcome::owed});
  }

  // A right is kept when it stood open; whether it was used is free.
  Found right(const Control& control, const policy::Step& step, const StepState& state) const {
    const Found found = by_status(state);
    if (!found || found->outcome != Outcome::kept) return found;
    const bool decides = step.kind == StepKind::study || step.kind == StepKind::judge;
    if (control.name == "appeal" && decides && kind_.appeal_kind.empty())
      return Standing{Outcome::broken};
    return found;
  }

  Found on_whole(const Control& control) const {
    if (control.name == "closed_with_outcome") {
      if (!is_closed()) return Standing{Outcome::owed};
      return Standing{request_.outcome.empty() ? Outcome::broken : Outcome::kept};
    }
    if (control.name == "rate") return right_at(control, {StepKind::evaluate});
    if (control.name == "appeal") return right_at(control, {StepKind::study, StepKind::judge});
    return Standing{Outcome::kept};  // follow, withdraw, correct, see_openings: while it is there
  }

  Found right_at(const Control& control, std::initializer_list<StepKind> kinds) const {
    Found worst;
    for (std::size_t i = 0; i < kind_.steps.size(); ++i) {
      if (std::ranges::find(kinds, kind_.steps[i].kind) != kinds.end())
        take_worse(worst, right(control, kind_.steps[i], request_.steps[i]));
    }
    return worst;
  }

  const Request& request_;
  const Instant now_;
  const policy::RequestKind& kind_;
};

}  // namespace

std::vector<ControlOutcome> control_outcomes(const policy::Pack& pack, const Request& request,
                                             Instant now, std::optional<policy::ControlKind> only) {
  std::vector<ControlOutcome> outcomes;
  if (request.status == Status::none) return outcomes;
  const Report report(pack, request, now);
  for (const auto& clause : pack.clauses) {
    for (const auto& control : clause.controls) {
      if (only && control.kind != *only) continue;
      if (const auto standing = report.of(control))
        outcomes.push_back({clause.id, control.id, standing->outcome, standing->due});
    }
  }
  return outcomes;
}

}  // namespace procedure
