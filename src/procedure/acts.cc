#include "procedure/acts.h"

#include <algorithm>
#include <array>

namespace procedure {
namespace {

using K = policy::StepKind;

constexpr std::uint32_t on(std::initializer_list<K> kinds) {
  std::uint32_t set = 0;
  for (const K kind : kinds) set |= 1U << static_cast<unsigned>(kind);
  return set;
}
constexpr std::uint8_t who(std::initializer_list<Who> list) {
  std::uint8_t set = 0;
  for (const Who one : list) set = static_cast<std::uint8_t>(set | static_cast<std::uint8_t>(one));
  return set;
}
constexpr std::uint8_t in(std::initializer_list<Status> list) {
  std::uint8_t set = 0;
  for (const Status one : list)
    set = static_cast<std::uint8_t>(set | 1U << static_cast<unsigned>(one));
  return set;
}
constexpr RoleSet roles(std::initializer_list<Role> list) {
  RoleSet set = 0;
  for (const Role role : list) set |= 1U << static_cast<unsigned>(role);
  return set;
}

// As in the rights matrix (platform/auth); a pack narrows steps, these acts it does not name.
constexpr RoleSet front = roles({Role::officer, Role::delegate});
constexpr RoleSet workers = front | roles({Role::researcher, Role::supervisor});
constexpr RoleSet heads = roles({Role::quality_manager, Role::director});
constexpr RoleSet recorder = roles({Role::secretary});
constexpr RoleSet none = 0;

constexpr std::uint8_t by_step = who({Who::by_step});
constexpr std::uint8_t open = in({Status::open});
constexpr std::uint8_t going = in({Status::open, Status::returned, Status::held});
constexpr std::uint8_t unheld = in({Status::open, Status::returned});
constexpr std::uint8_t always = going | in({Status::closed});
constexpr std::uint32_t whole = 0;
constexpr std::uint32_t plain =
    on({K::assess, K::interview, K::visit, K::permit, K::pay, K::attend, K::refer, K::arrive});
constexpr std::uint32_t any_step = (1U << 21) - 1;

// clang-format off
constexpr std::array<Act, act_count> table = {{
  // kind, where, on, who, roles, status, note, leaves, right, check, perform
  {ActionKind::receive, Where::step, on({K::receive}), by_step, none, in({Status::none}),
   Note::free, false, "", check_receive, perform_receive},
  {ActionKind::raise_question, Where::request, whole, who({Who::applicant}), workers | heads, going,
   Note::needed, false, "", check_raise_question, perform_raise_question},
  {ActionKind::answer_question, Where::request, whole, 0, workers | heads, going,
   Note::needed, false, "", check_answer_question, perform_answer_question},
  {ActionKind::submit, Where::step, on({K::complete}), by_step, none, unheld,
   Note::free, true, "correct", check_submit, perform_submit},
  {ActionKind::correct_item, Where::step, on({K::verify}), by_step, none, open,
   Note::free, false, "", check_correct_item, perform_correct_item},
  {ActionKind::sign, Where::step, on({K::declare}), by_step, none, open,
   Note::free, true, "correct", check_sign, perform_sign},
  {ActionKind::verify_item, Where::step, on({K::verify}), by_step, none, open,
   Note::free, false, "", check_verify_item, perform_verify_item},
  {ActionKind::finish_verification, Where::step, on({K::verify}), by_step, none, open,
   Note::free, true, "", check_finish_verification, perform_finish_verification},
  {ActionKind::ask_clarification, Where::step, on({K::clarify}), by_step, workers, unheld,
   Note::needed, false, "", check_ask_clarification, perform_ask_clarification},
  {ActionKind::answer_clarification, Where::step, on({K::clarify}), who({Who::put_to}), none, unheld,
   Note::needed, false, "", check_answer_question, perform_answer_clarification},
  {ActionKind::tell, Where::step, on({K::inform}), who({Who::by_step, Who::system, Who::applicant}), none,
   going, Note::free, true, "", check_tell, perform_tell},
  {ActionKind::delivery_failed, Where::request, whole, who({Who::system}), workers | heads, always,
   Note::free, false, "", check_delivery_failed, perform_delivery_failed},
  {ActionKind::record_decision, Where::step, on({K::study}), by_step, none, open,
   Note::free, true, "", check_decision, perform_decision},
  {ActionKind::enroll, Where::step, on({K::enroll}), by_step, none, open,
   Note::free, true, "", check_enroll, perform_enroll},
  {ActionKind::deliver, Where::step, on({K::deliver}), by_step, none, open,
   Note::free, true, "", check_deliver, perform_deliver},
  {ActionKind::confirm_receipt, Where::step, on({K::deliver}), who({Who::by_step, Who::applicant}), none,
   going, Note::free, false, "", check_receipt, perform_receipt},
  {ActionKind::reply, Where::step, on({K::reply}), by_step, none, open,
   Note::free, true, "", check_reply, perform_reply},
  {ActionKind::judge, Where::step, on({K::judge}), by_step, none, open,
   Note::free, true, "", check_judgement, perform_judgement},
  {ActionKind::offer_evaluation, Where::step, on({K::evaluate}), who({Who::by_step, Who::system}), none, open,
   Note::free, true, "", nullptr, perform_offer_evaluation},
  {ActionKind::rate, Where::request, whole, who({Who::applicant}), none, always,
   Note::free, false, "rate", check_rate, perform_rate},
  {ActionKind::record_result, Where::step, plain, by_step, none, open,
   Note::free, true, "", check_result, perform_result},
  {ActionKind::record_progress, Where::step, plain, by_step, none, open,
   Note::free, false, "", check_progress, perform_progress},
  {ActionKind::skip_optional, Where::step, any_step, by_step, heads, open,
   Note::needed, false, "", check_skip, perform_skip},
  {ActionKind::close, Where::step, on({K::close}), by_step, none, open,
   Note::free, true, "", check_close, perform_close},
  {ActionKind::return_for_completion, Where::request, whole, 0, workers | recorder | heads, open,
   Note::needed, false, "", check_return, perform_return},
  {ActionKind::withdraw, Where::request, whole, who({Who::applicant}), workers | heads, going,
   Note::of_staff, false, "withdraw", nullptr, perform_withdraw},
  {ActionKind::hold, Where::request, whole, 0, workers | heads, unheld,
   Note::needed, false, "", check_hold, perform_hold},
  {ActionKind::resume, Where::request, whole, who({Who::system}), workers | heads, going,
   Note::free, false, "", check_resume, perform_resume},
  {ActionKind::reassign, Where::request, whole, 0, front | heads | roles({Role::supervisor}), going,
   Note::free, false, "", check_reassign, perform_reassign},
  {ActionKind::lapse, Where::request, whole, who({Who::system}), workers | recorder | heads, unheld,
   Note::free, false, "", check_lapse, perform_lapse},
  {ActionKind::remind, Where::request, whole, who({Who::system}), workers | heads, unheld,
   Note::free, false, "", check_remind, perform_remind},
  {ActionKind::reopen, Where::request, whole, 0, workers | recorder | heads, in({Status::closed}),
   Note::needed, false, "", check_reopen, perform_reopen},
  {ActionKind::rectify, Where::request, whole, 0, workers | recorder | heads,
   in({Status::open, Status::closed}), Note::needed, false, "", check_rectify, perform_rectify},
  {ActionKind::override_control, Where::request, whole, 0, recorder | heads | roles({Role::board_member}),
   unheld, Note::needed, false, "", check_override, perform_override},
  {ActionKind::appeal, Where::request, whole, who({Who::applicant}), workers | heads, always,
   Note::free, false, "appeal", check_appeal, perform_appeal},
  {ActionKind::merge, Where::request, whole, 0, workers | heads, going,
   Note::needed, false, "", check_merge, perform_merge},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].kind) != i) return false;
  }
  return true;
}
static_assert(in_order(), "every act stands at its own place, once");

