#include <algorithm>

#include "procedure/draft.h"
#include "procedure/gates.h"

namespace procedure {
namespace {

using policy::Control;
using policy::ControlKind;
using policy::StepKind;

struct Standing {
  Outcome outcome = Outcome::owed;
  std::optional<Instant> due;
};

class Report {
 public:
  Report(const policy::Pack& pack, const Request& request, Instant now)
      : pack_(pack),
        request_(request),
        now_(now),
        kind_(pack.kinds[static_cast<std::size_t>(request.kind)]) {}

  std::optional<Standing> of(const Control& control) const {
    std::optional<Standing> worst;
    for (const auto& at : control.steps) {
      if (at.kind != request_.kind) continue;
      const auto standing =
          at.step < 0 ? whole(control) : on_step(control, static_cast<std::size_t>(at.step));
      if (standing && (!worst || weight(*standing) > weight(*worst))) worst = standing;
    }
    return worst;
  }

 private:
  static int weight(const Standing& standing) {
    constexpr int weights[] = {2, 1, 4, 3, 0};  // owed kept broken overridden not_measured
    return weights[static_cast<std::size_t>(standing.outcome)];
  }
  bool closed() const { return request_.status == Status::closed; }
  bool overridden(const Control& control, const policy::Step& step) const {
    const std::string name = std::string(policy::name_of(control.kind)) + "." + control.name;
    return std::ranges::any_of(request_.overrides, [&](const Overridden& one) {
      return one.control == name && one.step == step.id;
    });
  }

  // A step that was never reached, or skipped, owes nothing; nor does one left open by a request
  // that ended otherwise.
  std::optional<Standing> on_step(const Control& control, std::size_t index) const {
    const auto& step = kind_.steps[index];
    const auto& state = request_.steps[index];
    const bool reached = state.status == StepStatus::open || state.status == StepStatus::done;
    if (!reached) return std::nullopt;
    const bool done = state.status == StepStatus::done;
    if (control.kind == ControlKind::right) return right(control);
    if (control.kind == ControlKind::clock && control.name == "latest")
      return latest(control, step, state);
    if (control.kind == ControlKind::clock && !state.earliest) return std::nullopt;
    if (control.name == "clarified" && control.kind == ControlKind::duty) return clarified(step);
    if (!done) return closed() ? std::nullopt : std::optional(Standing{Outcome::owed, state.due});
    if (control.name == "told" && failed(step)) return Standing{Outcome::owed, {}};
    return Standing{overridden(control, step) ? Outcome::overridden : Outcome::kept, {}};
  }

  std::optional<Standing> latest(const Control& control, const policy::Step& step,
                                 const StepState& state) const {
    if (!state.due) return std::nullopt;
    const bool done = state.status == StepStatus::done;
    if (!done && closed()) return std::nullopt;
    const bool late = (done ? state.done_at : now_) > *state.due;
    if (late)
      return Standing{overridden(control, step) ? Outcome::overridden : Outcome::broken, state.due};
    return Standing{done ? Outcome::kept : Outcome::owed, state.due};
  }

  std::optional<Standing> clarified(const policy::Step& step) const {
    const bool asked = std::ranges::any_of(
        request_.questions, [&](const Question& one) { return one.step == step.id; });
    if (!asked) return std::nullopt;
    if (unanswered(request_, step.id).empty()) return Standing{Outcome::kept, {}};
    return Standing{closed() ? Outcome::broken : Outcome::owed, {}};
  }

  bool failed(const policy::Step& step) const {
    const auto last = std::find_if(request_.told.rbegin(), request_.told.rend(),
                                   [&](const Told& one) { return one.what == step.telling; });
    return last != request_.told.rend() && last->failed;
  }

  std::optional<Standing> whole(const Control& control) const {
    if (control.kind == ControlKind::right) return right(control);
    if (control.name == "closed_with_outcome") {
      if (!closed()) return Standing{Outcome::owed, {}};
      return Standing{request_.outcome.empty() ? Outcome::broken : Outcome::kept, {}};
    }
    std::optional<Standing> worst;
    for (std::size_t i = 0; i < kind_.steps.size(); ++i) {
      if (!policy::control_fits(control.kind, control.name, kind_.steps[i].kind)) continue;
      const auto standing = on_step(control, i);
      if (standing && (!worst || weight(*standing) > weight(*worst))) worst = standing;
    }
    return worst;
  }

  // A right is kept when it stood open; whether it was used is free.
  std::optional<Standing> right(const Control& control) const {
    if (control.name == "appeal") {
      if (kind_.appeal_kind.empty()) return Standing{Outcome::broken, {}};
      if (request_.decision.empty())
        return closed() ? std::nullopt : std::optional(Standing{Outcome::owed, {}});
      return Standing{Outcome::kept, {}};
    }
    if (control.name == "rate") return rating();
    return Standing{Outcome::kept, {}};
  }

  std::optional<Standing> rating() const {
    for (std::size_t i = 0; i < kind_.steps.size(); ++i) {
      if (kind_.steps[i].kind != StepKind::evaluate) continue;
      if (request_.steps[i].status == StepStatus::done) return Standing{Outcome::kept, {}};
      return closed() ? std::nullopt : std::optional(Standing{Outcome::owed, {}});
    }
    return std::nullopt;
  }

  const policy::Pack& pack_;
  const Request& request_;
  Instant now_;
  const policy::RequestKind& kind_;
};

}  // namespace

std::vector<ControlOutcome> control_outcomes(const policy::Pack& pack, const Request& request,
                                             Instant now) {
  std::vector<ControlOutcome> outcomes;
  if (request.status == Status::none) return outcomes;
  const Report report(pack, request, now);
  for (const auto& clause : pack.clauses) {
    for (const auto& control : clause.controls) {
      if (const auto standing = report.of(control)) {
        outcomes.push_back({clause.id, control.id, standing->outcome, standing->due});
      }
    }
  }
  return outcomes;
}

}  // namespace procedure
