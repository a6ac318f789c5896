#pragma once

#include "procedure/gates.h"

// Private to this room: what follows from each act.
namespace procedure {

void perform_receive(Draft& draft, const Action& action, int step);
void perform_answer_question(Draft& draft, const Action& action, int step);
void perform_submit(Draft& draft, const Action& action, int step);
void perform_correct_item(Draft& draft, const Action& action, int step);
void perform_sign(Draft& draft, const Action& action, int step);
void perform_verify_item(Draft& draft, const Action& action, int step);
void perform_finish_verification(Draft& draft, const Action& action, int step);
void perform_ask_clarification(Draft& draft, const Action& action, int step);
void perform_answer_clarification(Draft& draft, const Action& action, int step);
void perform_tell(Draft& draft, const Action& action, int step);
void perform_delivery_failed(Draft& draft, const Action& action, int step);
void perform_decision(Draft& draft, const Action& action, int step);
void perform_judgement(Draft& draft, const Action& action, int step);
void perform_enroll(Draft& draft, const Action& action, int step);
void perform_deliver(Draft& draft, const Action& action, int step);
void perform_receipt(Draft& draft, const Action& action, int step);
void perform_reply(Draft& draft, const Action& action, int step);
void perform_offer_evaluation(Draft& draft, const Action& action, int step);
void perform_result(Draft& draft, const Action& action, int step);
void perform_skip(Draft& draft, const Action& action, int step);
void perform_close(Draft& draft, const Action& action, int step);

void perform_raise_question(Draft& draft, const Action& action, int step);
void perform_rate(Draft& draft, const Action& action, int step);
void perform_return(Draft& draft, const Action& action, int step);
void perform_withdraw(Draft& draft, const Action& action, int step);
void perform_hold(Draft& draft, const Action& action, int step);
void perform_resume(Draft& draft, const Action& action, int step);
void perform_reassign(Draft& draft, const Action& action, int step);
void perform_lapse(Draft& draft, const Action& action, int step);
void perform_remind(Draft& draft, const Action& action, int step);
void perform_reopen(Draft& draft, const Action& action, int step);
void perform_rectify(Draft& draft, const Action& action, int step);
void perform_override(Draft& draft, const Action& action, int step);
void perform_appeal(Draft& draft, const Action& action, int step);
void perform_merge(Draft& draft, const Action& action, int step);

}  // namespace procedure
