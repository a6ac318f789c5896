#pragma once

#include "procedure/steps.h"

// Private to this room: everything that stands in the way of an act, at once. One copy of each
// rule: decide(), allowed() and tasks() ask the same checks, for different purposes.
namespace procedure {

struct Context {
  const policy::Pack& pack;
  const Request& request;
  const Actor& actor;
  Instant now;
  const Facts& facts;
  const policy::RequestKind& kind() const {
    return pack.kinds[static_cast<std::size_t>(request.kind)];
  }
};

enum class Purpose : std::uint8_t {
  decide,
  offer,  // what an act does not carry yet (a note, an outcome) is not missed
  task    // besides, whoever acts; and what the step's own work removes is not in its way
};

using Parameters = std::map<std::string, std::string>;

class Check {
 public:
  Check(const Context& of, const Action& wanted, Purpose why)
      : context(of), action(wanted), purpose(why), steps(of.kind(), of.request) {}

  void forbid(std::string code, Parameters parameters = {},
              std::string_view clause = {});  // not for this actor
  void clash(std::string code, Parameters parameters = {},
             std::string_view clause = {});  // not now
  void rule(std::string code, Parameters parameters = {}, std::string field = {},
            std::string_view clause = {});
  void need(bool there, std::string code, std::string field,
            std::string_view clause = {});  // an argument
  // A gate or clock: passed over when it was overridden there. The clause is looked up.
  void gate(std::string_view name, std::string code, Parameters parameters = {},
            std::string field = {});
  void clock(std::string_view name, std::string code, Parameters parameters);
  bool overridden(std::string_view control) const;  // "gate.clarified", on check.step
  std::string_view clause_of(policy::ControlKind kind, std::string_view name) const;
  std::string_view own_clause() const;  // that check.step is there for; empty when there is none

  bool deciding() const { return purpose == Purpose::decide; }
  Instant at() const { return action.happened_at.value_or(context.now); }
  const policy::Step& described() const { return steps.at(step); }
  const StepState& state() const { return context.request.steps[static_cast<std::size_t>(step)]; }
  Refusal refusal() &&;

  const Context& context;
  const Action& action;
  const Purpose purpose;
  Steps steps;
  int step = -1;
  std::optional<Role> as;  // the role that the actor acts in
  std::vector<Obstacle> obstacles;

 private:
  void add(RefusalKind kind, Obstacle obstacle);
  std::optional<RefusalKind> kind_;
};

// The clause of the control on this step; else of the same control elsewhere in the request kind.
std::string_view clause_of(const policy::Pack& pack, policy::ControlKind kind,
                           std::string_view name, int request_kind, int step);
// The clause that a step is there for: of its duty, else of its first gate or clock.
std::string_view clause_of_step(const policy::Pack& pack, int request_kind, int step);

// Whether all conditions hold. Facts are values, "channel", "outcome.STEP"
// and, in a record, "result".
bool holds(const std::vector<policy::Condition>& conditions, const Context& context,
           const Steps& steps, std::string_view result = {});
// Whether the item is asked for here and now.
bool is_asked(const policy::Item& item, const Context& context, const Steps& steps);
const ItemFact* fact_of(const Context& context, const std::string& item);  // nothing: not there
std::vector<std::string> missing_items(const Context& context, const Steps& steps);
bool has_unanswered(const Request& request, std::string_view step);          // "": of the reception
int step_of_kind(const policy::RequestKind& kind, policy::StepKind wanted);  // the first; or -1
// Signed in the sitting in which it is completed: the declaration rests directly on `complete`.
int declared_with(const policy::RequestKind& kind, int complete);
bool is_in_reception(const Context& context);  // before anything is submitted
bool awaits_receipt(const policy::Step& step, const StepState& state);

}  // namespace procedure
