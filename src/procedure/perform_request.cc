#include "procedure/clocks.h"
#include "procedure/gates.h"
#include "procedure/perform.h"

// The acts that are open from any step.
namespace procedure {

using policy::StepKind;

namespace {

// Until when the applicant has time: as said, else the policy's deadline.
std::optional<Instant> time_for_completion(const Draft& draft) {
  if (draft.action.until) return end_of(*draft.action.until);
  const auto& period = draft.kind.return_deadline;
  if (!period) return std::nullopt;
  return due_after(*period, draft.at, draft.context.facts.calendar);
}

void ask_for_completion(Draft& draft, std::optional<Instant> until, std::string_view reason) {
  const int complete = step_of_kind(draft.kind, StepKind::complete);
  if (complete >= 0) draft.reopen(complete, reason).due = until;
}

}  // namespace

// Asks for items again. Nothing is voided before it is known what changed; a study that has begun
// waits.
void perform_return(Draft& draft) {
  const auto until = time_for_completion(draft);
  Payload& payload = draft.note(EventKind::returned).payload;
  payload.items = draft.action.items;
  if (until) payload.until = riyadh_date(*until);
  ask_for_completion(draft, until, "returned");
}

void perform_withdraw(Draft& draft) {
  draft.note(EventKind::withdrawn).on_behalf_of = draft.action.signer;
}

void perform_hold(Draft& draft) {
  draft.note(EventKind::held).payload.until = draft.action.until;
}

// Ends a hold; or takes back a return: what was submitted stands.
void perform_resume(Draft& draft) {
  const bool takes_back = draft.context.request.status == Status::returned;
  draft.note(EventKind::resumed).payload.reason = takes_back ? "returned" : "held";
  if (!takes_back) return;
  move_study_clocks(draft, Earliest::stays);
  const int complete = step_of_kind(draft.kind, StepKind::complete);
  if (complete >= 0 && draft.steps.is(complete, StepStatus::open))
    draft.finish(complete, "complete");
}

void perform_reassign(Draft& draft) {
  draft.note(EventKind::reassigned).payload.assignee = draft.action.assignee;
}

void perform_lapse(Draft& draft) {
  draft.note(EventKind::lapsed);
}

void perform_remind(Draft& draft) {
  draft.note(EventKind::reminded);
}

// With the policy's whole deadline before it.
void perform_reopen(Draft& draft) {
  draft.note(EventKind::reopened).payload.reason = "lapsed";
  ask_for_completion(draft, time_for_completion(draft), "reopened");
}

void perform_override(Draft& draft) {
  const auto& control = draft.action.control;
  Payload& payload = draft.note(EventKind::overridden, draft.step).payload;
  payload.control = control;
  const std::size_t dot = control.find('.');
  const auto kind = policy::control_kind_named(control.substr(0, dot));
  if (!kind || dot == std::string::npos) return;
  payload.clause = clause_of(draft.context.pack, *kind, control.substr(dot + 1),
                             draft.context.request.kind, draft.step);
  draft.overrides_reception = control == "gate.question_answered";
  draft.end_reception();
}

void perform_appeal(Draft& draft) {
  Event& event = draft.note(EventKind::appealed);
  event.on_behalf_of = draft.action.signer;
  event.payload.other_request = draft.action.other_request;
}

void perform_merge(Draft& draft) {
  draft.note(EventKind::merged).payload.other_request = draft.action.other_request;
}

}  // namespace procedure
