#include "procedure/assistance_for_tests.h"

// The pack that the tests of this room walk through: assistance as in the sources (H1 to H7), and
// small kinds for what it does not show.
namespace procedure::for_tests {
namespace {

using policy::Control;
using policy::ControlKind;
using policy::Step;
using policy::StepKind;

policy::ActorSet by(std::vector<Role> roles, bool applicant = false, bool system = false) {
  return {std::move(roles), applicant, system};
}

const policy::ActorSet anyone = {
    {Role::officer, Role::delegate},
    true, false
};
const policy::ActorSet office = {
    {Role::officer, Role::delegate},
    false, true
};

Step step(std::string id, StepKind kind, policy::ActorSet who, std::vector<int> after) {
  Step made;
  made.id = std::move(id);
  made.kind = kind;
  made.by = std::move(who);
  made.after = std::move(after);
  made.outcomes = policy::outcomes_of(kind);
  if (kind == StepKind::study) made.outcomes.pop_back();
  if (kind == StepKind::reply) made.outcomes = {"answered"};
  return made;
}

Step inform(std::string id, std::string telling, std::vector<int> after) {
  Step made = step(std::move(id), StepKind::inform, office, std::move(after));
  made.telling = std::move(telling);
  return made;
}

policy::Period days(int amount) {
  return {amount, policy::Unit::calendar_days, false};
}
policy::Period working_days(int amount) {
  return {amount, policy::Unit::working_days, true};
}

policy::Item item(std::string id, policy::ItemKind kind, std::vector<policy::Check> checks) {
  policy::Item made;
  made.id = std::move(id);
  made.kind = kind;
  made.checks = std::move(checks);
  return made;
}

std::vector<policy::Item> make_items() {
  std::vector<policy::Item> items = {
      item("full_name", policy::ItemKind::field, {}),
      item("identity", policy::ItemKind::sighted,
           {policy::Check::identity, policy::Check::expiry, policy::Check::duplicate}),
      item("phone", policy::ItemKind::field, {policy::Check::contact}),
      item("report", policy::ItemKind::upload, {policy::Check::document}),
      item("address", policy::ItemKind::field, {policy::Check::residence})};
  items[3].when = {
      {"item.need", policy::Comparison::differs, "transport"}
  };
  items[4].required = false;
  return items;
}

policy::RequestKind make_assistance() {
  policy::RequestKind kind;
  kind.id = "assistance";
  kind.channels = {"website", "branch", "phone"};
  kind.items = make_items();
  kind.declaration = policy::Declaration{
      {                           },
      2, { policy::SignMethod::drawn, policy::SignMethod::code, policy::SignMethod::witness}
  };
  kind.backdate_days_max = 3;
  kind.return_deadline = days(30);
  kind.return_reminder_days = {10, 20};
  kind.appeal_kind = "grievance";
  auto& steps = kind.steps;
  steps.push_back(step("receive", StepKind::receive, anyone, {}));
  steps.push_back(step("complete", StepKind::complete, anyone, {0}));
  steps.push_back(step("declare", StepKind::declare, anyone, {1}));
  steps.push_back(step("verify", StepKind::verify, by({Role::officer, Role::delegate}), {2}));
  steps.back().within = working_days(3);
  steps.push_back(inform("tell_study_period", "study_period", {3}));
  steps.push_back(step("clarify", StepKind::clarify, anyone, {0}));
  steps.back().optional = true;
  steps.back().to = Role::researcher;
  steps.back().within = working_days(2);
  steps.push_back(step("study", StepKind::study, by({Role::secretary, Role::director}), {4}));
  steps.back().body = "committee";
  steps.back().at_least = days(14);
  steps.back().at_most = policy::Period{30, policy::Unit::calendar_days, true};
  steps.push_back(inform("tell_answer", "decision", {6}));
  steps.push_back(step("register", StepKind::enroll, by({Role::officer}), {7}));
  steps.push_back(step("deliver", StepKind::deliver, by({Role::officer, Role::supervisor}), {8}));
  steps.back().receipt = true;
  steps.back().within = working_days(15);
  for (const std::size_t i : {8UL, 9UL}) {
    steps[i].when = {
        {"outcome.study", policy::Comparison::differs, "refused"}
    };
  }
  steps.push_back(step("evaluate", StepKind::evaluate, office, {9}));
  steps.push_back(step("close", StepKind::close, office, {10}));
  return kind;
}

policy::RequestKind make_inquiry() {
  policy::RequestKind kind;
  kind.id = "inquiry";
  kind.channels = {"website", "phone"};
  kind.identity_required = false;
  auto& steps = kind.steps;
  steps.push_back(step("receive", StepKind::receive, anyone, {}));
  steps.push_back(step("reply", StepKind::reply, by({Role::officer}), {0}));
  steps.back().within = working_days(2);
  steps.push_back(step("close", StepKind::close, office, {1}));
  return kind;
}

policy::RequestKind make_grievance() {
  policy::RequestKind kind;
  kind.id = "grievance";
  kind.channels = {"website"};
  auto& steps = kind.steps;
  steps.push_back(step("receive", StepKind::receive, anyone, {}));
  steps.push_back(step("judge", StepKind::judge, by({Role::director, Role::board_member}), {0}));
  steps.push_back(inform("tell_judgement", "decision", {1}));
  steps.push_back(step("close", StepKind::close, by({Role::quality_manager}), {2}));
  return kind;
}

// Steps side by side, an optional one, aid that recurs, registration by the system.
policy::RequestKind make_aid() {
  policy::RequestKind kind;
  kind.id = "aid";
  kind.channels = {"branch"};
  kind.backdate_days_max = 3;
  auto& steps = kind.steps;
  steps.push_back(step("receive", StepKind::receive, anyone, {}));
  steps.push_back(step("interview", StepKind::interview, by({Role::researcher}), {0}));
  steps.push_back(step("visit", StepKind::visit, by({Role::researcher}), {0}));
  steps.back().optional = true;
  steps.push_back(step("assess", StepKind::assess, by({Role::researcher}), {1, 2}));
  steps.back().on = {
      {"not_met", 6}
  };
  steps.push_back(step("register", StepKind::enroll, by({}, false, true), {3}));
  steps.push_back(step("deliver", StepKind::deliver, by({Role::officer}), {4}));
  steps.back().receipt = true;
  steps.back().repeat = policy::Repeat{days(30), 3};
  steps.back().within = days(10);
  steps.push_back(inform("tell_outcome", "outcome", {5}));
  steps.push_back(step("close", StepKind::close, office, {6}));
  return kind;
}

policy::RequestKind make_volunteering() {
  policy::RequestKind kind;
  kind.id = "volunteering";
  kind.channels = {"website"};
  auto& steps = kind.steps;
  steps.push_back(step("receive", StepKind::receive, anyone, {}));
  steps.push_back(step("interview", StepKind::interview, by({Role::supervisor}), {0}));
  steps.back().on = {
      {"not_passed", 3}
  };
  steps.push_back(step("register", StepKind::enroll, by({Role::supervisor}), {1}));
  steps.push_back(inform("tell_outcome", "outcome", {2}));
  steps.push_back(step("close", StepKind::close, by({Role::officer}), {3}));
  return kind;
}

Control control(ControlKind kind, std::string name, int request_kind, std::vector<int> on_steps) {
  Control made;
  made.kind = kind;
  made.name = std::move(name);
  for (const int at : on_steps) made.steps.push_back({request_kind, at});
  return made;
}

void add_clause(policy::Pack& pack, std::string id, std::vector<Control> controls) {
  policy::Clause clause;
  clause.id = std::move(id);
  for (auto& one : controls)
    one.id = clause.id + "/" + std::string(policy::name_of(one.kind)) + "." + one.name;
  clause.controls = std::move(controls);
  pack.clauses.push_back(std::move(clause));
}

void add_clauses(policy::Pack& pack) {
  using enum ControlKind;
  add_clause(pack, "F1",
             {control(right, "withdraw", assistance, {-1}),
              control(right, "see_openings", assistance, {-1})});
  add_clause(pack, "F2", {control(right, "appeal", assistance, {6})});
  add_clause(pack, "O5",
             {control(gate, "channel_offered", assistance, {0}),
              control(gate, "same_channel", inquiry, {1}), control(duty, "replied", inquiry, {1}),
              control(clock, "latest", inquiry, {1})});
  add_clause(pack, "P3",
             {control(right, "rate", assistance, {10}),
              control(duty, "invited_to_rate", assistance, {10})});
  add_clause(pack, "H0", {control(duty, "closed_with_outcome", assistance, {-1})});
  add_clause(pack, "H1", {control(gate, "question_answered", assistance, {0})});
  add_clause(
      pack, "H2",
      {control(gate, "items_present", assistance, {1}),
       control(gate, "items_matched", assistance, {3}),
       control(gate, "identity_valid", assistance, {3}), control(duty, "verified", assistance, {3}),
       control(clock, "latest", assistance, {3}), control(right, "correct", assistance, {-1})});
  add_clause(
      pack, "H3",
      {control(gate, "clarified", assistance, {6}), control(duty, "clarified", assistance, {5}),
       control(clock, "latest", assistance, {5})});
  add_clause(pack, "H4", {control(gate, "declaration_current", assistance, {2})});
  add_clause(
      pack, "H5",
      {control(gate, "told_first", assistance, {6}),
       control(gate, "decided_by_body", assistance, {6}),
       control(gate, "reasons_given", assistance, {6}), control(clock, "earliest", assistance, {6}),
       control(clock, "latest", assistance, {6}), control(duty, "told", assistance, {4, 7}),
       control(duty, "decided", assistance, {6})});
  add_clause(pack, "H6",
             {control(gate, "papers_complete", assistance, {8}),
              control(duty, "registered", assistance, {8})});
  add_clause(
      pack, "H7",
      {control(gate, "receipt_confirmed", assistance, {9}),
       control(duty, "delivered", assistance, {9}), control(clock, "latest", assistance, {9})});
  add_clause(pack, "J2",
             {control(gate, "independent", grievance, {1}),
              control(gate, "reasons_given", grievance, {1})});
}

}  // namespace

policy::Pack make_pack() {
  policy::Pack pack;
  pack.id = "example";
  pack.bodies = {
      {"committee", {}, Role::secretary, false}
  };
  pack.kinds = {make_assistance(), make_inquiry(), make_grievance(), make_aid(),
                make_volunteering()};
  add_clauses(pack);
  return pack;
}

}  // namespace procedure::for_tests
