#include <algorithm>

#include "procedure/perform.h"

// What follows from the acts on steps. What must hold has been checked.
namespace procedure {

using policy::StepKind;

namespace {

int step_of_kind(const policy::RequestKind& kind, StepKind wanted) {
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    if (kind.steps[i].kind == wanted) return static_cast<int>(i);
  }
  return -1;
}

const policy::Step& described(const Draft& draft, int step) {
  return draft.kind.steps[static_cast<std::size_t>(step)];
}
StepStatus status(const Draft& draft, int step) {
  return draft.state.steps[static_cast<std::size_t>(step)].status;
}

Payload noted(const Action& action) {
  Payload payload;
  payload.note = action.note;
  payload.outcome = action.outcome;
  payload.amount_halalas = action.amount_halalas;
  return payload;
}

void sign(Draft& draft, const Action& action, int step) {
  const auto& declaration = draft.kind.declaration;
  if (!declaration || !action.sign_method) return;
  Payload payload;
  payload.digest = action.content_digest;
  payload.version = action.declaration_version;
  payload.sign_method = policy::name_of(*action.sign_method);
  constexpr std::string_view capacities[] = {"self", "guardian", "agent"};
  if (action.capacity) payload.capacity = capacities[static_cast<std::size_t>(*action.capacity)];
  payload.signer = action.signer;
  draft.emit(EventKind::declaration_signed, step, std::move(payload));
}

}  // namespace

void perform_receive(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.channel = action.channel;
  draft.emit(EventKind::received, step, std::move(payload));
  draft.open(step);
  for (const auto& question : action.items) {
    Payload raised;
    raised.question = question;
    raised.note = question;
    draft.emit(EventKind::question_raised, step, std::move(raised));
  }
  if (action.items.empty()) draft.finish(step, "received");
}

void perform_answer_question(Draft& draft, const Action& action, int) {
  Payload payload;
  payload.question = action.question;
  payload.note = action.note;
  const int receive = step_of_kind(draft.kind, StepKind::receive);
  draft.emit(EventKind::question_answered, receive, std::move(payload));
  if (!unanswered(draft.state, "").empty()) return;
  if (receive >= 0 && status(draft, receive) == StepStatus::open) draft.finish(receive, "received");
  const int close = step_of_kind(draft.kind, StepKind::close);
  if (close >= 0 && status(draft, close) == StepStatus::open && described(draft, close).by.system)
    end_request(draft, close);
}

void perform_submit(Draft& draft, const Action& action, int step) {
  const bool answers_return = draft.state.status == Status::returned;
  const std::int64_t paused_before = draft.state.paused_ms;
  Payload payload;
  payload.digest = action.content_digest;
  payload.submitted_on = riyadh_date(draft.at);
  for (const auto& [item, fact] : draft.context.facts.items) {
    if (fact.present) payload.item_digests[item] = fact.digest;
  }
  draft.emit(EventKind::submitted, step, std::move(payload));
  const int declare = step_of_kind(draft.kind, StepKind::declare);
  sign(draft, action, declare);
  draft.finish(step, "complete");
  if (declare >= 0 && status(draft, declare) == StepStatus::open) draft.finish(declare, "signed");
  if (!answers_return) return;
  // A return during study pauses the latest date; the earliest stays (decisions.md, H5).
  for (int i = 0; i < static_cast<int>(draft.state.steps.size()); ++i) {
    const auto& state = draft.state.steps[static_cast<std::size_t>(i)];
    if (described(draft, i).kind != StepKind::study || state.status != StepStatus::open ||
        !state.due)
      continue;
    Payload clocks;
    clocks.earliest = state.earliest;
    clocks.due = *state.due + (draft.state.paused_ms - paused_before);
    clocks.round = state.round;
    draft.emit(EventKind::step_opened, i, std::move(clocks));
  }
}

void perform_correct_item(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.item = action.item;
  payload.digest = draft.context.facts.items.at(action.item).digest;
  payload.note = action.note;
  draft.emit(EventKind::item_corrected, step, std::move(payload));
  if (draft.state.declared_digest.empty()) return;
  draft.emit(EventKind::declaration_voided, -1);
  const int declare = step_of_kind(draft.kind, StepKind::declare);
  if (declare >= 0) draft.reopen(declare);
}

void perform_sign(Draft& draft, const Action& action, int step) {
  sign(draft, action, step);
  draft.finish(step, "signed");
}

