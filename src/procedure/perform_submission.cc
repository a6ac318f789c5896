#include <algorithm>

#include "procedure/clocks.h"
#include "procedure/perform.h"

// From the reception to the end of verification.
namespace procedure {

using policy::StepKind;

namespace {

constexpr std::string_view capacities[] = {"self", "guardian", "agent"};

void raise(Draft& draft, const std::string& question, const std::string& note) {
  const int receive = step_of_kind(draft.kind, StepKind::receive);
  Payload& payload = draft.emit(EventKind::question_raised, receive).payload;
  payload.question = question;
  payload.note = note;
}

void sign(Draft& draft, int declare) {
  const auto& action = draft.action;
  if (!action.sign_method) return;  // overridden
  Event& event = draft.note(EventKind::declaration_signed, declare);
  event.on_behalf_of = action.signer;
  event.payload.items = action.items;
  event.payload.digest = action.content_digest;
  event.payload.version = action.declaration_version;
  event.payload.sign_method = policy::name_of(*action.sign_method);
  event.payload.signer = action.signer;
  if (action.capacity)
    event.payload.capacity = capacities[static_cast<std::size_t>(*action.capacity)];
}

bool changes_items(const Draft& draft) {
  const auto& before = draft.context.request.items;
  const auto& now = draft.context.facts.items;
  const auto differs = [&](const auto& entry) {
    const auto found = before.find(entry.first);
    return entry.second.present &&
           (found == before.end() || found->second.digest != entry.second.digest);
  };
  const auto is_gone = [&](const auto& entry) {
    const auto found = now.find(entry.first);
    return found == now.end() || !found->second.present;
  };
  return std::ranges::any_of(now, differs) || std::ranges::any_of(before, is_gone);
}

// What was matched or assessed on other values is done again; each value that did not change stays
// matched.
void void_what_rests_on_items(Draft& draft) {
  for (int i = 0; i < draft.steps.count(); ++i) {
    const StepKind kind = draft.at_step(i).kind;
    const bool rests = kind == StepKind::verify || kind == StepKind::assess;
    if (rests && draft.steps.is(i, StepStatus::done)) draft.make_void(i);
  }
}

}  // namespace

void move_study_clocks(Draft& draft, Earliest earliest) {
  const auto& returned_at = draft.context.request.returned_at;
  if (!returned_at) return;
  for (int i = 0; i < draft.steps.count(); ++i) {
    const auto& step = draft.at_step(i);
    if (step.kind != StepKind::study || !draft.steps.is(i, StepStatus::open)) continue;
    const auto* calendar = draft.context.facts.calendar;
    Payload& payload = draft.reopen(i, "return_ended");
    if (payload.due && step.at_most)
      payload.due = moved(*payload.due, *step.at_most, *returned_at, draft.at, calendar);
    if (earliest == Earliest::starts_anew)
      payload.earliest = clock_of(step, draft.at, draft.at, calendar).earliest;
  }
}

void perform_receive(Draft& draft) {
  draft.note(EventKind::received, draft.step).payload.channel = draft.action.channel;
  if (draft.action.items.empty()) return draft.finish(draft.step, "received");
  draft.open(draft.step);
  for (const auto& question : draft.action.items) raise(draft, question, question);
}

void perform_raise_question(Draft& draft) {
  const auto& action = draft.action;
  raise(draft, action.question.empty() ? action.note : action.question, action.note);
  const int receive = step_of_kind(draft.kind, StepKind::receive);
  const bool over = receive < 0 || !draft.steps.is(receive, StepStatus::done);
  if (!over && is_in_reception(draft.context)) draft.reopen(receive, "question");
}

void perform_answer_question(Draft& draft) {
  const int receive = step_of_kind(draft.kind, StepKind::receive);
  draft.note(EventKind::question_answered, receive).payload.question = draft.action.question;
  draft.answered = draft.action.question;
  draft.end_reception();
}

void perform_submit(Draft& draft) {
  const auto& action = draft.action;
  const bool answers_return = draft.context.request.returned_at.has_value();
  const bool changed = changes_items(draft);
  Event& event = draft.note(EventKind::submitted, draft.step);
  event.on_behalf_of = action.signer;
  event.payload.digest = action.content_digest;
  event.payload.submitted_on = riyadh_date(draft.at);
  for (const auto& [item, fact] : draft.context.facts.items) {
    if (fact.present)
      event.payload.item_digests.emplace_hint(event.payload.item_digests.end(), item, fact.digest);
  }
  const int declare = declared_with(draft.kind, draft.step);
  if (declare >= 0) sign(draft, declare);
  draft.finish(draft.step, "complete");
  if (declare >= 0 && !draft.steps.is(declare, StepStatus::done)) draft.finish(declare, "signed");
  if (changed && answers_return) void_what_rests_on_items(draft);
  if (answers_return) {
    move_study_clocks(
        draft, draft.kind.return_restarts_earliest ? Earliest::starts_anew : Earliest::stays);
  }
}

void perform_correct_item(Draft& draft) {
  Payload& payload = draft.note(EventKind::item_corrected, draft.step).payload;
  payload.item = draft.action.item;
  payload.digest = draft.context.facts.items.at(draft.action.item).digest;
  if (draft.context.request.declared_digest.empty()) return;
  const int declare = step_of_kind(draft.kind, StepKind::declare);
  draft.emit(EventKind::declaration_voided, declare);
  if (declare >= 0 && draft.steps.is(declare, StepStatus::done))
    draft.open(declare, "item_corrected");
}

void perform_sign(Draft& draft) {
  sign(draft, draft.step);
  draft.finish(draft.step, "signed");
}

void perform_verify_item(Draft& draft) {
  Payload& payload = draft.note(EventKind::item_verified, draft.step).payload;
  payload.item = draft.action.item;
  payload.matched = draft.action.matched;
  payload.valid = draft.action.valid;
}

void perform_finish_verification(Draft& draft) {
  draft.finish(draft.step, "verified");
}

void perform_ask_clarification(Draft& draft) {
  const auto& action = draft.action;
  draft.note(EventKind::clarification_asked, draft.step).payload.question =
      action.question.empty() ? action.note : action.question;
  const auto& step = draft.at_step(draft.step);
  if (!step.within || draft.has_unanswered(step.id)) return;
  draft.reopen(draft.step, "question").due =
      due_after(*step.within, draft.at, draft.context.facts.calendar);
}

void perform_answer_clarification(Draft& draft) {
  draft.note(EventKind::clarification_answered, draft.step).payload.question =
      draft.action.question;
  draft.answered = draft.action.question;
  const auto& step = draft.at_step(draft.step);
  if (draft.has_unanswered(step.id)) return;
  if (!step.optional) return draft.finish(draft.step, "clarified");
  if (draft.before(draft.step).due) draft.reopen(draft.step, "answered").due.reset();
}

}  // namespace procedure