std::string names_of(const policy::ActorSet& by) {
  std::string names;
  const auto add = [&](std::string_view name) {
    if (!names.empty()) names += ", ";
    names += name;
  };
  for (const Role role : by.roles) add(name_of(role));
  if (by.applicant) add("applicant");
  if (by.system) add("system");
  return names;
}

bool is_admitted(const Check& check, const Act& act, Role role) {
  if ((act.roles >> static_cast<unsigned>(role) & 1U) != 0) return true;
  if (check.step < 0) return false;
  const auto& step = check.described();
  const auto& by = step.by.roles;
  const bool named = std::ranges::find(by, role) != by.end();
  if (act.admits(Who::put_to)) return step.to ? *step.to == role : named;
  if (!act.admits(Who::by_step)) return false;
  if (act.kind != ActionKind::tell || !by.empty()) return named;
  const auto usual = usual_roles(check.context.kind());  // nobody of the staff is named: H5
  return std::ranges::find(usual, role) != usual.end();
}

bool find_role(Check& check, const Act& act) {
  const auto& actor = check.context.actor;
  for (const Role role : actor.roles) {
    if ((actor.as && *actor.as != role) || !is_admitted(check, act, role)) continue;
    check.as = role;
    return true;
  }
  return false;
}

bool may_act(Check& check, const Act& act) {
  const auto* by = check.step < 0 || !act.admits(Who::by_step) ? nullptr : &check.described().by;
  switch (check.context.actor.kind) {
    case Actor::Kind::applicant:
      return act.admits(Who::applicant) || (by != nullptr && by->applicant);
    case Actor::Kind::system:
      return act.admits(Who::system) || (by != nullptr && by->system);
    case Actor::Kind::staff:
      return find_role(check, act);
  }
  return false;
}

