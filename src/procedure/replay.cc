#include "procedure/replay.h"

#include <algorithm>

#include "procedure/recorded_act.h"

namespace procedure {
namespace {

using policy::ControlKind;

// What the draft has behind it already, or does not know, holds nobody up.
bool is_behind(const Refusal& refusal) {
  static constexpr std::string_view codes[] = {
      "step.done_already", "step.skipped", "request.closed", "request.open", "request.not_held"};
  return std::ranges::any_of(refusal.obstacles, [](const Obstacle& one) {
    return std::ranges::find(codes, one.code) != std::end(codes);
  });
}

// Acts beside the way: that the draft would not take them stops no request.
bool is_beside(ActionKind kind) {
  using enum ActionKind;
  static constexpr ActionKind beside[] = {
      raise_question, delivery_failed, rate,     remind,        rectify,          hold,
      resume,         merge,           reassign, skip_optional, override_control, appeal};
  return std::ranges::find(beside, kind) != std::end(beside);
}

// One request on its way through the draft.
class Run {
 public:
  Run(const Replay& with, int kind, int draft_kind, const std::vector<KnownValue>& values)
      : with_(with),
        own_kind_(with.own.kinds[static_cast<std::size_t>(kind)]),
        kind_(with.draft.kinds[static_cast<std::size_t>(draft_kind)]),
        request_(begin(with.draft, draft_kind)),
        values_(values) {
    facts_.calendar = with.calendar;
    for (const auto& purpose : with.draft.purposes) facts_.consents.insert(purpose.id);
  }

  void take(const std::vector<Event>& events, std::size_t index) {
    const Event& event = events[index];
    auto act = recorded_act(own_kind_, events, index);
    if (!act || !is_in_draft(*act)) return;
    prepare(*act, event);
    auto fresh = attempt(act->action, act->actor, event.recorded_at + later_ms_);
    if (!fresh && is_too_early(fresh.refusal())) fresh = attempt_later(*act, event);
    if (!fresh) return note_refusal(*act, event, std::move(fresh).refusal());
    take_fresh(event, fresh.value());
  }

  bool is_stopped() const { return replayed.stop.has_value(); }
  const Request& request() const { return request_; }

  Replayed replayed;
  bool keeps_history = false;  // something of it was struck

 private:
  // After a correction only a fold is right.
  void take_fresh(const Event& event, std::vector<Event>& fresh) {
    if (!keeps_history) {
      for (const auto& one : fresh) evolve(with_.draft, request_, one);
      return;
    }
    for (const auto& one : fresh) {
      if (one.kind == event.kind) seq_of_.emplace(event.seq, one.seq);
      history_.push_back(one);
    }
    request_ = fold(with_.draft, request_.kind, history_);
  }

  // The entry that was struck, by its number in the draft's history.
  void prepare_correction(Action& action) {
    facts_.entry.reset();
    const auto seq = seq_of_.find(action.rectifies);
    if (seq == seq_of_.end()) return;
    action.rectifies = seq->second;
    for (const auto& event : history_) {
      if (event.seq == seq->second) facts_.entry = {event.kind, event.actor, event.step};
    }
  }

  // A step that the draft does not have needs nobody.
  bool is_in_draft(const RecordedAct& act) const {
    return act.action.step.empty() || kind_.step_index(act.action.step) >= 0;
  }

  // What stood there when it happened.
  void prepare(RecordedAct& act, const Event& event) {
    for (; known_ < values_.size() && values_[known_].since <= event.recorded_at; ++known_)
      facts_.values[values_[known_].fact] = values_[known_].value;
    Action& action = act.action;
    const auto& payload = event.payload;
    if (action.kind == ActionKind::submit) {
      facts_.items.clear();
      for (const auto& [item, digest] : payload.item_digests)
        facts_.items[item] = {true, digest, {}, {}};
    }
    if (action.kind == ActionKind::correct_item)
      facts_.items[payload.item] = {true, payload.digest, {}, {}};
    if (action.kind == ActionKind::submit || action.kind == ActionKind::sign) {
      facts_.content_digest = action.content_digest;
      if (kind_.declaration) action.declaration_version = kind_.declaration->version;
    }
    for (const auto& [field, digest] : action.record)
      facts_.record.insert(action.step + "." + field);
    if (action.kind == ActionKind::rectify) prepare_correction(action);
    if (later_ms_ > 0) action.happened_at.reset();
  }

