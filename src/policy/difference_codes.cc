#include "policy/differences.h"

namespace policy {

// By weight: first what changes people's clocks and rights, then what is asked of them and who
// acts, then what the policy says of itself, last the words and their order.
const std::vector<std::string>& difference_codes() {
  // clang-format off
  static const std::vector<std::string> codes = {
      // clocks
      "step.at_most", "step.at_least", "step.within", "kind.return_deadline", "step.repeat",
      "step.repeat.max",
      // rights, and what must hold
      "kind", "kind.published", "kind.appeal", "clause", "clause.owed", "clause.measured",
      "control.right", "control.gate", "control.clock", "control.duty", "control.name",
      "control.steps", "control.record", "control.measure", "step.receipt", "step.fee",
      "step.share", "step.capacity", "step.consent", "pack.region", "kind.identity_required",
      "kind.class",
      "purpose", "purpose.required", "kind.return_restarts_earliest", "kind.return_reminders",
      "kind.emergency",
      // the way that a request goes
      "step", "step.by", "step.body", "step.optional", "step.when", "step.on", "step.outcome",
      "step.after", "step.kind", "step.to", "step.escalate_to", "step.telling",
      // what is asked of people
      "item", "item.required", "item.when", "item.kind", "item.type", "item.check", "choice",
      "item.min", "item.max", "item.legal_basis", "item.copy_expires", "item.known_as",
      "item.shown", "step.share.of",
      "step.share.attended",
      "kind.condition", "kind.channel", "pack.channel", "declaration", "declaration.text",
      "declaration.version", "declaration.signed_by", "kind.backdate",
      // who is who
      "title", "title.role", "body", "body.recorded_by",
      // what the policy says of itself
      "chosen", "clause.text", "clause.why", "clause.source", "term", "term.text",
      "pack.privacy_notice",
      "pack.privacy_notice_version", "purpose.text", "pack.neutral", "pack.neutral_name",
      "pack.review_every", "pack.approval", "approval.body", "approval.meeting", "approval.term",
      "approval.date", "pack.licence", "legal_reference", "library", "reference.version",
      "reference.shown_at", "reference.printable",
      // what people are sent and shown
      "step.message", "step.message_of", "message", "message.subject", "message.text",
      "message.portal", "pack.help", "kind.title", "kind.summary", "step.title", "item.title",
      "item.hint", "choice.title", "title.title", "body.title", "reference.title", "pack.name",
      "pack.document", "pack.id",
      // the order of lists
      "kind.order", "step.order", "item.order", "choice.order", "item.check.order",
      "step.outcome.order", "kind.condition.order", "kind.channel.order", "pack.channel.order",
      "pack.region.order", "term.order",
      "declaration.signed_by.order", "clause.order", "control.order", "title.order", "body.order",
      "purpose.order", "library.order", "legal_reference.order", "message.order",
  };
  // clang-format on
  return codes;
}

}  // namespace policy