void examine_actor(Check& check, const Act& act) {
  if (check.purpose == Purpose::task || may_act(check, act)) return;
  if (check.step < 0) return check.forbid("action.not_yours");
  check.forbid("step.not_yours",
               {
                   {"step",  check.described().id          },
                   {"roles", names_of(check.described().by)}
  });
}

// F4: nobody acts under a policy that they have not acknowledged.
void examine_acknowledgement(Check& check) {
  const auto& context = check.context;
  const bool asked = context.actor.kind == Actor::Kind::staff && check.purpose != Purpose::task;
  if (!asked || context.facts.acknowledged) return;
  const auto clause = check.clause_of(policy::ControlKind::gate, "acknowledged");
  if (!clause.empty()) check.rule("policy.not_acknowledged", {}, {}, clause);
}

// Whether anything further is worth saying.
bool examine_status(Check& check, const Act& act) {
  const auto& request = check.context.request;
  const Status status = request.status;
  if ((act.status >> static_cast<unsigned>(status) & 1U) != 0) return true;
  const auto clause = act.right.empty() ? std::string_view()
                                        : check.clause_of(policy::ControlKind::right, act.right);
  switch (status) {
    case Status::none:
      check.clash("request.not_received");
      return false;
    case Status::closed:
      check.clash("request.closed",
                  {
                      {"outcome", request.outcome}
      },
                  clause);
      return false;
    case Status::held:
      check.clash("request.held",
                  {
                      {"until", request.held_until ? iso(*request.held_until) : ""}
      });
      return true;
    case Status::returned:
      check.clash("request.returned");
      return true;
    case Status::open:
      check.clash(act.kind == ActionKind::receive ? "request.received_already" : "request.open");
      return act.kind != ActionKind::receive;
  }
  return true;
}

// The named step; else the open one of a fitting kind, else the first of that kind.
bool find_step(Check& check, const Act& act) {
  const auto& wanted = check.action.step;
  if (act.where == Where::request) return true;
  if (!wanted.empty()) {
    check.step = check.context.kind().step_index(wanted);
    if (check.step >= 0 && !act.fits(check.described().kind)) check.step = -1;
  } else {
    for (int i = check.steps.count() - 1; i >= 0; --i) {
      if (!act.fits(check.steps.at(i).kind)) continue;
      const bool chosen_is_open = check.step >= 0 && check.steps.is(check.step, StepStatus::open);
      if (!chosen_is_open || check.steps.is(i, StepStatus::open)) check.step = i;
    }
  }
  if (check.step >= 0) return true;
  check.clash("step.unknown", {
                                  {"step", wanted}
  });
  return false;
}

