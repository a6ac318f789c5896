#include "policy/pack.h"

#include <algorithm>

#include "policy/example.h"

namespace policy {

std::string_view Step::message_for(std::string_view outcome) const {
  const auto found = messages.find(std::string(outcome));
  return found == messages.end() ? std::string_view(message) : std::string_view(found->second);
}

const Item* Step::recorded(std::string_view field) const {
  for (const Item& one : record)
    if (one.id == field) return &one;
  return nullptr;
}

bool has_progress(StepKind kind) {
  using enum StepKind;
  static constexpr StepKind plain[] = {assess, interview, visit, permit,
                                       pay,    attend,    refer, arrive};
  return std::find(std::begin(plain), std::end(plain), kind) != std::end(plain);
}

bool has_record(StepKind kind) {
  return has_progress(kind) || kind == StepKind::enroll || kind == StepKind::deliver;
}

int RequestKind::step_index(std::string_view step_id) const {
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].id == step_id) return static_cast<int>(i);
  return -1;
}

const Item* RequestKind::item(std::string_view item_id) const {
  for (const Item& item : items)
    if (item.id == item_id) return &item;
  return nullptr;
}

bool Pack::asks_acknowledgement() const {
  for (const Clause& clause : clauses)
    for (const Control& control : clause.controls)
      if (control.kind == ControlKind::gate && control.name == "acknowledged") return true;
  return false;
}

int Pack::kind_index(std::string_view kind_id) const {
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i].id == kind_id) return static_cast<int>(i);
  return -1;
}

const RequestKind* Pack::kind(std::string_view kind_id) const {
  const int index = kind_index(kind_id);
  return index < 0 ? nullptr : &kinds[static_cast<std::size_t>(index)];
}

const Message* Pack::message(std::string_view message_id) const {
  for (const Message& message : messages)
    if (message.id == message_id) return &message;
  return nullptr;
}

std::string_view Pack::clause_for(ControlKind control_kind, std::string_view control_name,
                                  int request_kind, int step) const {
  for (const Clause& clause : clauses)
    for (const Control& control : clause.controls) {
      if (control.kind != control_kind || control.name != control_name) continue;
      for (const StepRef& at : control.steps)
        if (at.kind == request_kind && (at.step == step || at.step == -1)) return clause.id;
    }
  return {};
}

Instant instant_of(Date start, ExampleTime at) {
  return riyadh_midnight(start + at.days) + at.minute_of_day * minute_ms;
}

}  // namespace policy
