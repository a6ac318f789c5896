#include <algorithm>

#include "procedure/clocks.h"
#include "procedure/gates.h"

// The acts that are open from any step.
namespace procedure {

using policy::ControlKind;
using policy::StepKind;

namespace {

bool was_studied(const Check& check) {
  for (int i = 0; i < check.steps.count(); ++i) {
    if (check.steps.at(i).kind == StepKind::study &&
        check.context.request.steps[static_cast<std::size_t>(i)].round > 0)
      return true;
  }
  return false;
}

// Until when the applicant has time: said in the return, else the policy's deadline.
std::optional<Instant> deadline(const Check& check) {
  const auto& context = check.context;
  const int complete = step_of_kind(context.kind(), StepKind::complete);
  if (complete < 0 || !check.steps.is(complete, StepStatus::open)) return std::nullopt;
  const auto& due = context.request.steps[static_cast<std::size_t>(complete)].due;
  const auto& period = context.kind().return_deadline;
  if (context.request.returned_at && due) return due;
  const auto from =
      context.request.returned_at ? context.request.returned_at : context.request.received_at;
  if (!period || !from) return std::nullopt;
  return due_after(*period, *from, context.facts.calendar);
}

bool awaits_applicant(const Check& check) {
  const int complete = step_of_kind(check.context.kind(), StepKind::complete);
  return complete >= 0 && check.steps.is(complete, StepStatus::open);
}

bool is_reminded_enough(const Context& context) {
  return context.request.reminders >= static_cast<int>(context.kind().return_reminder_days.size());
}

}  // namespace

void check_return(Check& check) {
  const auto& context = check.context;
  const int complete = step_of_kind(context.kind(), StepKind::complete);
  if (complete < 0) return check.clash("return.nothing_to_complete");
  if (!context.request.submitted_at || !check.steps.is(complete, StepStatus::done))
    check.clash("request.not_submitted");
  check.need(!check.action.items.empty(), "return.items_missing", "/items");
  for (const auto& item : check.action.items) {
    if (context.kind().item(item) == nullptr) {
      check.rule("item.unknown",
                 {
                     {"item", item}
      },
                 "/items");
    }
  }
  const auto& until = check.action.until;
  if (until && *until < riyadh_date(check.at())) check.rule("return.until_past", {}, "/until");
}

void check_hold(Check& check) {
  const auto& until = check.action.until;
  check.need(until && *until > riyadh_date(check.at()), "hold.until_missing", "/until");
}

void check_resume(Check& check) {
  const auto status = check.context.request.status;
  if (status != Status::held && status != Status::returned) check.clash("request.not_held");
  // The system ends a hold whose day has come; what was returned only a person takes back.
  const auto& until = check.context.request.held_until;
  const bool system = check.context.actor.kind == Actor::Kind::system;
  if (system && (status != Status::held || (until && riyadh_date(check.at()) < *until)))
    check.clash("request.not_held");
}

void check_reassign(Check& check) {
  check.need(!check.action.assignee.empty(), "assignment.staff_missing", "/staff");
}

// Before its study a request lapses when it was reminded of and not completed by the deadline; in
// study it has its answer coming.
void check_lapse(Check& check) {
  if (was_studied(check)) {
    const int study = step_of_kind(check.context.kind(), StepKind::study);
    return check.clash("lapse.in_study", {},
                       clause_of_step(check.context.pack, check.context.request.kind, study));
  }
  if (!awaits_applicant(check)) return check.clash("lapse.not_returned");
  const auto last = deadline(check);
  if (!last) return check.clash("lapse.no_deadline");
  if (!is_reminded_enough(check.context)) check.rule("lapse.not_reminded");
  if (check.at() <= *last) {
    check.rule("lapse.too_early", {
                                      {"last", iso(riyadh_date(*last))}
    });
  }
}

void check_remind(Check& check) {
  const auto& context = check.context;
  if (!awaits_applicant(check)) return check.clash("remind.nothing_awaited");
  if (context.actor.kind != Actor::Kind::system) return;
  if (is_reminded_enough(context)) return check.clash("remind.enough");
  const auto& days = context.kind().return_reminder_days;
  const auto from =
      context.request.returned_at ? context.request.returned_at : context.request.received_at;
  const Date next = riyadh_date(from.value_or(check.at())) +
                    days[static_cast<std::size_t>(context.request.reminders)];
  if (riyadh_date(check.at()) < next) {
    check.rule("remind.too_early", {
                                       {"next", iso(next)}
    });
  }
}

void check_reopen(Check& check) {
  const auto& request = check.context.request;
  if (request.status != Status::closed || request.outcome != "lapsed")
    check.clash("reopen.not_lapsed");
}

namespace {

// What a person wrote down and may have written wrongly, and whose removal leaves a history that
// could have been: the steps that rest on it are done again.
constexpr EventKind rectifiable[] = {EventKind::question_answered,
                                     EventKind::item_verified,
                                     EventKind::clarification_answered,
                                     EventKind::told,
                                     EventKind::decided,
                                     EventKind::judged,
                                     EventKind::enrolled,
                                     EventKind::delivered,
                                     EventKind::receipt_confirmed,
                                     EventKind::replied,
                                     EventKind::result_recorded};

bool was_delivered_since(const Check& check, const std::string& step_id) {
  const int step = check.context.kind().step_index(step_id);
  for (int later = step + 1; step >= 0 && later < check.steps.count(); ++later) {
    const auto& state = check.context.request.steps[static_cast<std::size_t>(later)];
    if (check.steps.at(later).kind == StepKind::deliver && state.repetitions > 0 &&
        (check.steps.before(later) & bit(step)) != 0)
      return true;
  }
  return false;
}

}  // namespace

void check_rectify(Check& check) {
  const auto& request = check.context.request;
  const auto& outcome = request.outcome;
  if (outcome == "withdrawn" || outcome == "lapsed" || outcome == "merged")
    check.clash("request.closed", {
                                      {"outcome", outcome}
    });
  if (!check.deciding()) return;
  const auto& entry = check.context.facts.entry;
  if (!entry) return check.rule("rectify.unknown", {}, "/seq");
  if (std::ranges::find(rectifiable, entry->kind) == std::end(rectifiable))
    return check.rule("rectify.not_this", {}, "/seq");
  if (entry->actor == check.context.actor.id) check.rule("rectify.own_entry", {}, "/seq");
  const auto& struck = request.struck;
  if (std::ranges::find(struck, check.action.rectifies) != struck.end())
    check.clash("rectify.struck_already");
  if (was_delivered_since(check, entry->step)) check.clash("rectify.delivered_since");
}

bool may_strike(const policy::Pack& pack, const Request& request, const Actor& actor,
                const Event& entry) {
  Facts facts;
  facts.entry = EntryFact{entry.kind, entry.actor, entry.step};
  Action action;
  action.kind = ActionKind::rectify;
  action.rectifies = entry.seq;
  const Context context{pack, request, actor, entry.recorded_at, facts};
  Check check(context, action, Purpose::decide);
  check_rectify(check);
  return check.obstacles.empty();
}

int overridden_step(const Check& check) {
  const auto& kind = check.context.kind();
  if (!check.action.step.empty()) return kind.step_index(check.action.step);
  const auto& control = check.action.control;
  const std::size_t dot = control.find('.');
  const auto control_kind = policy::control_kind_named(control.substr(0, dot));
  if (dot == std::string::npos || !control_kind) return -1;
  for (int i = 0; i < check.steps.count(); ++i) {
    if (check.steps.is(i, StepStatus::open) &&
        policy::control_fits(*control_kind, control.substr(dot + 1), check.steps.at(i).kind))
      return i;
  }
  return -1;
}

// Names a gate or clock of a step that is open, or "backdate". The reception's question may also be
// passed over when it holds up the end.
void check_override(Check& check) {
  const auto& control = check.action.control;
  if (!check.deciding()) return;
  const auto known_already = [&] {
    if (check.overridden(control)) check.clash("override.made_already");
  };
  if (control == "backdate") return known_already();
  const std::size_t dot = control.find('.');
  const auto kind = policy::control_kind_named(control.substr(0, dot));
  const bool named =
      dot != std::string::npos && (kind == ControlKind::gate || kind == ControlKind::clock);
  check.step = overridden_step(check);
  const bool fits = named && check.step >= 0 &&
                    policy::control_fits(*kind, control.substr(dot + 1), check.described().kind);
  if (!fits) {
    check.step = -1;
    return check.rule("override.control_unknown", {}, "/control");
  }
  const bool held_up =
      control == "gate.question_answered" && has_unanswered(check.context.request, "");
  if (check.state().status != StepStatus::open && !held_up) {
    check.clash("step.not_open", {
                                     {"step", check.described().id}
    });
  }
  known_already();
}

void check_appeal(Check& check) {
  const auto& request = check.context.request;
  const auto clause = check.clause_of(ControlKind::right, "appeal");
  if (request.decision.empty()) check.clash("appeal.no_decision", {}, clause);
  if (!request.appealed_by.empty()) check.clash("appeal.made_already", {}, clause);
  if (check.context.kind().appeal_kind.empty()) check.clash("appeal.kind_missing", {}, clause);
  check.need(!check.action.other_request.empty(), "appeal.grievance_missing", "/request");
}

void check_merge(Check& check) {
  check.need(!check.action.other_request.empty(), "merge.into_missing", "/into");
}

}  // namespace procedure
