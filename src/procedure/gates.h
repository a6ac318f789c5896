#pragma once

#include "procedure/draft.h"

// Private to this room: what must hold, each with its obstacles. One copy of each rule, for
// decide() and allowed() alike.
namespace procedure {

// Collects obstacles. When `offering`, arguments that an action does not carry yet (a note, an
// outcome) are not missed.
class Check {
 public:
  Check(const Context& of, const Action& wanted, bool only_offered)
      : context(of), action(wanted), offering(only_offered) {}

  void add(std::string code, std::map<std::string, std::string> parameters = {},
           std::string field = {}, std::string clause = {});
  // A gate or clock of the step: passed over when it has been overridden there.
  bool overridden(std::string_view control) const;
  void gate(std::string_view name, std::string code,
            std::map<std::string, std::string> parameters = {}, std::string field = {});
  void clock(std::string_view name, std::string code,
             std::map<std::string, std::string> parameters);
  void need(bool there, std::string code, std::string field);  // an argument
  Instant at() const { return action.happened_at.value_or(context.now); }

  const policy::Step& described() const {
    return context.kind().steps[static_cast<std::size_t>(step)];
  }
  const StepState& state() const { return context.request.steps[static_cast<std::size_t>(step)]; }

  const Context& context;
  const Action& action;
  const bool offering;
  int step = -1;
  std::optional<Role> as;  // the role that the actor acts in
  std::vector<Obstacle> obstacles;
};

std::vector<std::string> unanswered(const Request& request,
                                    std::string_view step);  // ids of open questions
std::vector<std::string> missing_items(const Context& context);
bool expired(const ItemFact& fact, Instant submitted_at);

// The checks of each kind of action; find_step has set check.step before.
void check_submit(Check& check);
void check_sign(Check& check);
void check_verify_item(Check& check);
void check_finish_verification(Check& check);
void check_tell(Check& check);
void check_decision(Check& check);
void check_judgement(Check& check);
void check_enroll(Check& check);
void check_deliver(Check& check);
void check_receipt(Check& check);
void check_reply(Check& check);
void check_close(Check& check);

// Ends the request with the outcome that it has come to.
void end_request(Draft& draft, int step);

}  // namespace procedure