  Result<std::vector<Event>> attempt(const Action& action, const Actor& actor, Instant now) const {
    return decide(with_.draft, request_, action, actor, now, facts_);
  }

  static bool is_too_early(const Refusal& refusal) {
    return std::ranges::all_of(refusal.obstacles,
                               [](const Obstacle& one) { return one.code == "study.too_early"; });
  }

  // The answer would have come on the first day on which it could; what follows, as much later.
  Result<std::vector<Event>> attempt_later(RecordedAct& act, const Event& event) {
    const int step = kind_.step_index(act.action.step);
    const auto& earliest = request_.steps[static_cast<std::size_t>(step)].earliest;
    later_ms_ = std::max(later_ms_, earliest->ms - event.recorded_at.ms);
    replayed.answer_later_ms = earliest->ms - event.happened_at.ms;
    act.action.happened_at.reset();
    return attempt(act.action, act.actor, event.recorded_at + later_ms_);
  }

  void note_refusal(const RecordedAct& act, const Event& event, Refusal refusal) {
    if (is_beside(act.action.kind) || is_behind(refusal)) return;
    replayed.stop = Stop{event.seq, act.action.kind, act.action.step, std::move(refusal.obstacles)};
  }

  const Replay& with_;
  const policy::RequestKind& own_kind_;
  const policy::RequestKind& kind_;
  Request request_;
  Facts facts_;
  const std::vector<KnownValue>& values_;
  std::size_t known_ = 0;  // of them, so far
  std::int64_t later_ms_ = 0;
  std::vector<Event> history_;
  std::map<std::int64_t, std::int64_t> seq_of_;  // of what was recorded -> in the draft's history
};

bool is_broken(const std::vector<ControlOutcome>& outcomes, std::string_view control) {
  const auto found = std::ranges::find(outcomes, control, &ControlOutcome::control);
  return found != outcomes.end() && found->outcome == Outcome::broken;
}

void compare_clocks(const Replay& with, int kind, const std::vector<Event>& events, Run& run) {
  const Request truth = fold(with.own, kind, events);
  const auto before = control_outcomes(with.own, truth, with.now, ControlKind::clock);
  const auto after = control_outcomes(with.draft, run.request(), with.now, ControlKind::clock);
  for (const auto& one : after) {
    const bool broken = one.outcome == Outcome::broken;
    if (broken != is_broken(before, one.control))
      run.replayed.clocks.push_back({one.clause, one.control, broken});
  }
  if (truth.status != Status::closed || run.request().status == Status::closed) return;
  const auto& steps = run.request().steps;
  for (std::size_t i = 0; i < steps.size() && run.replayed.waits_at.empty(); ++i) {
    const auto& step = with.draft.kinds[static_cast<std::size_t>(run.request().kind)].steps[i];
    if (steps[i].status == StepStatus::open && !step.optional) run.replayed.waits_at = step.id;
  }
}

}  // namespace

Replayed replay(const Replay& with, int kind, const std::vector<Event>& events,
                const std::vector<KnownValue>& values) {
  const auto& own = with.own.kinds[static_cast<std::size_t>(kind)];
  const int draft_kind = with.draft.kind_index(own.id);
  if (draft_kind < 0) return {.gone = true, .stop = {}, .waits_at = {}, .clocks = {}};
  Run run(with, kind, draft_kind, values);
  run.keeps_history = std::ranges::any_of(
      events, [](const Event& event) { return event.kind == EventKind::rectified; });
  for (std::size_t i = 0; i < events.size() && !run.is_stopped(); ++i) run.take(events, i);
  if (!run.is_stopped()) compare_clocks(with, kind, events, run);
  return std::move(run.replayed);
}

}  // namespace procedure
