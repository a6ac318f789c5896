#include "procedure/check.h"

#include <algorithm>
#include <charconv>

namespace procedure {

using policy::ControlKind;

namespace {

// What weighs most decides how the refusal is answered.
int weight(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::forbidden:
      return 4;
    case RefusalKind::conflict:
      return 3;
    case RefusalKind::rule_not_met:
      return 2;
    default:
      return 1;
  }
}

bool names_step(const policy::Control& control, int request_kind, int step) {
  return std::ranges::any_of(control.steps, [&](const policy::StepRef& at) {
    return at.kind == request_kind && at.step == step;
  });
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc() || at != end || text.empty()) return std::nullopt;
  return value;
}

bool compare(std::string_view value, const policy::Condition& condition) {
  const auto left = number(value), right = number(condition.value);
  switch (condition.comparison) {
    case policy::Comparison::equals:
      return value == condition.value;
    case policy::Comparison::differs:
      return value != condition.value;
    case policy::Comparison::present:
      return !value.empty();
    case policy::Comparison::absent:
      return value.empty();
    case policy::Comparison::at_least:
      return left && right && *left >= *right;
    case policy::Comparison::at_most:
      return left && right && *left <= *right;
  }
  return false;
}

std::string_view value_of(const std::string& fact, const Context& context, const Steps& steps) {
  constexpr std::string_view outcome = "outcome.";
  if (fact.starts_with(outcome)) {
    const int step = context.kind().step_index(std::string_view(fact).substr(outcome.size()));
    return step < 0 ? std::string_view() : steps.outcome(step);
  }
  const auto found = context.facts.values.find(fact);
  if (found != context.facts.values.end()) return found->second;
  return fact == "channel" ? std::string_view(context.request.channel) : std::string_view();
}

}  // namespace

void Check::add(RefusalKind kind, Obstacle obstacle) {
  if (!kind_ || weight(kind) > weight(*kind_)) kind_ = kind;
  obstacles.push_back(std::move(obstacle));
}

void Check::forbid(std::string code, Parameters parameters, std::string_view clause) {
  if (purpose == Purpose::task) return;
  add(RefusalKind::forbidden, {.code = std::move(code),
                               .clause = std::string(clause),
                               .parameters = std::move(parameters)});
}

void Check::clash(std::string code, Parameters parameters, std::string_view clause) {
  add(RefusalKind::conflict, {.code = std::move(code),
                              .clause = std::string(clause),
                              .parameters = std::move(parameters)});
}

void Check::rule(std::string code, Parameters parameters, std::string field,
                 std::string_view clause) {
  add(RefusalKind::rule_not_met,
      {std::move(code), std::move(field), std::string(clause), std::move(parameters), {}});
}

void Check::need(bool there, std::string code, std::string field, std::string_view clause) {
  if (there || !deciding()) return;
  add(RefusalKind::invalid,
      {.code = std::move(code), .field = std::move(field), .clause = std::string(clause)});
}

std::string_view Check::clause_of(ControlKind kind, std::string_view name) const {
  return procedure::clause_of(context.pack, kind, name, context.request.kind, step);
}

std::string_view Check::own_clause() const {
  if (step < 0) return {};
  return clause_of_step(context.pack, context.request.kind, step);
}

bool Check::overridden(std::string_view control) const {
  return std::ranges::any_of(context.request.overrides, [&](const Overridden& one) {
    return one.control == control && (step < 0 || one.step == described().id);
  });
}

void Check::gate(std::string_view name, std::string code, Parameters parameters,
                 std::string field) {
  if (!context.request.overrides.empty() && overridden("gate." + std::string(name))) return;
  rule(std::move(code), std::move(parameters), std::move(field),
       clause_of(ControlKind::gate, name));
}

void Check::clock(std::string_view name, std::string code, Parameters parameters) {
  if (!context.request.overrides.empty() && overridden("clock." + std::string(name))) return;
  rule(std::move(code), std::move(parameters), {}, clause_of(ControlKind::clock, name));
}

Refusal Check::refusal() && {
  return {kind_.value_or(RefusalKind::rule_not_met), std::move(obstacles)};
}

std::string_view clause_of(const policy::Pack& pack, ControlKind kind, std::string_view name,
                           int request_kind, int step) {
  const auto exact = pack.clause_for(kind, name, request_kind, step);
  if (!exact.empty()) return exact;
  for (const auto& clause : pack.clauses) {
    for (const auto& control : clause.controls) {
      if (control.kind != kind || control.name != name) continue;
      for (const auto& at : control.steps) {
        if (at.kind == request_kind) return clause.id;
      }
    }
  }
  return {};
}

std::string_view clause_of_step(const policy::Pack& pack, int request_kind, int step) {
  std::string_view first;
  for (const auto& clause : pack.clauses) {
    for (const auto& control : clause.controls) {
      if (!names_step(control, request_kind, step)) continue;
      if (control.kind == ControlKind::duty) return clause.id;
      if (first.empty()) first = clause.id;
    }
  }
  return first;
}

bool holds(const std::vector<policy::Condition>& conditions, const Context& context,
           const Steps& steps, std::string_view result) {
  return std::ranges::all_of(conditions, [&](const policy::Condition& condition) {
    const bool of_result = condition.fact == "result";
    return compare(of_result ? result : value_of(condition.fact, context, steps), condition);
  });
}

bool is_asked(const policy::Item& item, const Context& context, const Steps& steps) {
  return item.when.empty() || holds(item.when, context, steps);
}

const ItemFact* fact_of(const Context& context, const std::string& item) {
  const auto found = context.facts.items.find(item);
  const bool there = found != context.facts.items.end() && found->second.present;
  return there ? &found->second : nullptr;
}

std::vector<std::string> missing_items(const Context& context, const Steps& steps) {
  std::vector<std::string> missing;
  for (const auto& item : context.kind().items) {
    if (item.required && fact_of(context, item.id) == nullptr && is_asked(item, context, steps))
      missing.push_back(item.id);
  }
  return missing;
}

bool has_unanswered(const Request& request, std::string_view step) {
  return std::ranges::any_of(request.questions, [&](const Question& question) {
    return !question.answered_at && question.step == step;
  });
}

int step_of_kind(const policy::RequestKind& kind, policy::StepKind wanted) {
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    if (kind.steps[i].kind == wanted) return static_cast<int>(i);
  }
  return -1;
}

int declared_with(const policy::RequestKind& kind, int complete) {
  if (!kind.declaration) return -1;
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const auto& step = kind.steps[i];
    if (step.kind == policy::StepKind::declare &&
        std::ranges::find(step.after, complete) != step.after.end())
      return static_cast<int>(i);
  }
  return -1;
}

bool is_in_reception(const Context& context) {
  return !context.request.submitted_at &&
         step_of_kind(context.kind(), policy::StepKind::complete) >= 0;
}

bool awaits_receipt(const policy::Step& step, const StepState& state) {
  return step.receipt && state.repetitions > 0 && !state.receipt_at;
}

}  // namespace procedure