void perform_verify_item(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.item = action.item;
  payload.matched = action.matched;
  payload.valid = action.valid;
  payload.note = action.note;
  draft.emit(EventKind::item_verified, step, std::move(payload));
}

void perform_finish_verification(Draft& draft, const Action&, int step) {
  draft.finish(step, "verified");
}

void perform_ask_clarification(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.question = action.note;
  payload.note = action.note;
  draft.emit(EventKind::clarification_asked, step, std::move(payload));
}

void perform_answer_clarification(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.question = action.question;
  payload.note = action.note;
  draft.emit(EventKind::clarification_answered, step, std::move(payload));
}

void perform_tell(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.what = described(draft, step).telling;
  payload.proof = action.proof;
  payload.channel = action.channel;
  payload.note = action.note;
  draft.emit(EventKind::told, step, std::move(payload));
  draft.finish(step, "told");
}

// What was thought told was not: it is owed again.
void perform_delivery_failed(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.what = action.what;
  draft.emit(EventKind::telling_failed, step, std::move(payload));
  for (int i = 0; i < static_cast<int>(draft.state.steps.size()); ++i) {
    const auto& one = described(draft, i);
    if (one.kind == StepKind::inform && one.telling == action.what &&
        status(draft, i) == StepStatus::done)
      draft.reopen(i);
  }
}

namespace {

// Clarification may go on until the study ends; then it is over.
void end_clarification(Draft& draft) {
  for (int i = 0; i < static_cast<int>(draft.state.steps.size()); ++i) {
    if (described(draft, i).kind != StepKind::clarify || status(draft, i) != StepStatus::open)
      continue;
    const bool asked = std::ranges::any_of(draft.state.questions, [&](const Question& question) {
      return question.step == described(draft, i).id;
    });
    if (asked) {
      draft.finish(i, "clarified");
    } else {
      draft.skip(i);
    }
  }
}

}  // namespace

void perform_decision(Draft& draft, const Action& action, int step) {
  draft.emit(EventKind::decided, step, noted(action));
  const bool stays =
      action.outcome == "deferred" && !described(draft, step).on.contains("deferred");
  if (stays) return;
  end_clarification(draft);
  draft.finish(step, action.outcome);
}

void perform_judgement(Draft& draft, const Action& action, int step) {
  draft.emit(EventKind::judged, step, noted(action));
  draft.finish(step, action.outcome);
}

void perform_enroll(Draft& draft, const Action& action, int step) {
  draft.emit(EventKind::enrolled, step, noted(action));
  draft.finish(step, action.outcome.empty() ? "registered" : action.outcome);
}

namespace {

void delivered_once(Draft& draft, const Action& action, int step) {
  const auto& repeat = described(draft, step).repeat;
  const int times = draft.state.steps[static_cast<std::size_t>(step)].repetitions;
  if (repeat && !action.last && times < repeat->max) {
    draft.reopen(step);
  } else {
    draft.finish(step, "delivered");
  }
}

}  // namespace

void perform_deliver(Draft& draft, const Action& action, int step) {
  Payload payload = noted(action);
  payload.reason = action.last ? "last" : "";
  draft.emit(EventKind::delivered, step, std::move(payload));
  if (!described(draft, step).receipt) delivered_once(draft, action, step);
}

void perform_receipt(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.note = action.note;
  draft.emit(EventKind::receipt_confirmed, step, std::move(payload));
  delivered_once(draft, action, step);
}

void perform_reply(Draft& draft, const Action& action, int step) {
  Payload payload = noted(action);
  if (payload.outcome.empty()) payload.outcome = described(draft, step).outcomes.front();
  payload.channel = action.channel;
  const std::string outcome = payload.outcome;
  draft.emit(EventKind::replied, step, std::move(payload));
  draft.finish(step, outcome);
}

void perform_offer_evaluation(Draft& draft, const Action&, int step) {
  draft.emit(EventKind::evaluation_offered, step);
  draft.finish(step, "offered");
}

void perform_result(Draft& draft, const Action& action, int step) {
  draft.emit(EventKind::result_recorded, step, noted(action));
  draft.finish(step, action.outcome);
}

void perform_skip(Draft& draft, const Action& action, int step) {
  Payload payload;
  payload.note = action.note;
  draft.emit(EventKind::step_skipped, step, std::move(payload));
  draft.open_ready();
}

void perform_close(Draft& draft, const Action&, int step) {
  end_request(draft, step);
}

}  // namespace procedure
