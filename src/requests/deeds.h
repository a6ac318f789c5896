#pragma once

#include "requests/bodies.h"
#include "requests/perform.h"

// From the body of a route to the act that the engine knows: one line each, no rule.
namespace requests {

Deed deed_of(const ItemVerification& body);
Deed deed_of(const QuestionBody& body);
Deed deed_of(const AnswerBody& body);
Deed deed_of(const TellingBody& body);
Deed deed_of(const DecisionBody& body);
Deed deed_of(const DeliveryBody& body);
Deed deed_of(const ReceiptBody& body);
Deed deed_of(const ReplyBody& body);
Deed deed_of(const ResultBody& body);
Deed deed_of(const ProgressBody& body);
Deed deed_of(const SkipBody& body);
Deed deed_of(const ClosureBody& body);
Deed deed_of(const ReturnBody& body);
Deed deed_of(const HoldBody& body);
Deed deed_of(const AssignmentBody& body);
Deed deed_of(const RectificationBody& body);
Deed deed_of(const OverrideBody& body);
Deed deed_of(const MergeBody& body);
Deed judgement_of(const DecisionBody& body);
Deed finish_verification();
Deed deed_of(const RegistrationBody& body);
Deed evaluation_of(const StepBody& body);
Deed resumption();
Deed lapse();
Deed withdrawal_of(const ReasonBody& body, auth::Action right);
Deed reopening_of(const ReasonBody& body);

}  // namespace requests
