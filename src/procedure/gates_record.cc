#include <algorithm>
#include <charconv>

#include "procedure/gates.h"

// What staff write down at a step, and what its result rests on: A1, A3, A5, R4, R6.
namespace procedure {

using policy::StepKind;

namespace {

std::optional<std::int64_t> number_of(const Check& check, const std::string& field) {
  const auto& values = check.context.facts.values;
  const auto found = values.find("record." + check.described().id + "." + field);
  if (found == values.end()) return std::nullopt;
  const auto& text = found->second;
  std::int64_t value = 0;
  const auto [at, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && at == text.data() + text.size() ? std::optional(value)
                                                                 : std::nullopt;
}

// "150", "150.50".
std::string riyals(std::int64_t halalas) {
  const std::int64_t rest = halalas % 100;
  std::string text = std::to_string(halalas / 100);
  if (rest != 0) text += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return text;
}

// A5: the fee and nothing else; whoever waives it says why.
void check_fee(Check& check) {
  const auto& fee = check.described().fee;
  const auto& action = check.action;
  if (action.outcome == "waived")
    check.need(!action.note.empty(), "waiver.reason_missing", "/record");
  if (action.outcome != "paid" || !fee || action.amount_halalas == *fee) return;
  check.gate("fee_settled", "fee.differs",
             {
                 {"fee",  riyals(*fee)                 },
                 {"paid", riyals(action.amount_halalas)}
  },
             "/amount_halalas");
}

// A3: whoever attended less than the least share has not completed it.
void check_share(Check& check) {
  const auto& share = check.described().share;
  if (!share || check.action.outcome != "completed") return;
  const auto of = number_of(check, share->of), attended = number_of(check, share->attended);
  if (!of || !attended) return;  // missing: said by the record
  if (*of > 0 && *attended <= *of && *attended * 100 >= share->at_least * *of) return;
  check.gate("attendance_share", "attendance.too_low",
             {
                 {"attended", std::to_string(*attended)      },
                 {"of",       std::to_string(*of)            },
                 {"least",    std::to_string(share->at_least)}
  },
             "/outcome");
}

// R6: nothing of a person is handed on without their consent.
void check_consent(Check& check) {
  const auto& purpose = check.described().consent;
  if (purpose.empty() || check.context.facts.consents.contains(purpose)) return;
  check.gate("consent_to_share", "referral.no_consent",
             {
                 {"purpose", purpose}
  });
}

}  // namespace

void check_record(Check& check) {
  if (!check.deciding()) return;
  const auto& step = check.described();
  for (const auto& field : step.record) {
    if (!field.required || check.context.facts.record.contains(step.id + "." + field.id)) continue;
    if (!holds(field.when, check.context, check.steps, check.action.outcome)) continue;
    check.gate("record_complete", "record.missing",
               {
                   {"item", field.id},
                   {"step", step.id }
    },
               "/values/" + field.id);
  }
}

void check_result(Check& check) {
  const auto& step = check.described();
  check_outcome(check);
  check.need(check.action.amount_halalas >= 0, "amount.negative", "/amount_halalas");
  if (step.record.empty()) check.need(!check.action.note.empty(), "text.missing", "/note");
  check_record(check);
  if (step.kind == StepKind::pay) check_fee(check);
  if (step.kind == StepKind::attend && check.deciding()) check_share(check);
  if (step.kind == StepKind::refer) check_consent(check);
}

void check_progress(Check& check) {
  const bool something = !check.action.note.empty() || !check.action.record.empty();
  check.need(something, "progress.empty", "/record");
  check.need(check.action.amount_halalas == 0, "amount.not_here", "/amount_halalas");
}

}  // namespace procedure
