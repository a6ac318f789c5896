#include <algorithm>

#include "procedure/wanderer_for_tests.h"

// What a wanderer writes down and was told at steps, and the second statement of the rules about
// it.
namespace procedure::for_tests {

namespace {

constexpr int meetings = 10;

const Event* result_of(const std::vector<Event>& events) {
  for (const auto& event : events) {
    if (event.kind == EventKind::result_recorded || event.kind == EventKind::enrolled)
      return &event;
  }
  return nullptr;
}

}  // namespace

// Everything is written down, every meeting was attended, and every consent is given.
void Wanderer::choose_record() {
  facts_.content_digest = "c-0";
  for (const auto& step : kind_.steps) {
    for (const auto& field : step.record) {
      const std::string name = step.id + "." + field.id;
      facts_.record.insert(name);
      std::string value =
          field.type == policy::ValueType::number ? std::to_string(meetings) : "yes";
      if (!field.choices.empty()) value = field.choices[pick(field.choices.size())].id;
      facts_.values["record." + name] = value;
    }
  }
  for (const auto& purpose : pack_.purposes) facts_.consents.insert(purpose.id);
}

std::string Wanderer::something_told() {
  std::vector<std::string> tellings = {"decision"};
  for (const auto& step : kind_.steps) {
    if (step.kind == policy::StepKind::inform) tellings.push_back(step.telling);
  }
  return tellings[pick(tellings.size())];
}

std::int64_t Wanderer::amount_for(const Action& action) const {
  if (action.kind == ActionKind::record_progress) return 0;
  const int step = kind_.step_index(action.step);
  const auto fee = step < 0 ? std::nullopt : kind_.steps[static_cast<std::size_t>(step)].fee;
  return fee.value_or(100);
}

// What is written down with this act.
std::map<std::string, std::string> Wanderer::record_for(const Action& action) const {
  std::map<std::string, std::string> record;
  const int step = kind_.step_index(action.step);
  if (step < 0) return record;
  for (const auto& field : kind_.steps[static_cast<std::size_t>(step)].record)
    record[field.id] = "d-" + field.id;
  return record;
}

void Wanderer::spoil_record(Facts& facts) {
  switch (pick(6)) {
    case 0:
      facts.capacity_left = 0;
      break;
    case 1:
      if (!facts.record.empty())
        facts.record.erase(std::next(facts.record.begin(), pick(facts.record.size())));
      break;
    case 2:
      facts.consents.clear();
      break;
    case 3:
      facts.acknowledged = false;
      break;
    case 4:
      for (auto& [item, fact] : facts.items) fact.failed_checks = {"residence"};
      break;
    default:
      for (auto& [fact, value] : facts.values) {
        if (fact.starts_with("record.") && value == std::to_string(meetings) && chance(2))
          value = "1";
      }
  }
}

bool Wanderer::is_written_down(const policy::Step& step, const Event* result,
                               const Facts& facts) const {
  return std::ranges::all_of(step.record, [&](const policy::Item& field) {
    if (!field.required || facts.record.contains(step.id + "." + field.id)) return true;
    return !std::ranges::all_of(field.when, [&](const policy::Condition& condition) {
      policy::Item one;
      one.when = {condition};
      if (condition.fact != "result") return is_asked(one);
      const bool same = result != nullptr && result->payload.outcome == condition.value;
      return same == (condition.comparison == policy::Comparison::equals);
    });
  });
}

bool Wanderer::is_record_kept(const std::string& gate, std::size_t at,
                              const std::vector<Event>& fresh, const Facts& facts) const {
  const auto& step = kind_.steps[at];
  const Event* result = result_of(fresh);
  const std::string outcome = result == nullptr ? "" : result->payload.outcome;
  if (gate == "record_complete") return is_written_down(step, result, facts);
  if (gate == "fee_settled") return outcome != "paid" || result->payload.amount_halalas == step.fee;
  if (gate == "attendance_share") {
    const auto value = [&](const std::string& field) {
      return std::stoi(facts.values.at("record." + step.id + "." + field));
    };
    return outcome != "completed" ||
           value(step.share->attended) * 100 >= step.share->at_least * value(step.share->of);
  }
  if (gate == "place_free") return outcome == "waiting" || facts.capacity_left != 0;
  if (gate == "consent_to_share") return facts.consents.contains(step.consent);
  if (gate == "announced") return kind_.published;
  if (gate == "in_area") {
    return std::ranges::none_of(facts.items, [&](const auto& entry) {
      const auto* item = kind_.item(entry.first);
      return item != nullptr && is_asked(*item) && entry.second.present && !item->checks.empty() &&
             !entry.second.failed_checks.empty();
    });
  }
  return false;  // a gate that this oracle does not know
}

}  // namespace procedure::for_tests
