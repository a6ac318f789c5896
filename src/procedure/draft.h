#pragma once

#include "procedure/check.h"

// Private to this room: the events of one act, while they are being worked out. It keeps beside the
// request only what this act changes.
namespace procedure {

class Draft {
 public:
  Draft(const Context& context, const Action& action, std::optional<Role> as, int step);

  // A new event of the acting person, about a step or (-1) the whole request. The reference holds
  // until the next one.
  Event& emit(EventKind kind, int step = -1);
  Event& note(EventKind kind, int step = -1);  // with the act's note

  void finish(int step, std::string_view outcome);
  void open(int step, std::string_view reason = {});  // anew, with the clocks of this moment
  // Opens again with the clocks that it had; on a step that is open only the clocks move.
  Payload& reopen(int step, std::string_view reason = {});
  void skip(int step, std::string_view reason);  // the way goes on
  void make_void(int step);
  // The reception ends when every question has its answer, or that was overridden.
  void end_reception();
  // Ends clarifications and leaves aside what was optional before `step`.
  void leave_aside_before(int step);
  // What has become ready opens, what no way leads to is skipped, and what needs nobody is done.
  void settle();
  // The end, with the outcome that it has come to.
  void end(int close);

  bool has_unanswered(std::string_view about) const;  // but for the question answered in this act
  const StepState& before(int about) const {
    return context.request.steps[static_cast<std::size_t>(about)];
  }
  const policy::Step& at_step(int about) const { return steps.at(about); }

  const Context& context;
  const Action& action;
  const policy::RequestKind& kind;
  const int step;    // that the act is about; -1: the whole request
  const Instant at;  // when it happened
  Steps steps;
  std::optional<Instant> told;  // of the study: day 0 (H5)
  std::string_view answered;    // question answered in this act
  bool overrides_reception = false;
  Status status;  // that the request will have
  std::vector<Event> events;

 private:
  Event& emit_by_system(EventKind kind, int step);
  void close_clarification(int step);
  void run_automatic(int step);
  bool may_end(int close) const;
  std::string_view outcome_at_end() const;

  void follow_status(EventKind kind);

  const std::optional<Role> as_;
};

}  // namespace procedure
