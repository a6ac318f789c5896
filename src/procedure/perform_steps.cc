#include <algorithm>

#include "procedure/clocks.h"
#include "procedure/perform.h"

// From telling to closing.
namespace procedure {

using policy::StepKind;

namespace {

Payload& record(Draft& draft, EventKind kind, const std::string& outcome) {
  Payload& payload = draft.note(kind, draft.step).payload;
  payload.outcome = outcome;
  payload.amount_halalas = draft.action.amount_halalas;
  payload.item_digests = draft.action.record;
  return payload;
}

const std::string& outcome_or_only(const Draft& draft) {
  const auto& outcome = draft.action.outcome;
  return outcome.empty() ? draft.at_step(draft.step).outcomes.front() : outcome;
}

// The study's days count anew from the telling that reached the person (H5).
void count_from_telling(Draft& draft) {
  draft.told = draft.at;
  for (int i = 0; i < draft.steps.count(); ++i) {
    const auto& step = draft.at_step(i);
    if (step.kind != StepKind::study || !draft.steps.is(i, StepStatus::open)) continue;
    const auto clock = clock_of(step, draft.at, draft.at, draft.context.facts.calendar);
    Payload& payload = draft.reopen(i, "told_again");
    payload.earliest = clock.earliest;
    payload.due = clock.due;
  }
}

// The request was closed as a matter done, and something of it has to be done again.
void take_up_again(Draft& draft, std::string_view reason) {
  if (draft.context.request.status != Status::closed) return;
  draft.emit(EventKind::reopened).payload.reason = reason;
  for (int i = 0; i < draft.steps.count(); ++i) {
    if (draft.at_step(i).kind == StepKind::close && draft.steps.is(i, StepStatus::done))
      draft.make_void(i);
  }
}

bool ended_otherwise(const Request& request) {
  return request.status == Status::closed &&
         (request.outcome == "withdrawn" || request.outcome == "lapsed" ||
          request.outcome == "merged");
}

}  // namespace

void perform_tell(Draft& draft) {
  const auto& step = draft.at_step(draft.step);
  Payload& payload = draft.note(EventKind::told, draft.step).payload;
  payload.what = step.telling;
  payload.proof = draft.action.proof;
  payload.channel = draft.action.channel;
  if (step.telling == "study_period" && !draft.told) count_from_telling(draft);
  draft.finish(draft.step, "told");
}

// What counted as told did not arrive: it is owed again.
void perform_delivery_failed(Draft& draft) {
  const auto& what = draft.action.what;
  int inform = -1;
  for (int i = 0; i < draft.steps.count(); ++i) {
    const auto& step = draft.at_step(i);
    const bool told = step.kind == StepKind::inform && step.telling == what &&
                      draft.steps.is(i, StepStatus::done);
    if (told) inform = i;
  }
  draft.note(EventKind::telling_failed, inform).payload.what = what;
  if (inform < 0 || ended_otherwise(draft.context.request)) return;
  take_up_again(draft, "telling_failed");
  draft.open(inform, "telling_failed");
}

void perform_decision(Draft& draft) {
  const auto& step = draft.at_step(draft.step);
  record(draft, EventKind::decided, draft.action.outcome);
  if (draft.action.outcome == "deferred" && !step.on.contains("deferred")) return;
  draft.leave_aside_before(draft.step);
  draft.finish(draft.step, draft.action.outcome);
}

void perform_judgement(Draft& draft) {
  record(draft, EventKind::judged, draft.action.outcome);
  draft.leave_aside_before(draft.step);
  draft.finish(draft.step, draft.action.outcome);
}

// Whoever waits for a place is still to be registered.
void perform_enroll(Draft& draft) {
  const auto& outcome = outcome_or_only(draft);
  record(draft, EventKind::enrolled, outcome);
  if (outcome == "waiting" && !draft.at_step(draft.step).on.contains(outcome)) return;
  draft.finish(draft.step, outcome);
}

void perform_deliver(Draft& draft) {
  const auto& step = draft.at_step(draft.step);
  const auto& state = draft.before(draft.step);
  const bool last = !step.repeat || draft.action.last || state.repetitions + 1 >= step.repeat->max;
  record(draft, EventKind::delivered, {}).reason = last ? "last" : "";
  if (last && !step.receipt) return draft.finish(draft.step, "delivered");
  // In time or not is settled for this one; the next has its own date.
  auto& due = draft.reopen(draft.step, last ? "receipt" : "next").due;
  due.reset();
  if (!last) due = due_after(step.repeat->every, draft.at, draft.context.facts.calendar);
}

void perform_receipt(Draft& draft) {
  draft.note(EventKind::receipt_confirmed, draft.step).on_behalf_of = draft.action.signer;
  if (draft.before(draft.step).last) draft.finish(draft.step, "delivered");
}

void perform_reply(Draft& draft) {
  const auto& channel = draft.action.channel;
  const auto& outcome = outcome_or_only(draft);
  record(draft, EventKind::replied, outcome).channel =
      channel.empty() ? draft.context.request.channel : channel;
  draft.finish(draft.step, outcome);
}

void perform_offer_evaluation(Draft& draft) {
  draft.emit(EventKind::evaluation_offered, draft.step);
  draft.finish(draft.step, "offered");
}

void perform_rate(Draft& draft) {
  draft.note(EventKind::rated).payload.outcome = draft.action.outcome;
}

void perform_result(Draft& draft) {
  record(draft, EventKind::result_recorded, draft.action.outcome);
  draft.finish(draft.step, draft.action.outcome);
}

// The next follow-up has its own date, while there are more to come.
void perform_progress(Draft& draft) {
  const auto& step = draft.at_step(draft.step);
  record(draft, EventKind::progress_recorded, {}).reason = step.repeat ? "follow_up" : "";
  if (!step.repeat) return;
  const bool more = draft.before(draft.step).repetitions + 1 < step.repeat->max;
  auto& due = draft.reopen(draft.step, "next").due;
  due.reset();
  if (more) due = due_after(step.repeat->every, draft.at, draft.context.facts.calendar);
}

void perform_skip(Draft& draft) {
  draft.skip(draft.step, "chosen");
  draft.events.back().payload.note = draft.action.note;
}

void perform_close(Draft& draft) {
  draft.end(draft.step);
}

// The struck entry's step is done again, and whatever rests on it.
void perform_rectify(Draft& draft) {
  const auto& entry = *draft.context.facts.entry;
  const std::string_view what = name_of(entry.kind);
  const int about = draft.kind.step_index(entry.step);
  Payload& payload = draft.note(EventKind::rectified, about).payload;
  payload.rectifies = draft.action.rectifies;
  payload.reason = what;
  take_up_again(draft, "rectified");
  if (about < 0) return;
  const bool reception = entry.kind == EventKind::question_answered;
  if (reception && !is_in_reception(draft.context)) return;
  const bool clarifies = entry.kind == EventKind::clarification_answered;
  if (clarifies && !draft.steps.is(about, StepStatus::done)) return;
  if (draft.steps.is(about, StepStatus::open)) return;
  const StepSet later = draft.steps.begun_after(about);
  for (int i = draft.steps.count() - 1; i > about; --i) {
    if ((later & bit(i)) != 0) draft.make_void(i);
  }
  draft.reopen(about, what);
}

}  // namespace procedure
