#include <algorithm>

#include "procedure/gates.h"

// From the reception to the end of verification: H1, H2, H4.
namespace procedure {
namespace {

std::string pointer(const std::string& item) {
  return "/values/" + item;
}

bool has_check(const policy::Item& item, policy::Check wanted) {
  return std::ranges::find(item.checks, wanted) != item.checks.end();
}

// H2: what had expired on the day of submission does not pass. An override of the gate on either of
// its two steps holds for both: it is the same date.
void check_expiry(Check& check, const policy::Item& item, const ItemFact& fact, Date submitted_on) {
  if (!fact.valid_until || *fact.valid_until >= submitted_on) return;
  const bool passed_over = std::ranges::any_of(
      check.context.request.overrides,
      [](const Overridden& one) { return one.control == "gate.identity_valid"; });
  if (passed_over) return;
  check.rule("item.expired",
             {
                 {"item",         item.id               },
                 {"valid_until",  iso(*fact.valid_until)},
                 {"submitted_on", iso(submitted_on)     }
  },
             pointer(item.id), check.clause_of(policy::ControlKind::gate, "identity_valid"));
}

// E1: of what failed by itself, where somebody lives is asked by a gate of its own.
void check_area(Check& check, const policy::Item& item, const ItemFact& fact) {
  if (std::ranges::find(fact.failed_checks, "residence") == fact.failed_checks.end()) return;
  check.gate("in_area", "item.residence_failed",
             {
                 {"item",  item.id    },
                 {"check", "residence"}
  },
             pointer(item.id));
}

void check_automatic(Check& check, const policy::Item& item, const ItemFact& fact) {
  check_area(check, item, fact);
  for (const auto& failed : fact.failed_checks) {
    if (failed == "residence") continue;
    check.rule("item." + failed + "_failed",
               {
                   {"item",  item.id},
                   {"check", failed }
    },
               pointer(item.id), check.clause_of(policy::ControlKind::gate, "items_matched"));
  }
}

// H4: over exactly what stands there, in the version of the text that was read, by who may sign.
void check_signature(Check& check) {
  const auto& declaration = check.context.kind().declaration;
  const auto& action = check.action;
  if (!declaration || !check.deciding()) return;
  if (!action.sign_method)
    return check.gate("declaration_current", "declaration.not_signed", {}, "/declaration");
  const auto& methods = declaration->signed_by;
  if (std::ranges::find(methods, *action.sign_method) == methods.end())
    check.rule("declaration.sign_method", {}, "/declaration/method");
  if (action.content_digest != check.context.facts.content_digest)
    check.gate("declaration_current", "declaration.other_content", {},
               "/declaration/content_digest");
  if (action.declaration_version != declaration->version) {
    check.gate("declaration_current", "declaration.other_version",
               {
                   {"version", std::to_string(declaration->version)}
    },
               "/declaration/declaration_version");
  }
  check.need(action.capacity.has_value(), "declaration.capacity_missing", "/capacity");
  if (!action.capacity) return;
  if (*action.capacity != Capacity::self) {
    check.need(!action.signer.empty(), "declaration.signer_missing", "/signer");
    return;
  }
  const auto minor = check.context.facts.values.find("beneficiary.minor");
  if (minor != check.context.facts.values.end() && minor->second == "yes")
    check.rule("declaration.minor", {}, "/capacity",
               check.clause_of(policy::ControlKind::gate, "declaration_current"));
}

void check_items(Check& check) {
  const auto& context = check.context;
  for (const auto& item : missing_items(context, check.steps)) {
    check.gate("items_present", "item.missing",
               {
                   {"item", item}
    },
               pointer(item));
  }
  bool looks_for_duplicates = false;
  for (const auto& item : context.kind().items) {
    looks_for_duplicates = looks_for_duplicates || has_check(item, policy::Check::duplicate);
    const auto* fact = fact_of(context, item.id);
    if (fact == nullptr || !is_asked(item, context, check.steps)) continue;
    check_automatic(check, item, *fact);
    check_expiry(check, item, *fact, riyadh_date(check.at()));
  }
  if (looks_for_duplicates && context.facts.duplicate_open) check.rule("request.duplicate_open");
}

}  // namespace

void check_receive(Check& check) {
  if (check.context.request.status != Status::none) return check.clash("request.received_already");
  const auto announced = check.clause_of(policy::ControlKind::gate, "announced");
  if (!announced.empty() && !check.context.kind().published)
    check.rule("request.not_announced", {}, "/kind", announced);
  const auto& own = check.context.kind().channels;
  const auto& offered = own.empty() ? check.context.pack.channels : own;
  if (check.deciding() && std::ranges::find(offered, check.action.channel) == offered.end()) {
    check.gate("channel_offered", "request.channel_not_offered",
               {
                   {"channel", check.action.channel}
    },
               "/channel");
  }
}

void check_raise_question(Check& check) {
  const auto& action = check.action;
  const auto& id = action.question.empty() ? action.note : action.question;
  const bool known = std::ranges::any_of(check.context.request.questions,
                                         [&](const Question& one) { return one.id == id; });
  if (check.deciding() && known) check.rule("question.raised_already", {}, "/question");
}

void check_answer_question(Check& check) {
  const bool clarifies = check.action.kind == ActionKind::answer_clarification;
  const std::string_view step = clarifies ? std::string_view(check.described().id) : "";
  if (!has_unanswered(check.context.request, step)) return check.clash("question.none_open");
  const bool open = std::ranges::any_of(check.context.request.questions, [&](const Question& one) {
    return one.id == check.action.question && one.step == step && !one.answered_at;
  });
  check.need(open, "question.unknown", "/question");
}

void check_ask_clarification(Check& check) {
  check_raise_question(check);
}

void check_submit(Check& check) {
  if (!check.deciding()) return;  // the act brings its items and its signature
  check_items(check);
  const int complete = check.step;
  const int declare = declared_with(check.context.kind(), complete);
  if (declare < 0) return;
  check.step = declare;
  check_signature(check);
  check.step = complete;
}

void check_sign(Check& check) {
  check_signature(check);
}

void check_correct_item(Check& check) {
  if (!check.deciding()) return;
  const auto& context = check.context;
  const Parameters item = {
      {"item", check.action.item}
  };
  const auto* fact = fact_of(context, check.action.item);
  if (context.kind().item(check.action.item) == nullptr)
    return check.rule("item.unknown", item, "/item");
  if (fact == nullptr) return check.rule("item.missing", item, "/item");
  const auto before = context.request.items.find(check.action.item);
  if (before != context.request.items.end() && before->second.digest == fact->digest)
    check.rule("item.not_changed", item, "/value");
}

void check_verify_item(Check& check) {
  if (!check.deciding()) return;
  const auto& context = check.context;
  const Parameters parameters = {
      {"item", check.action.item}
  };
  const auto* item = context.kind().item(check.action.item);
  if (item == nullptr) return check.rule("item.unknown", parameters, "/item");
  const auto* fact = fact_of(context, item->id);
  if (fact == nullptr) return check.rule("item.missing", parameters, "/item");
  const auto known = context.request.items.find(item->id);
  if (known != context.request.items.end() && known->second.digest != fact->digest)
    check.gate("declaration_current", "declaration.other_content", parameters, "/item");
  if (check.action.valid && context.request.submitted_at)
    check_expiry(check, *item, *fact, riyadh_date(*context.request.submitted_at));
}

namespace {

void check_verified(Check& check, const policy::Item& item) {
  const auto found = check.context.request.items.find(item.id);
  const bool verified = found != check.context.request.items.end() && found->second.verified;
  const Parameters parameters = {
      {"item", item.id}
  };
  if (!verified) return check.gate("items_matched", "item.not_verified", parameters, item.id);
  if (!found->second.matched) check.gate("items_matched", "item.not_matched", parameters, item.id);
  if (!found->second.valid) check.gate("items_matched", "item.not_valid", parameters, item.id);
}

}  // namespace

void check_finish_verification(Check& check) {
  if (check.purpose == Purpose::task) return;  // to match them is the work
  const auto& context = check.context;
  for (const auto& item : context.kind().items) {
    if (item.checks.empty() || !is_asked(item, context, check.steps)) continue;
    const auto* fact = fact_of(context, item.id);
    const bool there = fact != nullptr;
    if (there) check_verified(check, item);
    if (there) check_area(check, item, *fact);
    if (!there && item.required) {
      check.gate("items_matched", "item.missing",
                 {
                     {"item", item.id}
      },
                 item.id);
    }
  }
}

}  // namespace procedure
