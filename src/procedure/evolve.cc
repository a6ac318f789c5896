#include <algorithm>

#include "procedure/procedure.h"

// What a request becomes with one more event. No rule here: an event has happened.
namespace procedure {
namespace {

StepState* step_of(const policy::Pack& pack, Request& request, const std::string& id) {
  const auto& kind = pack.kinds[static_cast<std::size_t>(request.kind)];
  const int index = id.empty() ? -1 : kind.step_index(id);
  return index < 0 ? nullptr : &request.steps[static_cast<std::size_t>(index)];
}

// Opens a step; on one that is open only its clocks move.
void open_step(StepState& step, const Event& event) {
  if (step.status != StepStatus::open) {
    step.status = StepStatus::open;
    step.opened_at = event.happened_at;
    step.done_at = {};
    step.passed = false;
    step.outcome.clear();
    ++step.round;
    // A struck delivery is given again; the receipts of those before it stand.
    const bool others = event.payload.reason == "delivered" && step.repetitions > 0;
    if (!others) step.receipt_at.reset();
  }
  step.earliest = event.payload.earliest;
  step.due = event.payload.due;
}

void note_lateness(StepState& step, Instant at) {
  step.late = step.late || (step.due && at > *step.due);
}

// A delivery is in time when it was given, not when its receipt was confirmed.
void finish_step(StepState& step, const Event& event, policy::StepKind kind) {
  if (kind != policy::StepKind::deliver) note_lateness(step, event.happened_at);
  if (step.round == 0) {
    step.round = 1;
    step.opened_at = event.happened_at;
  }
  step.status = StepStatus::done;
  step.passed = false;
  step.done_at = event.happened_at;
  step.outcome = event.payload.outcome;
  step.done_by = event.actor;
}

void void_step(StepState& step) {
  StepState fresh;
  fresh.status = StepStatus::voided;
  fresh.round = step.round;
  step = std::move(fresh);
}

void take_delivery(StepState& step, const Event& event) {
  note_lateness(step, event.happened_at);
  ++step.repetitions;
  step.receipt_at.reset();
  step.last = event.payload.reason == "last";
}

// A follow-up with a date of its own is in time or late by itself.
void take_progress(StepState& step, const Event& event) {
  ++step.repetitions;
  if (event.payload.reason == "follow_up") note_lateness(step, event.happened_at);
}

void take_repetition(StepState& step, const Event& event) {
  if (event.kind == EventKind::delivered) take_delivery(step, event);
  if (event.kind == EventKind::progress_recorded) take_progress(step, event);
  if (event.kind == EventKind::receipt_confirmed) step.receipt_at = event.happened_at;
}

void answer_question(Request& request, const Event& event) {
  for (auto& question : request.questions) {
    if (question.id == event.payload.question) question.answered_at = event.happened_at;
  }
}

bool in_study(const policy::Pack& pack, const Request& request) {
  const auto& steps = pack.kinds[static_cast<std::size_t>(request.kind)].steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == policy::StepKind::study && request.steps[i].status == StepStatus::open)
      return true;
  }
  return false;
}

void end_return(const policy::Pack& pack, Request& request, const Event& event) {
  if (request.returned_at && in_study(pack, request))
    request.paused_ms += event.happened_at.ms - request.returned_at->ms;
  request.returned_at.reset();
  request.returned_items.clear();
  request.reminders = 0;
  if (request.status == Status::returned) request.status = Status::open;
}

void take_submission(const policy::Pack& pack, Request& request, const Event& event) {
  for (const auto& [item, digest] : event.payload.item_digests) {
    auto& state = request.items[item];
    if (state.digest != digest) state = ItemState{.digest = digest};
  }
  std::erase_if(request.items, [&](const auto& entry) {
    return !event.payload.item_digests.contains(entry.first);
  });
  request.submitted_at = event.happened_at;
  if (!request.first_submitted_at) request.first_submitted_at = event.happened_at;
  end_return(pack, request, event);
}

void end(Request& request, const Event& event, std::string outcome) {
  request.status = Status::closed;
  request.outcome = std::move(outcome);
  request.closed_at = event.happened_at;
}

void evolve_items(Request& request, const Event& event) {
  auto& item = request.items[event.payload.item];
  if (event.kind == EventKind::item_corrected) {
    item = ItemState{.digest = event.payload.digest};
  } else {
    item.verified = true;
    item.matched = event.payload.matched.value_or(false);
    item.valid = event.payload.valid.value_or(false);
    item.verified_by = event.actor;
    item.verified_at = event.happened_at;
  }
}

void evolve_status(const policy::Pack& pack, Request& request, const Event& event) {
  switch (event.kind) {
    case EventKind::received:
      request.status = Status::open;
      request.received_at = event.happened_at;
      request.channel = event.payload.channel;
      break;
    case EventKind::returned:
      request.status = Status::returned;
      request.returned_at = event.happened_at;
      request.returned_items = event.payload.items;
      request.reminders = 0;
      break;
    case EventKind::held:
      request.status = Status::held;
      request.held_until = event.payload.until;
      break;
    case EventKind::resumed:
      if (request.status == Status::held) {
        request.status = request.returned_at ? Status::returned : Status::open;
        request.held_until.reset();
      } else {
        end_return(pack, request, event);
      }
      break;
    case EventKind::reopened:
      request.status = request.returned_at ? Status::returned : Status::open;
      if (request.returned_at) request.returned_at = event.happened_at;
      request.reminders = 0;
      request.outcome.clear();
      request.closed_at.reset();
      break;
    case EventKind::withdrawn:
      return end(request, event, "withdrawn");
    case EventKind::lapsed:
      return end(request, event, "lapsed");
    case EventKind::merged:
      request.merged_into = event.payload.other_request;
      return end(request, event, "merged");
    case EventKind::closed:
      return end(request, event, event.payload.outcome);
    default:
      break;
  }
}

