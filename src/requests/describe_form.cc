#include <algorithm>

#include "requests/describe.h"

namespace requests {

namespace {

bool is_identity_document(const policy::Item& item) {
  const bool checked = std::ranges::find(item.checks, policy::Check::identity) != item.checks.end();
  return item.kind == policy::ItemKind::sighted && (checked || item.known_as == "identity_number");
}

}  // namespace

FormItem describe_item(const policy::Item& item) {
  FormItem view{.id = item.id,
                .kind = std::string(policy::name_of(item.kind)),
                .type = std::string(policy::name_of(item.type)),
                .title = item.title};
  if (!item.hint.empty()) view.hint = item.hint;
  view.required = item.required;
  for (const auto& when : item.when) {
    view.when.push_back({when.fact, std::string(policy::name_of(when.comparison)), when.value});
  }
  for (const auto& choice : item.choices) view.choices.push_back({choice.id, choice.title});
  if (!item.known_as.empty()) view.known_as = item.known_as;
  view.identity_document = is_identity_document(item);
  if (item.min != 0) view.min = item.min;
  if (item.max != 0) view.max = item.max;
  if (!item.legal_basis.empty()) view.legal_basis = item.legal_basis;
  return view;
}

namespace {

StepPromise describe_promise(const policy::Step& step) {
  StepPromise view{.id = step.id,
                   .kind = std::string(policy::name_of(step.kind)),
                   .title = step.title,
                   .who = who_acts(step.by)};
  if (step.at_least) view.at_least = describe(*step.at_least);
  if (step.at_most) view.at_most = describe(*step.at_most);
  if (step.within) view.within = describe(*step.within);
  view.conditional = !step.when.empty();
  view.fee_halalas = step.fee;
  view.capacity = step.capacity;
  return view;
}

}  // namespace

PeriodView describe(const policy::Period& period) {
  return {period.amount, std::string(policy::name_of(period.unit)), period.chosen};
}

KindForm describe_form(const policy::Pack& pack, const policy::RequestKind& kind) {
  KindForm form{.id = kind.id,
                .title = kind.title,
                .summary = kind.summary,
                .confidentiality = std::string(name_of(kind.confidentiality)),
                .emergency = kind.emergency,
                .chosen = kind.chosen,
                .identity_required = kind.identity_required,
                .published = kind.published,
                .channels = kind.channels,
                .conditions = kind.conditions};
  for (const auto& item : kind.items) form.items.push_back(describe_item(item));
  if (kind.declaration) {
    DeclarationForm declaration{kind.declaration->text, kind.declaration->version, {}};
    for (const auto method : kind.declaration->signed_by) {
      declaration.signed_by.emplace_back(policy::name_of(method));
    }
    form.declaration = std::move(declaration);
  }
  form.privacy_notice = pack.privacy_notice;
  form.privacy_notice_version = pack.privacy_notice_version;
  for (const auto& purpose : pack.purposes) {
    form.purposes.push_back({purpose.id, purpose.text, purpose.required});
  }
  for (const auto& step : kind.steps) form.steps.push_back(describe_promise(step));
  form.policy_version = pack.digest;
  return form;
}

// What everyone is asked; what may be left out, or depends on an answer, is not promised as needed.
int count_needed(const policy::RequestKind& kind) {
  return static_cast<int>(std::ranges::count_if(
      kind.items, [](const auto& item) { return item.required && item.when.empty(); }));
}

KindCard describe_card(const policy::RequestKind& kind) {
  return {.id = kind.id,
          .title = kind.title,
          .summary = kind.summary,
          .emergency = kind.emergency,
          .identity_required = kind.identity_required,
          .item_count = count_needed(kind),
          .conditions = kind.conditions};
}

}  // namespace requests
