#include "privacy/subject_request.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace privacy {
namespace {

constexpr std::array<std::string_view, 3> kind_names = {"correction", "erasure", "copy"};
constexpr std::array<std::string_view, 5> state_names = {"open", "granted", "refused", "withdrawn",
                                                         "done"};
constexpr std::array<std::string_view, 5> act_names = {"grant", "refuse", "extend", "withdraw",
                                                       "carry_out"};

bool is_waiting(const SubjectRequest& request) {
  return request.state == SubjectState::granted && request.kind == SubjectKind::erasure;
}

class Checked {
 public:
  void need(bool held, std::string code, std::map<std::string, std::string> parameters = {}) {
    if (!held)
      refusal_.obstacles.push_back({.code = std::move(code), .parameters = std::move(parameters)});
  }
  Result<Done> result() && {
    if (refusal_.obstacles.empty()) return Done{};
    return std::move(refusal_);
  }

 private:
  Refusal refusal_{RefusalKind::rule_not_met, {}};
};

void check_destroyable(Checked& checked, const SubjectFacts& facts) {
  checked.need(facts.open_requests == 0, "erasure.open_requests",
               {
                   {"count", std::to_string(facts.open_requests)}
  });
  checked.need(!facts.is_held, "erasure.held");
}

}  // namespace

std::string_view name_of(SubjectKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}
std::string_view name_of(SubjectState state) {
  return state_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(SubjectAct act) {
  return act_names.at(static_cast<std::size_t>(act));
}

std::optional<SubjectKind> subject_kind_named(std::string_view name) {
  const auto* const at = std::ranges::find(kind_names, name);
  if (at == kind_names.end()) return std::nullopt;
  return static_cast<SubjectKind>(at - kind_names.begin());
}
SubjectState subject_state_named(std::string_view name) {
  const auto* const at = std::ranges::find(state_names, name);
  if (at == state_names.end()) throw std::invalid_argument("a state of no subject request");
  return static_cast<SubjectState>(at - state_names.begin());
}

Date answer_due(Instant asked_at) {
  return riyadh_date(asked_at) + answer_days;
}

bool is_late(const SubjectRequest& request, Instant now) {
  return riyadh_date(request.answered_at.value_or(now)) > request.due_on;
}

Result<Done> check_act(const SubjectRequest& request, SubjectAct act, const SubjectFacts& facts,
                       Instant now) {
  Checked checked;
  const bool is_open = request.state == SubjectState::open;
  switch (act) {
    case SubjectAct::grant:
      checked.need(is_open, "subject_request.over");
      if (request.kind == SubjectKind::erasure) {
        check_destroyable(checked, facts);
        checked.need(!facts.by_who_entered_it, "subject_request.own_entry");
      }
      break;
    case SubjectAct::extend:
      checked.need(is_open, "subject_request.over");
      checked.need(!request.extended_at, "subject_request.extended_already");
      checked.need(!is_late(request, now), "subject_request.too_late_to_extend");
      break;
    case SubjectAct::refuse:
    case SubjectAct::withdraw:
      checked.need(is_open || is_waiting(request), "subject_request.over");
      break;
    case SubjectAct::carry_out:
      checked.need(is_waiting(request), "subject_request.over");
      checked.need(request.carry_out_at && *request.carry_out_at <= now, "subject_request.not_due");
      check_destroyable(checked, facts);
      break;
  }
  return std::move(checked).result();
}

SubjectRequest after_act(SubjectRequest request, SubjectAct act, const std::string& staff,
                         Instant now) {
  const auto answer = [&](SubjectState state) {
    request.state = state;
    request.answered_at = now;
    request.answered_by = staff;
  };
  switch (act) {
    case SubjectAct::grant:
      answer(SubjectState::granted);
      if (request.kind == SubjectKind::erasure)
        request.carry_out_at = now + erasure_delay_ms;
      else
        request.ended_at = now;
      break;
    case SubjectAct::refuse:
      answer(SubjectState::refused);
      request.carry_out_at.reset();
      request.ended_at = now;
      break;
    case SubjectAct::extend:
      request.extended_at = now;
      request.due_on = request.due_on + extension_days;
      break;
    case SubjectAct::withdraw:
      request.state = SubjectState::withdrawn;
      request.carry_out_at.reset();
      request.ended_at = now;
      break;
    case SubjectAct::carry_out:
      request.state = SubjectState::done;
      request.ended_at = now;
      break;
  }
  return request;
}

}  // namespace privacy
