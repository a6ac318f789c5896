#include <algorithm>

#include "requests/describe.h"
#include "requests/write_record.h"

namespace requests {
namespace {

RecordField describe_field(const policy::Step& step, const policy::Item& field,
                           const StoredValues& values) {
  RecordField view{.field = describe_item(field), .shown = field.shown, .value = {}};
  const auto found = values.find(record_name(step.id, field.id));
  if (found != values.end()) view.value = found->second.value;
  return view;
}

std::optional<RecordConsent> describe_consent(const OpenRequest& open, const policy::Step& step,
                                              const procedure::Facts& facts) {
  const auto& purposes = open.pack->purposes;
  const auto purpose = std::ranges::find(purposes, step.consent, &policy::Purpose::id);
  if (purpose == purposes.end()) return std::nullopt;
  return RecordConsent{
      {purpose->id, purpose->text, purpose->required},
      open.pack->privacy_notice_version,
      facts.consents.contains(step.consent)
  };
}

}  // namespace

std::vector<StepRecord> describe_records(const OpenRequest& open, const StoredValues& values,
                                         const procedure::Facts& facts) {
  std::vector<StepRecord> records;
  for (const auto& step : open.kind().steps) {
    StepRecord view{.step = step.id, .fee_halalas = step.fee, .capacity = step.capacity};
    for (const auto& field : step.record)
      view.fields.push_back(describe_field(step, field, values));
    if (step.share) view.share = {step.share->of, step.share->attended, step.share->at_least};
    if (step.capacity) view.places_left = facts.capacity_left;
    view.consent = describe_consent(open, step, facts);
    const bool something =
        !view.fields.empty() || view.fee_halalas || view.capacity || view.consent;
    if (something) records.push_back(std::move(view));
  }
  return records;
}

std::vector<StepRecord> describe_shown_records(const OpenRequest& open,
                                               const StoredValues& values) {
  std::vector<StepRecord> records;
  for (const auto& step : open.kind().steps) {
    StepRecord view{.step = step.id, .fee_halalas = step.fee};
    for (const auto& field : step.record) {
      RecordField one = describe_field(step, field, values);
      if (one.shown && one.value) view.fields.push_back(std::move(one));
    }
    if (!view.fields.empty() || view.fee_halalas) records.push_back(std::move(view));
  }
  return records;
}

}  // namespace requests
