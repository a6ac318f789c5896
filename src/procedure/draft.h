#pragma once

#include "procedure/procedure.h"

// Private to this room: a request on the way to its next state, and the events that take it there.
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

// Shape of a procedure.
bool rests_on(const policy::RequestKind& kind, int step, int on);  // directly or through others
bool is_passable(const policy::RequestKind& kind, const Request& request,
                 int step);  // done, skipped, or optional and open
bool holds(const std::vector<policy::Condition>& conditions,
           const std::map<std::string, std::string>& values);
// The first step that has to be done before this one and is not; -1 when none.
int waits_for(const policy::RequestKind& kind, const Request& request, int step);

// Clocks of a step that opens at `at`.
struct StepClock {
  std::optional<Instant> earliest, due;
};
StepClock clock_of(const Context& context, const Request& request, int step, Instant at);

class Draft {
 public:
  Draft(const Context& context, const Action& action);

  Event& emit(EventKind kind, int step, Payload payload = {});
  void finish(int step,
              std::string outcome);  // done, what it skips is skipped, what is ready opens
  void open(int step);
  void reopen(int step);  // voided, then opened again
  void void_step(int step);
  void skip(int step);
  void open_ready();

  const Context& context;
  const policy::RequestKind& kind;
  Request state;
  std::vector<Event> events;
  Instant at;  // when it happened

 private:
  bool ready(int step) const;
  void run_automatic(int step);
  std::map<std::string, std::string> values() const;  // facts and outcomes of steps

  const Action& action_;
};

}  // namespace procedure
