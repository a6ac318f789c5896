#pragma once

#include <array>
#include <string_view>

namespace policy {

// How the acts of a procedure are written, in packs' examples, in events and in answers: in the
// order of procedure::ActionKind.
inline constexpr std::array<std::string_view, 36> action_words = {"receive",
                                                                  "raise_question",
                                                                  "answer_question",
                                                                  "submit",
                                                                  "correct_item",
                                                                  "sign",
                                                                  "verify_item",
                                                                  "finish_verification",
                                                                  "ask_clarification",
                                                                  "answer_clarification",
                                                                  "tell",
                                                                  "delivery_failed",
                                                                  "record_decision",
                                                                  "enroll",
                                                                  "deliver",
                                                                  "confirm_receipt",
                                                                  "reply",
                                                                  "judge",
                                                                  "offer_evaluation",
                                                                  "rate",
                                                                  "record_result",
                                                                  "record_progress",
                                                                  "skip_optional",
                                                                  "close",
                                                                  "return_for_completion",
                                                                  "withdraw",
                                                                  "hold",
                                                                  "resume",
                                                                  "reassign",
                                                                  "lapse",
                                                                  "remind",
                                                                  "reopen",
                                                                  "rectify",
                                                                  "override_control",
                                                                  "appeal",
                                                                  "merge"};

}  // namespace policy
