#include "procedure/acts.h"

#include <algorithm>

#include "procedure/perform.h"

namespace procedure {

using policy::StepKind;

namespace {

bool reminded_enough(const Context& context) {
  return context.request.reminders >= static_cast<int>(context.kind().return_reminder_days.size());
}

// Lapsing is for what was returned before its study, reminded of and not answered by the pack's
// deadline.
void check_lapse(Check& check) {
  const auto& context = check.context;
  const auto& deadline = context.kind().return_deadline;
  if (context.request.status != Status::returned || !context.request.returned_at)
    return check.add("lapse.not_returned");
  if (!deadline) return check.add("lapse.no_deadline");
  for (std::size_t i = 0; i < context.request.steps.size(); ++i) {
    const bool studied =
        context.kind().steps[i].kind == StepKind::study && context.request.steps[i].round > 0;
    if (studied) return check.add("lapse.in_study");
  }
  if (!reminded_enough(context)) check.add("lapse.not_reminded");
  const Date last = riyadh_date(*context.request.returned_at) + deadline->amount;
  if (riyadh_date(check.at()) <= last)
    check.add("lapse.too_early", {
                                     {"last", iso(last)}
    });
}

void check_return(Check& check) {
  if (check.context.request.status == Status::returned)
    return check.add("request.returned_already");
  if (!check.context.request.submitted_at) return check.add("request.not_submitted");
  check.need(!check.action.items.empty(), "return.items_missing", "/items");
  for (const auto& item : check.action.items) {
    if (check.context.kind().item(item) == nullptr)
      check.add("item.unknown",
                {
                    {"item", item}
      },
                "/items");
  }
}

void check_hold(Check& check) {
  if (check.context.request.status == Status::held) check.add("request.held_already");
  const bool later = check.action.until && *check.action.until > riyadh_date(check.at());
  check.need(later, "hold.until_missing", "/until");
}

void check_resume(Check& check) {
  if (check.context.request.status != Status::held) check.add("request.not_held");
}

void check_reassign(Check& check) {
  check.need(!check.action.assignee.empty(), "assignment.staff_missing", "/staff");
}

void check_remind(Check& check) {
  if (check.context.request.status != Status::returned) check.add("request.not_returned");
  if (reminded_enough(check.context)) check.add("remind.enough");
}

void check_reopen(Check& check) {
  if (check.context.request.status != Status::closed || check.context.request.outcome != "lapsed") {
    check.add("reopen.not_lapsed");
  }
}

void check_appeal(Check& check) {
  const auto& request = check.context.request;
  if (request.decision.empty() && request.status != Status::closed) check.add("appeal.no_decision");
  if (!request.appealed_by.empty()) check.add("appeal.made_already");
  if (check.context.kind().appeal_kind.empty()) check.add("appeal.kind_missing");
  check.need(!check.action.other_request.empty(), "appeal.grievance_missing", "/request");
}

void check_merge(Check& check) {
  check.need(!check.action.other_request.empty(), "merge.into_missing", "/into");
}

void check_rate(Check& check) {
  const auto& steps = check.context.request.steps;
  bool offered = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    offered |= check.context.kind().steps[i].kind == StepKind::evaluate &&
               steps[i].status == StepStatus::done;
  }
  if (!offered) check.add("rating.not_offered");
  const auto& score = check.action.outcome;
  check.need(score.size() == 1 && score[0] >= '1' && score[0] <= '5', "rating.out_of_range",
             "/score");
}

// Which entries may be struck: those that a person wrote down and could have written wrongly.
constexpr EventKind rectifiable[] = {EventKind::item_verified,     EventKind::told,
                                     EventKind::decided,           EventKind::judged,
                                     EventKind::enrolled,          EventKind::delivered,
                                     EventKind::receipt_confirmed, EventKind::replied,
                                     EventKind::result_recorded};

void check_rectify(Check& check) {
  if (check.offering) return;
  const auto& entry = check.context.facts.entry;
  if (!entry) return check.add("rectify.unknown", {}, "/seq");
  if (std::ranges::find(rectifiable, entry->kind) == std::end(rectifiable))
    check.add("rectify.not_this", {}, "/seq");
  if (entry->actor == check.context.actor.id) check.add("rectify.own_entry", {}, "/seq");
  const auto& struck = check.context.request.struck;
  if (std::ranges::find(struck, check.action.rectifies) != struck.end())
    check.add("rectify.struck_already", {}, "/seq");
}

void check_override(Check& check) {
  const auto& control = check.action.control;
  const auto dot = control.find('.');
  const auto kind = policy::control_kind_named(control.substr(0, dot));
  const bool known = dot != std::string::npos && kind &&
                     (*kind == policy::ControlKind::gate || *kind == policy::ControlKind::clock) &&
                     policy::control_fits(*kind, control.substr(dot + 1), check.described().kind);
  check.need(known, "override.control_unknown", "/control");
  if (known && check.overridden(control)) check.add("override.made_already");
}

void check_question(Check& check) {
  const bool clarifies = check.action.kind == ActionKind::answer_clarification;
  const auto open =
      unanswered(check.context.request, clarifies ? check.described().id : std::string());
  if (open.empty()) return check.add("question.none_open");
  check.need(std::ranges::find(open, check.action.question) != open.end(), "question.unknown",
             "/question");
}

void check_correct(Check& check) {
  if (check.offering) return;
  const auto now = check.context.facts.items.find(check.action.item);
  if (check.context.kind().item(check.action.item) == nullptr ||
      now == check.context.facts.items.end()) {
    return check.add("item.unknown",
                     {
                         {"item", check.action.item}
    },
                     "/item");
  }
  const auto before = check.context.request.items.find(check.action.item);
  if (before != check.context.request.items.end() && before->second.digest == now->second.digest) {
    check.add("item.not_changed",
              {
                  {"item", check.action.item}
    },
              "/value");
  }
}

void check_result(Check& check) {
  const auto& outcomes = check.described().outcomes;
  check.need(std::ranges::find(outcomes, check.action.outcome) != outcomes.end(), "outcome.unknown",
             "/outcome");
}

void check_skip(Check& check) {
  if (!check.described().optional)
    check.add("step.not_optional", {
                                       {"step", check.described().id}
    });
}

void check_delivery_failed(Check& check) {
  const bool told = std::ranges::any_of(check.context.request.told, [&](const Told& one) {
    return one.what == check.action.what && one.proof == "gateway" && !one.failed;
  });
  if (!told) check.add("telling.not_told");
}

void check_receive(Check& check) {
  const auto& offered = check.context.kind().channels;
  if (!check.offering && std::ranges::find(offered, check.action.channel) == offered.end()) {
    check.gate("channel_offered", "request.channel_not_offered",
               {
                   {"channel", check.action.channel}
    },
               "/channel");
  }
}

std::vector<Act> make_acts() {
  using enum ActionKind;
  using K = StepKind;
  using enum Where;
  const std::vector<StepKind> plain = {K::assess, K::interview, K::visit, K::permit,
                                       K::pay,    K::attend,    K::refer, K::arrive};
  // kind, where, on, applicant, staff, system, note, check, perform
  return {
      {ActionKind::receive,
       step,                            {K::receive},
       false,                                                 false,
       false,                                                               false,
       check_receive,                                                                              perform_receive             },
      {raise_question,        request,  {},            true,  true,  false, true,  nullptr,        perform_raise_question      },
      {answer_question,
       request,                         {},
       false,                                                 true,
       false,                                                               true,
       check_question,                                                                             perform_answer_question     },
      {submit,                step,     {K::complete}, false, false, false, false, check_submit,   perform_submit              },
      {correct_item,
       step,                            {K::verify},
       false,                                                 false,
       false,                                                               false,
       check_correct,                                                                              perform_correct_item        },
      {ActionKind::sign,      step,     {K::declare},  false, false, false, false, check_sign,     perform_sign                },
      {verify_item,
       step,                            {K::verify},
       false,                                                 false,
       false,                                                               false,
       check_verify_item,                                                                          perform_verify_item         },
      {finish_verification,
       step,                            {K::verify},
       false,                                                 false,
       false,                                                               false,
       check_finish_verification,                                                                  perform_finish_verification },
      {ask_clarification,
       step,                            {K::clarify},
       true,                                                  true,
       false,                                                               true,
       nullptr,                                                                                    perform_ask_clarification   },
      {answer_clarification,
       step,                            {K::clarify},
       false,                                                 false,
       false,                                                               true,
       check_question,                                                                             perform_answer_clarification},
      {tell,                  step,     {K::inform},   false, false, true,  false, check_tell,     perform_tell                },
      {delivery_failed,
       anywhere,                        {},
       false,                                                 false,
       true,                                                                false,
       check_delivery_failed,                                                                      perform_delivery_failed     },
      {record_decision,
       step,                            {K::study},
       false,                                                 false,
       false,                                                               false,
       check_decision,                                                                             perform_decision            },
      {ActionKind::enroll,
       step,                            {K::enroll},
       false,                                                 false,
       false,                                                               false,
       check_enroll,                                                                               perform_enroll              },
      {ActionKind::deliver,
       step,                            {K::deliver},
       false,                                                 false,
       false,                                                               false,
       check_deliver,                                                                              perform_deliver             },
      {confirm_receipt,
       step,                            {K::deliver},
       true,                                                  false,
       false,                                                               false,
       check_receipt,                                                                              perform_receipt             },
      {ActionKind::reply,     step,     {K::reply},    false, false, false, false, check_reply,    perform_reply               },
      {ActionKind::judge,
       step,                            {K::judge},
       false,                                                 false,
       false,                                                               false,
       check_judgement,                                                                            perform_judgement           },
      {offer_evaluation,
       step,                            {K::evaluate},
       false,                                                 false,
       false,                                                               false,
       nullptr,                                                                                    perform_offer_evaluation    },
      {rate,                  anywhere, {},            true,  false, false, false, check_rate,     perform_rate                },
      {record_result,         step,     plain,         false, false, false, true,  check_result,   perform_result              },
      {skip_optional,
       step,                            {K::clarify, K::assess, K::interview, K::visit, K::evaluate, K::deliver, K::pay, K::attend,
        K::arrive},
       false,                                                 false,
       false,                                                               true,
       check_skip,                                                                                 perform_skip                },
      {ActionKind::close,     step,     {K::close},    false, false, false, false, check_close,    perform_close               },
      {return_for_completion, request,  {},            false, true,  false, true,  check_return,   perform_return              },
      {withdraw,              request,  {},            true,  true,  false, true,  nullptr,        perform_withdraw            },
      {hold,                  request,  {},            false, true,  false, true,  check_hold,     perform_hold                },
      {resume,                request,  {},            false, true,  true,  false, check_resume,   perform_resume              },
      {reassign,              request,  {},            false, true,  false, false, check_reassign, perform_reassign            },
      {lapse,                 request,  {},            false, true,  true,  false, check_lapse,    perform_lapse               },
      {remind,                request,  {},            false, false, true,  false, check_remind,   perform_remind              },
      {reopen,                anywhere, {},            false, true,  false, true,  check_reopen,   perform_reopen              },
      {rectify,               request,  {},            false, true,  false, true,  check_rectify,  perform_rectify             },
      {override_control,
       step,                            {K::receive, K::complete, K::verify, K::declare, K::study, K::enroll, K::deliver, K::reply,
        K::judge, K::clarify},
       false,                                                 true,
       false,                                                               true,
       check_override,                                                                             perform_override            },
      {appeal,                anywhere, {},            true,  true,  false, true,  check_appeal,   perform_appeal              },
      {merge,                 request,  {},            false, true,  false, true,  check_merge,    perform_merge               },
  };
}

}  // namespace

