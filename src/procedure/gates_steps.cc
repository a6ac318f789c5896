#include <algorithm>

#include "procedure/gates.h"

// From telling to closing: H3, H5, H6, H7, J2.
namespace procedure {

using policy::ControlKind;
using policy::StepKind;

void check_outcome(Check& check) {
  const auto& outcomes = check.described().outcomes;
  const bool known = std::ranges::find(outcomes, check.action.outcome) != outcomes.end();
  check.need(known, check.action.outcome.empty() ? "outcome.missing" : "outcome.unknown",
             "/outcome");
}

namespace {

// May be left out where there is nothing to choose.
void check_outcome_or_only(Check& check) {
  if (!check.action.outcome.empty() || check.described().outcomes.size() > 1) check_outcome(check);
}

void check_reasons(Check& check) {
  if (check.deciding() && check.action.note.empty())
    check.gate("reasons_given", "decision.reasons_missing", {}, "/reasons");
}

bool is_passed_over(const Request& request, const std::string& clarify) {
  return std::ranges::any_of(request.overrides, [&](const Overridden& one) {
    return one.control == "gate.clarified" && one.step == clarify;
  });
}

// H3: nothing that was asked of the specialist is open when the study ends. What was passed over
// where it was asked is passed over here too: its step may be over, and nobody could answer it.
void check_clarified(Check& check) {
  const auto& request = check.context.request;
  if (request.questions.empty()) return;
  for (const auto& step : check.context.kind().steps) {
    if (step.kind == StepKind::clarify && has_unanswered(request, step.id) &&
        !is_passed_over(request, step.id)) {
      check.gate("clarified", "question.not_clarified",
                 {
                     {"step", step.id}
      });
    }
  }
}

// H5: the person was told of the study, and that stands.
void check_told(Check& check) {
  const auto& steps = check.context.kind().steps;
  const bool promised = std::ranges::any_of(steps, [](const policy::Step& step) {
    return step.kind == StepKind::inform && step.telling == "study_period";
  });
  const bool told = std::ranges::any_of(check.context.request.told, [](const Told& one) {
    return one.what == "study_period" && !one.failed;
  });
  if (promised && !told) check.gate("told_first", "study.not_told");
}

// H5: neither accepted nor refused before 00:00 of day 0 and the least number of days.
void check_earliest(Check& check) {
  const auto& earliest = check.state().earliest;
  if (!earliest || check.at() >= *earliest || check.action.outcome == "deferred") return;
  check.clock("earliest", "study.too_early",
              {
                  {"earliest", iso(riyadh_date(*earliest))}
  });
}

const policy::DecidingBody* body_of(const Check& check) {
  for (const auto& body : check.context.pack.bodies) {
    if (body.id == check.described().body) return &body;
  }
  return nullptr;
}

// Recorded by who records for the deciding body.
void check_body(Check& check) {
  const auto* body = body_of(check);
  const auto& actor = check.context.actor;
  if (body == nullptr || check.purpose == Purpose::task || actor.kind != Actor::Kind::staff) return;
  const bool records = std::ranges::find(actor.roles, body->recorded_by) != actor.roles.end() &&
                       (!actor.as || *actor.as == body->recorded_by);
  if (records) {
    check.as = body->recorded_by;
  } else {
    check.gate("decided_by_body", "decision.other_body",
               {
                   {"role", std::string(name_of(body->recorded_by))}
    });
  }
}

// H4: what is decided on is what was signed.
void check_as_signed(Check& check) {
  const auto& signed_digest = check.context.request.declared_digest;
  const auto& digest = check.context.facts.content_digest;
  if (!signed_digest.empty() && !digest.empty() && signed_digest != digest)
    check.gate("declaration_current", "declaration.other_content");
}

}  // namespace

void check_tell(Check& check) {
  const auto& proof = check.action.proof;
  const auto kind = check.context.actor.kind;
  const bool proven = kind == Actor::Kind::staff       ? proof == "officer"
                      : kind == Actor::Kind::applicant ? proof == "portal"
                                                       : proof == "gateway" || proof == "portal";
  check.need(proven, "telling.proof", "/proof", check.own_clause());
  const auto& what = check.action.what;
  if (!what.empty() && what != check.described().telling)
    check.rule("telling.other",
               {
                   {"what", check.described().telling}
    },
               "/what");
}

void check_delivery_failed(Check& check) {
  const bool told = std::ranges::any_of(check.context.request.told, [&](const Told& one) {
    return one.what == check.action.what && !one.failed;
  });
  if (!told) check.rule("telling.not_told", {}, "/what");
}

void check_decision(Check& check) {
  check_outcome(check);
  check_told(check);
  check_clarified(check);
  check_earliest(check);
  check_body(check);
  check_reasons(check);
  check_as_signed(check);
  check.need(check.action.amount_halalas >= 0, "amount.negative", "/amount_halalas");
}

void check_judgement(Check& check) {
  check_outcome(check);
  check_reasons(check);
  const auto& part = check.context.facts.part_taken_by;
  const bool had_part = std::ranges::find(part, check.context.actor.id) != part.end();
  if (had_part && check.purpose != Purpose::task) check.gate("independent", "judge.had_part");
}

// H6: nobody is registered while a paper is missing.
void check_enroll(Check& check) {
  if (!check.action.outcome.empty()) check_outcome(check);  // else registered
  for (const auto& item : missing_items(check.context, check.steps)) {
    check.gate("papers_complete", "item.missing",
               {
                   {"item", item}
    },
               item);
  }
  const bool waits = check.action.outcome == "waiting";
  if (check.context.facts.capacity_left == 0 && !waits) check.gate("place_free", "register.full");
  if (!waits) check_record(check);
}

void check_deliver(Check& check) {
  check.need(!check.action.note.empty(), "delivery.what_missing", "/what");
  check.need(check.action.amount_halalas >= 0, "amount.negative", "/amount_halalas");
  check_record(check);
  if (awaits_receipt(check.described(), check.state())) {
    if (check.state().last) return check.clash("delivery.given_already");
    check.gate("receipt_confirmed", "receipt.outstanding");
  }
}

void check_receipt(Check& check) {
  if (!check.described().receipt) return check.clash("receipt.not_asked");
  const auto clause = check.clause_of(ControlKind::gate, "receipt_confirmed");
  if (check.state().repetitions == 0) return check.clash("receipt.nothing_delivered", {}, clause);
  if (check.state().receipt_at) check.clash("receipt.confirmed_already");
  if (check.context.actor.kind == Actor::Kind::staff)
    check.need(!check.action.note.empty(), "receipt.how_missing", "/note");
}

// O5: on the channel it came by.
void check_reply(Check& check) {
  check_outcome_or_only(check);
  check.need(!check.action.note.empty(), "reply.text_missing", "/text");
  const auto& came_by = check.context.request.channel;
  const auto& channel = check.action.channel;
  if (!check.deciding() || channel.empty() || channel == came_by) return;
  check.gate("same_channel", "reply.other_channel",
             {
                 {"channel", came_by}
  },
             "/channel");
}

void check_rate(Check& check) {
  const auto clause = check.clause_of(ControlKind::right, "rate");
  const auto& steps = check.context.kind().steps;
  bool offered = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    offered = offered || (steps[i].kind == StepKind::evaluate &&
                          check.context.request.steps[i].status == StepStatus::done);
  }
  if (!offered) check.clash("rating.not_offered", {}, clause);
  const auto& score = check.action.outcome;
  check.need(score.size() == 1 && score[0] >= '1' && score[0] <= '5', "rating.out_of_range",
             "/score");
}

void check_skip(Check& check) {
  const Parameters parameters = {
      {"step", check.described().id}
  };
  if (!check.described().optional) check.clash("step.not_optional", parameters);
  if (has_unanswered(check.context.request, check.described().id))
    check.gate("clarified", "question.not_clarified", parameters);
}

// H0, H1: nothing is left over, and no question without its answer.
void check_close(Check& check) {
  const auto outcome = check.clause_of(ControlKind::duty, "closed_with_outcome");
  for (int i = 0; i < check.steps.count(); ++i) {
    if (i == check.step || !check.steps.is(i, StepStatus::open) || check.steps.at(i).optional)
      continue;
    check.clash("close.step_open",
                {
                    {"step", check.steps.at(i).id}
    },
                outcome);
  }
  const int receive = step_of_kind(check.context.kind(), StepKind::receive);
  if (has_unanswered(check.context.request, "") && receive >= 0) {
    const int close = check.step;
    check.step = receive;
    check.gate("question_answered", "question.unanswered");
    check.step = close;
  }
  check_clarified(check);
}

}  // namespace procedure
