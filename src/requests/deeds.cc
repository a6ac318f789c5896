#include "requests/deeds.h"

namespace requests {

using procedure::ActionKind;

namespace {

Deed deed(auth::Action right, ActionKind kind, std::string step = {}) {
  Deed made{.right = right};
  made.action.kind = kind;
  made.action.step = std::move(step);
  return made;
}

Deed with_note(Deed made, std::string text, std::string field) {
  made.note = std::move(text);
  made.note_field = std::move(field);
  return made;
}

}  // namespace

Deed deed_of(const ItemVerification& body) {
  Deed made = deed(auth::Action::request_verify, ActionKind::verify_item);
  made.action.item = body.item;
  made.action.matched = body.matched;
  made.action.valid = body.valid;
  return with_note(std::move(made), body.note.value_or(""), "/note");
}

Deed finish_verification() {
  return deed(auth::Action::request_verify, ActionKind::finish_verification);
}

Deed deed_of(const QuestionBody& body) {
  const auto kind = body.step ? ActionKind::ask_clarification : ActionKind::raise_question;
  return with_note(deed(auth::Action::request_receive, kind, body.step.value_or("")), body.text,
                   "/text");
}

// Whether it answers a question of the reception or one put to the specialist is known to the
// request: perform_answer chooses.
Deed deed_of(const AnswerBody& body) {
  Deed made = deed(auth::Action::request_receive, ActionKind::answer_question);
  made.action.question = body.question;
  return with_note(std::move(made), body.text, "/text");
}

Deed deed_of(const TellingBody& body) {
  Deed made = deed(auth::Action::request_inform, ActionKind::tell, body.step);
  made.action.channel = body.channel;
  made.action.proof = "officer";
  made.action.happened_at = body.happened_at;
  return with_note(std::move(made), body.note.value_or(""), "/note");
}

Deed deed_of(const DecisionBody& body) {
  Deed made = deed(auth::Action::request_decide, ActionKind::record_decision, body.step);
  made.action.outcome = body.outcome;
  made.action.amount_halalas = body.amount_halalas.value_or(0);
  made.action.happened_at = body.happened_at;
  return with_note(std::move(made), body.reasons, "/reasons");
}

Deed judgement_of(const DecisionBody& body) {
  Deed made = deed_of(body);
  made.right = auth::Action::request_judge;
  made.action.kind = ActionKind::judge;
  return made;
}

Deed deed_of(const RegistrationBody& body) {
  Deed made = deed(auth::Action::request_register, ActionKind::enroll, body.step);
  made.action.outcome = body.outcome.value_or("");
  made.record = body.values.value_or(ItemValues());
  return made;
}

Deed deed_of(const DeliveryBody& body) {
  Deed made = deed(auth::Action::request_deliver, ActionKind::deliver, body.step);
  made.action.amount_halalas = body.amount_halalas.value_or(0);
  made.action.last = body.last.value_or(false);
  made.action.happened_at = body.happened_at;
  made.record = body.values.value_or(ItemValues());
  return with_note(std::move(made), body.what, "/what");
}

Deed deed_of(const ReceiptBody& body) {
  return with_note(deed(auth::Action::request_deliver, ActionKind::confirm_receipt, body.step),
                   body.note.value_or(""), "/note");
}

Deed deed_of(const ReplyBody& body) {
  Deed made = deed(auth::Action::request_reply, ActionKind::reply, body.step);
  made.action.channel = body.channel;
  made.action.outcome = body.outcome.value_or("");
  return with_note(std::move(made), body.text, "/text");
}

Deed evaluation_of(const StepBody& body) {
  return deed(auth::Action::request_inform, ActionKind::offer_evaluation, body.step);
}

Deed deed_of(const ResultBody& body) {
  Deed made = deed(auth::Action::request_record, ActionKind::record_result, body.step);
  made.action.outcome = body.outcome;
  made.action.amount_halalas = body.amount_halalas.value_or(0);
  made.record = body.values.value_or(ItemValues());
  return with_note(std::move(made), body.record.value_or(""), "/record");
}

Deed deed_of(const ProgressBody& body) {
  Deed made = deed(auth::Action::request_record, ActionKind::record_progress, body.step);
  made.record = body.values.value_or(ItemValues());
  return with_note(std::move(made), body.record.value_or(""), "/record");
}

Deed deed_of(const SkipBody& body) {
  return with_note(deed(auth::Action::request_record, ActionKind::skip_optional, body.step),
                   body.reason, "/reason");
}

Deed deed_of(const ClosureBody& body) {
  return with_note(deed(auth::Action::request_close, ActionKind::close, body.step),
                   body.note.value_or(""), "/note");
}

Deed deed_of(const ReturnBody& body) {
  Deed made = deed(auth::Action::request_return, ActionKind::return_for_completion);
  made.action.items = body.items;
  made.action.until = body.until;
  return with_note(std::move(made), body.reason, "/reason");
}

Deed withdrawal_of(const ReasonBody& body, auth::Action right) {
  return with_note(deed(right, ActionKind::withdraw), body.reason, "/reason");
}

Deed deed_of(const HoldBody& body) {
  Deed made = deed(auth::Action::request_hold, ActionKind::hold);
  made.action.until = body.until;
  return with_note(std::move(made), body.reason, "/reason");
}

Deed resumption() {
  return deed(auth::Action::request_hold, ActionKind::resume);
}

Deed deed_of(const AssignmentBody& body) {
  Deed made = deed(auth::Action::request_reassign, ActionKind::reassign);
  made.action.assignee = body.staff;
  return with_note(std::move(made), body.reason.value_or(""), "/reason");
}

Deed lapse() {
  return deed(auth::Action::request_return, ActionKind::lapse);
}

Deed reopening_of(const ReasonBody& body) {
  return with_note(deed(auth::Action::request_return, ActionKind::reopen), body.reason, "/reason");
}

Deed deed_of(const RectificationBody& body) {
  Deed made = deed(auth::Action::request_rectify, ActionKind::rectify);
  made.action.rectifies = body.seq;
  return with_note(std::move(made), body.reason, "/reason");
}

Deed deed_of(const OverrideBody& body) {
  Deed made = deed(auth::Action::request_override, ActionKind::override_control, body.step);
  made.action.control = body.control;
  return with_note(std::move(made), body.reason, "/reason");
}

Deed deed_of(const MergeBody& body) {
  Deed made = deed(auth::Action::request_record, ActionKind::merge);
  made.action.other_request = body.into;
  return with_note(std::move(made), body.reason, "/reason");
}

}  // namespace requests