const std::vector<Act>& acts() {
  static const std::vector<Act> all = make_acts();
  return all;
}

const Act& act_of(ActionKind kind) {
  return acts().at(static_cast<std::size_t>(kind));
}

bool is_rectifiable(EventKind kind) {
  return std::ranges::find(rectifiable, kind) != std::end(rectifiable);
}

namespace {

bool is_of_kind(const Act& act, const policy::Step& step) {
  return std::ranges::find(act.on, step.kind) != act.on.end();
}

bool by_kind(const Act& act, Actor::Kind kind) {
  switch (kind) {
    case Actor::Kind::applicant:
      return act.applicant;
    case Actor::Kind::staff:
      return act.staff;
    case Actor::Kind::system:
      return act.system;
  }
  return false;
}

std::string roles_of(const policy::ActorSet& by) {
  std::string names;
  for (const Role role : by.roles)
    names += (names.empty() ? "" : ", ") + std::string(name_of(role));
  if (by.applicant) names += (names.empty() ? "" : ", ") + std::string("applicant");
  return names;
}

// The step's `by`, the role that clarification is put to, or whom the act itself admits.
bool may_act(Check& check, const Act& act) {
  const auto& actor = check.context.actor;
  if (by_kind(act, actor.kind)) return true;
  const auto& by = check.described().by;
  if (actor.kind == Actor::Kind::applicant) return by.applicant;
  if (actor.kind == Actor::Kind::system) return by.system;
  for (const Role role : actor.roles) {
    const bool asked = act.kind == ActionKind::answer_clarification && check.described().to == role;
    if (!asked && std::ranges::find(by.roles, role) == by.roles.end()) continue;
    check.as = role;
    return true;
  }
  return false;
}

int wanted_step(const Check& check, const Act& act) {
  const auto& kind = check.context.kind();
  if (!check.action.step.empty()) return kind.step_index(check.action.step);
  int any = -1;
  for (int i = 0; i < static_cast<int>(kind.steps.size()); ++i) {
    if (!is_of_kind(act, kind.steps[static_cast<std::size_t>(i)])) continue;
    if (check.context.request.steps[static_cast<std::size_t>(i)].status == StepStatus::open)
      return i;
    if (any < 0) any = i;
  }
  return any;
}

void examine_step(Check& check, const Act& act) {
  const auto& kind = check.context.kind();
  check.step = wanted_step(check, act);
  if (check.step < 0 || !is_of_kind(act, check.described())) {
    return check.add("step.unknown",
                     {
                         {"step", check.action.step}
    },
                     "/step");
  }
  if (!may_act(check, act)) {
    check.add("step.not_yours",
              {
                  {"step",  check.described().id          },
                  {"roles", roles_of(check.described().by)}
    });
  }
  if (act.kind == ActionKind::receive) {
    if (check.context.request.status != Status::none) check.add("request.received_already");
    return;
  }
  if (check.state().status != StepStatus::open) {
    const int before = waits_for(kind, check.context.request, check.step);
    std::map<std::string, std::string> parameters = {
        {"step", check.described().id}
    };
    if (before >= 0) parameters["before"] = kind.steps[static_cast<std::size_t>(before)].id;
    return check.add(
        check.state().status == StepStatus::done ? "step.done_already" : "step.not_open",
        std::move(parameters));
  }
  const int before = waits_for(kind, check.context.request, check.step);
  if (before >= 0 && act.kind != ActionKind::override_control) {
    check.add("step.waits_for", {
                                    {"step",   check.described().id                           },
                                    {"before", kind.steps[static_cast<std::size_t>(before)].id}
    });
  }
}

void examine_status(Check& check, const Act& act) {
  const auto status = check.context.request.status;
  const bool starts = act.kind == ActionKind::receive;
  if (status == Status::none && !starts) return check.add("request.not_received");
  if (status == Status::closed && act.where != Where::anywhere)
    return check.add("request.closed", {
                                           {"outcome", check.context.request.outcome}
    });
  const bool on_step = act.where == Where::step && !starts;
  if (status == Status::held && on_step)
    check.add("request.held", {
                                  {"until", check.context.request.held_until
                                                ? iso(*check.context.request.held_until)
                                                : ""}
    });
  const bool answers = act.kind == ActionKind::submit || act.kind == ActionKind::sign ||
                       act.kind == ActionKind::ask_clarification ||
                       act.kind == ActionKind::answer_clarification;
  if (status == Status::returned && on_step && !answers) check.add("request.waits_for_completion");
}

void examine_time(Check& check) {
  if (!check.action.happened_at) return;
  const Instant at = *check.action.happened_at;
  if (at > check.context.now) return check.add("action.in_future", {}, "/happened_at");
  const std::int64_t most = check.context.kind().backdate_days_max * day_ms;
  if (at < check.context.now - most) {
    check.add("action.backdated_too_far",
              {
                  {"days", std::to_string(check.context.kind().backdate_days_max)}
    },
              "/happened_at");
  }
}

}  // namespace

void examine(Check& check) {
  const Act& act = act_of(check.action.kind);
  examine_status(check, act);
  if (act.where == Where::step) {
    examine_step(check, act);
    const bool placed = check.step >= 0 && is_of_kind(act, check.described());
    if (!placed) return;
  } else if (!by_kind(act, check.context.actor.kind)) {
    check.add("action.not_yours");
  }
  if (!check.as && check.context.actor.kind == Actor::Kind::staff &&
      !check.context.actor.roles.empty()) {
    check.as = check.context.actor.as.value_or(check.context.actor.roles.front());
  }
  check.need(!act.note || !check.action.note.empty(), "text.missing", "/note");
  examine_time(check);
  if (act.check != nullptr) act.check(check);
}

}  // namespace procedure
