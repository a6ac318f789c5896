#pragma once

#include <array>

#include "procedure/procedure.h"

// Private to this room: how the steps of a request rest on each other. A step opens when the steps
// that it comes after are settled, at least one of them on a way that leads here; an outcome named
// in `on` leads to its step alone, whatever else that one comes after.
namespace procedure {

inline constexpr int steps_max = 64;  // a pack has at most 60
using StepSet = std::uint64_t;        // bit i: step i
constexpr StepSet bit(int step) {
  return StepSet{1} << static_cast<unsigned>(step);
}

enum class Readiness : std::uint8_t { waits, ready, unreached };

// The steps as they stand, and as an act that is being worked out changes them.
class Steps {
 public:
  Steps(const policy::RequestKind& kind, const Request& request);

  int count() const { return count_; }
  const policy::Step& at(int step) const { return kind_->steps[static_cast<std::size_t>(step)]; }
  StepStatus status(int step) const { return status_[static_cast<std::size_t>(step)]; }
  bool is(int step, StepStatus status) const { return this->status(step) == status; }
  std::string_view outcome(int step) const { return outcome_[static_cast<std::size_t>(step)]; }
  bool is_settled(int step) const;

  // `outcome` must outlive this object.
  void finish(int step, std::string_view outcome);
  void open(int step);
  void pass(int step);  // skipped; the way goes on
  void cut(int step);   // skipped: no way leads here
  void make_void(int step);

  Readiness readiness(int step) const;
  // Whatever the step rests on, directly or through others.
  StepSet before(int step) const;
  // Whatever rests on the step and is not waiting.
  StepSet begun_after(int step) const;
  // Of what it rests on: what is not settled; and, for a step that is open, what was opened again
  // or voided since.
  StepSet unsettled_before(int step) const;
  StepSet reopened_before(int step) const;

 private:
  enum class Edge : std::uint8_t { pending, live, dead };
  Edge edge(int from, int to) const;
  int jump_to(int step) const;  // index of the step that its outcome leads to; -1: goes on
  int jumped_from(int step) const;
  bool awaits_jump(int step) const;
  void collect(int step, StepSet& found) const;

  const policy::RequestKind* kind_;
  int count_;
  StepSet passed_ = 0, again_ = 0;  // again: open for the second time or more
  std::array<StepStatus, steps_max> status_;
  std::array<std::string_view, steps_max> outcome_;
};

}  // namespace procedure
