#pragma once

#include "procedure/check.h"

// Private to this room: what must hold for each act, beyond that its step is open and its actor may
// act. One function for each kind of act; each says everything that stands in the way.
namespace procedure {

void check_receive(Check& check);
void check_raise_question(Check& check);
void check_answer_question(Check& check);
void check_submit(Check& check);
void check_correct_item(Check& check);
void check_sign(Check& check);
void check_verify_item(Check& check);
void check_finish_verification(Check& check);
void check_ask_clarification(Check& check);

// The outcome is one that the step can end with.
void check_outcome(Check& check);
void check_tell(Check& check);
void check_delivery_failed(Check& check);
void check_decision(Check& check);
void check_enroll(Check& check);
void check_deliver(Check& check);
void check_receipt(Check& check);
void check_reply(Check& check);
void check_judgement(Check& check);
void check_rate(Check& check);
void check_result(Check& check);
void check_progress(Check& check);
// What the step's record still lacks; nothing is missed in an offer.
void check_record(Check& check);
void check_skip(Check& check);
void check_close(Check& check);

void check_return(Check& check);
void check_hold(Check& check);
void check_resume(Check& check);
void check_reassign(Check& check);
void check_lapse(Check& check);
void check_remind(Check& check);
void check_reopen(Check& check);
void check_rectify(Check& check);
void check_override(Check& check);
void check_appeal(Check& check);
void check_merge(Check& check);

// The step that an override names: `action.step`, else the open one on which the control stands.
// -1: none.
int overridden_step(const Check& check);

}  // namespace procedure