void fail_telling(Request& request, const std::string& what) {
  for (auto told = request.told.rbegin(); told != request.told.rend(); ++told) {
    if (told->what != what || told->failed) continue;
    told->failed = true;
    return;
  }
}

void evolve_facts(const policy::Pack& pack, Request& request, const Event& event) {
  const auto& payload = event.payload;
  switch (event.kind) {
    case EventKind::question_raised:
    case EventKind::clarification_asked:
      request.questions.push_back(
          {payload.question,
           event.kind == EventKind::clarification_asked ? event.step : std::string(),
           event.happened_at,
           {}});
      break;
    case EventKind::question_answered:
    case EventKind::clarification_answered:
      answer_question(request, event);
      if (auto* step = step_of(pack, request, event.step)) note_lateness(*step, event.happened_at);
      break;
    case EventKind::submitted:
      take_submission(pack, request, event);
      break;
    case EventKind::item_corrected:
    case EventKind::item_verified:
      evolve_items(request, event);
      break;
    case EventKind::declaration_signed:
      request.declared_digest = payload.digest;
      request.declaration_void = false;
      break;
    case EventKind::declaration_voided:
      request.declared_digest.clear();
      request.declaration_void = true;
      break;
    case EventKind::told:
      request.told.push_back(
          {payload.what, payload.proof, payload.channel, event.happened_at, false});
      break;
    case EventKind::telling_failed:
      fail_telling(request, payload.what);
      break;
    case EventKind::decided:
    case EventKind::judged:
      if (payload.outcome != "deferred") request.decision = payload.outcome;
      break;
    case EventKind::delivered:
    case EventKind::progress_recorded:
    case EventKind::receipt_confirmed:
      if (auto* step = step_of(pack, request, event.step)) take_repetition(*step, event);
      break;
    case EventKind::reassigned:
      request.assignee = payload.assignee;
      break;
    case EventKind::reminded:
      ++request.reminders;
      break;
    case EventKind::overridden:
      request.overrides.push_back(
          {payload.control, event.step, event.actor, payload.note, event.happened_at});
      break;
    case EventKind::appealed:
      request.appealed_by = payload.other_request;
      break;
    case EventKind::rectified:
      request.struck.push_back(payload.rectifies);
      break;
    default:
      break;
  }
}

void evolve_steps(const policy::Pack& pack, Request& request, const Event& event) {
  const auto& kind = pack.kinds[static_cast<std::size_t>(request.kind)];
  const int index = event.step.empty() ? -1 : kind.step_index(event.step);
  if (index < 0) return;
  StepState& step = request.steps[static_cast<std::size_t>(index)];
  const auto step_kind = kind.steps[static_cast<std::size_t>(index)].kind;
  switch (event.kind) {
    case EventKind::step_opened:
      return open_step(step, event);
    case EventKind::step_done:
      return finish_step(step, event, step_kind);
    case EventKind::step_skipped:
      step.status = StepStatus::skipped;
      step.passed = event.payload.reason != "unreached";
      step.outcome.clear();
      return;
    case EventKind::step_voided:
      void_step(step);
      if (step_kind == policy::StepKind::study || step_kind == policy::StepKind::judge)
        request.decision.clear();
      return;
    default:
      return;
  }
}

}  // namespace

Request begin(const policy::Pack& pack, int kind) {
  Request request;
  request.kind = kind;
  request.steps.resize(pack.kinds[static_cast<std::size_t>(kind)].steps.size());
  return request;
}

void evolve(const policy::Pack& pack, Request& request, const Event& event) {
  request.seq = event.seq;
  switch (event.kind) {
    case EventKind::step_opened:
    case EventKind::step_done:
    case EventKind::step_skipped:
    case EventKind::step_voided:
      evolve_steps(pack, request, event);
      break;
    default:
      evolve_facts(pack, request, event);
      evolve_status(pack, request, event);
  }
  if (event.actor_kind == Actor::Kind::staff &&
      std::ranges::find(request.part_taken, event.actor) == request.part_taken.end()) {
    request.part_taken.push_back(event.actor);
  }
}

Request fold(const policy::Pack& pack, int kind, const std::vector<Event>& events) {
  std::vector<std::int64_t> struck;
  for (const auto& event : events) {
    if (event.kind == EventKind::rectified) struck.push_back(event.payload.rectifies);
  }
  Request request = begin(pack, kind);
  for (const auto& event : events) {
    if (std::ranges::find(struck, event.seq) == struck.end()) {
      evolve(pack, request, event);
    } else {
      request.seq = event.seq;
    }
  }
  return request;
}

}  // namespace procedure