// What the step waits for, each with the clause that it is there for.
void add_waiting(Check& check, StepSet waiting) {
  for (int before = 0; before < check.steps.count(); ++before) {
    if ((waiting & bit(before)) == 0) continue;
    const auto& step = check.steps.at(before);
    if (step.kind == K::receive) {
      const int here = check.step;
      check.step = before;
      check.gate("question_answered", "question.unanswered");
      check.step = here;
      continue;
    }
    const auto clause = clause_of_step(check.context.pack, check.context.request.kind, before);
    Parameters about = {
        {"step",   check.described().id},
        {"before", step.id             }
    };
    for (const auto& [language, title] : step.title) about["before_" + language] = title;
    check.clash("step.waits_for", std::move(about), clause);
  }
}

// Whether the act's own rules are worth asking.
bool examine_step(Check& check, const Act& act) {
  if (act.kind == ActionKind::receive) return true;
  const Parameters here = {
      {"step", check.described().id}
  };
  switch (check.steps.status(check.step)) {
    case StepStatus::open:
      if (act.leaves) add_waiting(check, check.steps.reopened_before(check.step));
      return true;
    case StepStatus::done: {
      const auto clause = act.right.empty()
                              ? std::string_view()
                              : check.clause_of(policy::ControlKind::right, act.right);
      check.clash("step.done_already", here, clause);
      return false;
    }
    case StepStatus::skipped:
      check.clash("step.skipped", here, check.own_clause());
      return false;
    case StepStatus::waiting:
    case StepStatus::voided:
      check.clash("step.not_open", here, check.own_clause());
      add_waiting(check, check.steps.unsettled_before(check.step));
      return true;
  }
  return true;
}

bool is_backdating_overridden(const Request& request) {
  return std::ranges::any_of(request.overrides,
                             [](const Overridden& one) { return one.control == "backdate"; });
}

void examine_time(Check& check, const Act& act) {
  if (!check.action.happened_at) return;
  const Instant at = *check.action.happened_at;
  const auto& context = check.context;
  if (at > context.now) return check.rule("action.in_future", {}, "/happened_at");
  const int most = context.kind().backdate_days_max;
  const bool too_far = riyadh_date(context.now) - riyadh_date(at) > most;
  if (too_far && !is_backdating_overridden(context.request)) {
    check.rule("action.backdated_too_far",
               {
                   {"days", std::to_string(most)}
    },
               "/happened_at", check.own_clause());
  }
  const bool placed =
      act.where == Where::step && check.step >= 0 && check.steps.is(check.step, StepStatus::open);
  const auto from = placed ? std::optional(check.state().opened_at) : context.request.received_at;
  if (from && at < *from) {
    check.rule("action.before_its_time",
               {
                   {"from", iso(riyadh_date(*from))}
    },
               "/happened_at");
  }
}

}  // namespace

const Act& act_of(ActionKind kind) {
  return table[static_cast<std::size_t>(kind)];
}
const Act& act_at(std::size_t index) {
  return table[index];
}

void examine(Check& check) {
  const Act& act = act_of(check.action.kind);
  if (check.context.request.status == Status::none && !examine_status(check, act)) return;
  if (!find_step(check, act)) return;
  examine_actor(check, act);
  examine_acknowledgement(check);
  if (!examine_status(check, act)) return;
  if (act.where == Where::step && !examine_step(check, act)) return;
  examine_time(check, act);
  const bool by_staff = check.context.actor.kind == Actor::Kind::staff;
  if (act.note == Note::needed || (act.note == Note::of_staff && by_staff))
    check.need(!check.action.note.empty(), "text.missing", "/note");
  if (act.check != nullptr) act.check(check);
}

std::vector<Role> usual_roles(const policy::RequestKind& kind) {
  for (const auto& step : kind.steps) {
    if (!step.by.roles.empty()) return step.by.roles;
  }
  return {Role::officer};
}

}  // namespace procedure
