#include <algorithm>

#include "base/text.h"
#include "policy/draft.h"

// Checks of the order of steps: every step is reached, every outcome leads to the end, and periods
// agree with each other. `after` names earlier steps only and `on` later ones (both are checked on
// reading), so there are no cycles left here.
namespace policy {
namespace {

using Flags = std::vector<bool>;

bool follows(const RequestKind& kind, std::size_t step, std::size_t before) {
  const auto& after = kind.steps[step].after;
  return std::find(after.begin(), after.end(), static_cast<int>(before)) != after.end();
}

// Whether some outcome of the step goes on in the ordinary way, to the steps after it.
bool goes_on(const Step& step) {
  return std::any_of(step.outcomes.begin(), step.outcomes.end(),
                     [&](const std::string& outcome) { return !step.on.contains(outcome); });
}

Flags reached(const RequestKind& kind) {
  Flags flags(kind.steps.size(), false);
  if (flags.empty()) return flags;
  flags[0] = true;
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    if (!flags[i] || step.kind == StepKind::close) continue;
    for (const auto& [outcome, target] : step.on) flags[static_cast<std::size_t>(target)] = true;
    if (!goes_on(step)) continue;
    for (std::size_t next = i + 1; next < kind.steps.size(); ++next)
      if (follows(kind, next, i)) flags[next] = true;
  }
  return flags;
}

// A step beside the others, which nothing waits for: a clarification, or what may be left undone.
bool beside(const RequestKind& kind, std::size_t index) {
  const Step& step = kind.steps[index];
  if (step.kind != StepKind::clarify && !step.optional) return false;
  for (std::size_t next = index + 1; next < kind.steps.size(); ++next)
    if (follows(kind, next, index)) return false;
  return true;
}

// The outcomes of a step after which nothing comes that leads to `close`. Where something comes
// that is itself a dead end, only that is named.
std::vector<std::string> ending_nowhere(const RequestKind& kind, std::size_t index) {
  const Step& step = kind.steps[index];
  bool goes = false;
  for (std::size_t next = index + 1; next < kind.steps.size(); ++next)
    goes = goes || (follows(kind, next, index) && !beside(kind, next));
  std::vector<std::string> outcomes;
  for (const std::string& outcome : step.outcomes)
    if (!goes && !step.on.contains(outcome) && outcome != "deferred") outcomes.push_back(outcome);
  return outcomes;
}

void check_dead_ends(Draft& draft, const RequestKind& kind, const KindSource& source) {
  const Flags is_reached = reached(kind);
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    if (!is_reached[i]) {
      draft.problems.add(*source.steps[i], "pack.unreachable",
                         {
                             {"found", step.id}
      });
      continue;
    }
    if (step.kind == StepKind::close || beside(kind, i)) continue;
    if (i + 1 == kind.steps.size()) continue;  // it must be close: reported as such
    const std::vector<std::string> outcomes = ending_nowhere(kind, i);
    if (!outcomes.empty())
      draft.problems.add(*source.steps[i], "pack.dead_end",
                         {
                             {"found",        step.id},
                             { "outcome", join(outcomes,   ", ")}
      });
  }
}

// The least and the most hours that a period can take. Five working days can stretch over seven,
// and no further than two rest days more; holidays only lengthen.
int hours_min(const Period& period) {
  if (period.unit == Unit::hours) return period.amount;
  return period.amount * 24;
}
int hours_max(const Period& period) {
  if (period.unit != Unit::working_days) return hours_min(period);
  return (period.amount + 2 * ((period.amount + 4) / 5)) * 24;
}

bool told_before(const RequestKind& kind, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i)
    if (kind.steps[i].kind == StepKind::inform && kind.steps[i].telling == "study_period")
      return true;
  return false;
}

void check_study(Draft& draft, const RequestKind& kind, std::size_t index, const Node& node) {
  const Step& step = kind.steps[index];
  if (step.at_least && step.at_most && hours_max(*step.at_most) < hours_min(*step.at_least))
    draft.problems.add(node.place_of("at_most"), "pack.latest_before_earliest",
                       {
                           {"found", step.id}
    });
  if ((step.at_least || step.at_most) && !told_before(kind, index))
    draft.problems.add(node, "pack.study_untold",
                       {
                           {"found", step.id}
    });
  if (!step.at_most)
    draft.problems.add(node, "pack.no_latest",
                       {
                           {"found", step.id}
    });
}

// Which steps rest, directly or through others, on a step of this kind.
Flags resting_on(const RequestKind& kind, StepKind wanted) {
  Flags flags(kind.steps.size(), false);
  for (std::size_t i = 0; i < kind.steps.size(); ++i)
    for (const int before : kind.steps[i].after) {
      const auto index = static_cast<std::size_t>(before);
      if (flags[index] || kind.steps[index].kind == wanted) flags[i] = true;
    }
  return flags;
}

// The portal takes a request in one sitting: it is received and what is asked for is given at once,
// by whoever applies.
void check_portal(Draft& draft, const RequestKind& kind, const KindSource& source) {
  const auto& channels = kind.channels;
  const bool online = std::find(channels.begin(), channels.end(), "website") != channels.end();
  if (!kind.published || !online) return;
  const auto report = [&](std::size_t step, const char* key, const char* code) {
    draft.problems.add(source.steps[step]->place_of(key), code,
                       {
                           {"found", kind.steps[step].id}
    });
  };
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    const bool gives = step.kind == StepKind::complete;
    const bool receives = i == 0 && step.kind == StepKind::receive;
    if (!gives && !receives) continue;
    if (!step.by.applicant && source.steps[i]->find("by"))
      report(i, "by", "pack.portal_not_theirs");
    const bool late = std::any_of(step.after.begin(), step.after.end(), [&](int before) {
      return kind.steps[static_cast<std::size_t>(before)].kind != StepKind::receive;
    });
    if (gives && late) report(i, "after", "pack.portal_late");
  }
}

}  // namespace

void check_order(Draft& draft, const RequestKind& kind, const KindSource& source) {
  check_dead_ends(draft, kind, source);
  check_portal(draft, kind, source);
  const Flags submitted = resting_on(kind, StepKind::complete);
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    const Node& node = *source.steps[i];
    if (step.kind == StepKind::study) check_study(draft, kind, i, node);
    if (node.find("escalate_to") && !step.at_most && !step.within)
      draft.problems.add(node.place_of("escalate_to"), "pack.escalation_without_period");
    const bool resting = step.kind == StepKind::declare || step.kind == StepKind::verify;
    if (resting && !submitted[i])
      draft.problems.add(node, "pack.before_complete",
                         {
                             {"found", step.id}
      });
  }
}

}  // namespace policy
