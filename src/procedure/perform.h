#pragma once

#include "procedure/draft.h"

// Private to this room: what follows from each act. What must hold has been checked; what becomes
// ready afterwards is settled by decide().
namespace procedure {

void perform_receive(Draft& draft);
void perform_raise_question(Draft& draft);
void perform_answer_question(Draft& draft);
void perform_submit(Draft& draft);
void perform_correct_item(Draft& draft);
void perform_sign(Draft& draft);
void perform_verify_item(Draft& draft);
void perform_finish_verification(Draft& draft);
void perform_ask_clarification(Draft& draft);
void perform_answer_clarification(Draft& draft);

void perform_tell(Draft& draft);
void perform_delivery_failed(Draft& draft);
void perform_decision(Draft& draft);
void perform_enroll(Draft& draft);
void perform_deliver(Draft& draft);
void perform_receipt(Draft& draft);
void perform_reply(Draft& draft);
void perform_judgement(Draft& draft);
void perform_offer_evaluation(Draft& draft);
void perform_rate(Draft& draft);
void perform_result(Draft& draft);
void perform_progress(Draft& draft);
void perform_skip(Draft& draft);
void perform_close(Draft& draft);

void perform_return(Draft& draft);
void perform_withdraw(Draft& draft);
void perform_hold(Draft& draft);
void perform_resume(Draft& draft);
void perform_reassign(Draft& draft);
void perform_lapse(Draft& draft);
void perform_remind(Draft& draft);
void perform_reopen(Draft& draft);
void perform_rectify(Draft& draft);
void perform_override(Draft& draft);
void perform_appeal(Draft& draft);
void perform_merge(Draft& draft);

// A return is over: the latest dates of studies move on by as long as it lasted; their earliest
// dates stay, unless the policy starts them anew with a resubmission (H5).
enum class Earliest : std::uint8_t { stays, starts_anew };
void move_study_clocks(Draft& draft, Earliest earliest);

}  // namespace procedure
