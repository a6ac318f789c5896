#include <array>

#include "base/words.h"
#include "policy/action_words.h"
#include "procedure/procedure.h"

namespace procedure {
namespace {

static_assert(policy::action_words.size() == static_cast<std::size_t>(ActionKind::merge) + 1);

constexpr std::array<std::string_view, 39> event_names = {"received",
                                                          "question_raised",
                                                          "question_answered",
                                                          "submitted",
                                                          "item_corrected",
                                                          "declaration_signed",
                                                          "declaration_voided",
                                                          "item_verified",
                                                          "clarification_asked",
                                                          "clarification_answered",
                                                          "told",
                                                          "telling_failed",
                                                          "decided",
                                                          "enrolled",
                                                          "delivered",
                                                          "receipt_confirmed",
                                                          "replied",
                                                          "judged",
                                                          "evaluation_offered",
                                                          "rated",
                                                          "result_recorded",
                                                          "progress_recorded",
                                                          "step_opened",
                                                          "step_done",
                                                          "step_skipped",
                                                          "step_voided",
                                                          "returned",
                                                          "withdrawn",
                                                          "held",
                                                          "resumed",
                                                          "reassigned",
                                                          "lapsed",
                                                          "reminded",
                                                          "reopened",
                                                          "rectified",
                                                          "overridden",
                                                          "appealed",
                                                          "merged",
                                                          "closed"};

constexpr std::array<std::string_view, 5> outcome_names = {"owed", "kept", "broken", "overridden",
                                                           "not_measured"};

}  // namespace

std::string_view name_of(ActionKind kind) {
  return word_of(policy::action_words, kind);
}
std::optional<ActionKind> action_named(std::string_view name) {
  return enumerator<ActionKind>(policy::action_words, name);
}
std::string_view name_of(EventKind kind) {
  return word_of(event_names, kind);
}
std::optional<EventKind> event_named(std::string_view name) {
  return enumerator<EventKind>(event_names, name);
}
std::string_view name_of(Outcome outcome) {
  return word_of(outcome_names, outcome);
}

}  // namespace procedure
