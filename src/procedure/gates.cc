#include "procedure/gates.h"

#include <algorithm>

namespace procedure {

using policy::ControlKind;

void Check::add(std::string code, std::map<std::string, std::string> parameters, std::string field,
                std::string clause) {
  obstacles.push_back(
      {std::move(code), std::move(field), std::move(clause), std::move(parameters), {}});
}

bool Check::overridden(std::string_view control) const {
  return std::ranges::any_of(context.request.overrides, [&](const Overridden& done) {
    return done.control == control && step >= 0 && done.step == described().id;
  });
}

void Check::gate(std::string_view name, std::string code,
                 std::map<std::string, std::string> parameters, std::string field) {
  if (overridden("gate." + std::string(name))) return;
  add(std::move(code), std::move(parameters), std::move(field),
      std::string(context.pack.clause_for(ControlKind::gate, name, context.request.kind, step)));
}

void Check::clock(std::string_view name, std::string code,
                  std::map<std::string, std::string> parameters) {
  if (overridden("clock." + std::string(name))) return;
  add(std::move(code), std::move(parameters), {},
      std::string(context.pack.clause_for(ControlKind::clock, name, context.request.kind, step)));
}

void Check::need(bool there, std::string code, std::string field) {
  if (!there && !offering) add(std::move(code), {}, std::move(field));
}

std::vector<std::string> unanswered(const Request& request, std::string_view step) {
  std::vector<std::string> open;
  for (const auto& question : request.questions) {
    if (!question.answered_at && question.step == step) open.push_back(question.id);
  }
  return open;
}

bool expired(const ItemFact& fact, Instant submitted_at) {
  return fact.valid_until && *fact.valid_until < riyadh_date(submitted_at);
}

namespace {

const ItemFact* fact_of(const Context& context, const std::string& item) {
  const auto found = context.facts.items.find(item);
  return found == context.facts.items.end() || !found->second.present ? nullptr : &found->second;
}

bool asked_for(const Context& context, const policy::Item& item) {
  return item.when.empty() || holds(item.when, context.facts.values);
}

bool has_check(const policy::Item& item, policy::Check wanted) {
  return std::ranges::find(item.checks, wanted) != item.checks.end();
}

int step_of_kind(const policy::RequestKind& kind, policy::StepKind wanted) {
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    if (kind.steps[i].kind == wanted) return static_cast<int>(i);
  }
  return -1;
}

// H2: what has expired on the day of submission does not pass.
void check_expiry(Check& check, const policy::Item& item, const ItemFact& fact,
                  Instant submitted_at) {
  if (!expired(fact, submitted_at)) return;
  check.gate("identity_valid", "item.expired",
             {
                 {"item",        item.id               },
                 {"valid_until", iso(*fact.valid_until)}
  },
             "/values/" + item.id);
}

void check_signature(Check& check) {
  const auto& declaration = check.context.kind().declaration;
  if (!declaration || check.offering) return;
  const auto& methods = declaration->signed_by;
  const auto& action = check.action;
  if (!action.sign_method) {
    check.gate("declaration_current", "declaration.not_signed", {}, "/declaration");
    return;
  }
  if (std::ranges::find(methods, *action.sign_method) == methods.end()) {
    check.add("declaration.sign_method", {}, "/declaration/method");
  }
  const bool same = action.content_digest == check.context.facts.content_digest;
  if (!same || action.declaration_version != declaration->version) {
    check.gate("declaration_current", "declaration.other_content", {}, "/declaration");
  }
  check.need(action.capacity.has_value(), "declaration.capacity_missing", "/capacity");
}

}  // namespace

std::vector<std::string> missing_items(const Context& context) {
  std::vector<std::string> missing;
  for (const auto& item : context.kind().items) {
    if (item.required && asked_for(context, item) && fact_of(context, item.id) == nullptr)
      missing.push_back(item.id);
  }
  return missing;
}

void check_submit(Check& check) {
  const auto& context = check.context;
  if (check.offering) return;
  for (const auto& item : missing_items(context)) {
    check.gate("items_present", "item.missing",
               {
                   {"item", item}
    },
               "/values/" + item);
  }
  bool duplicates = false;
  for (const auto& item : context.kind().items) {
    const auto* fact = fact_of(context, item.id);
    duplicates |= has_check(item, policy::Check::duplicate);
    if (fact == nullptr) continue;
    for (const auto& failed : fact->failed_checks) {
      check.add("item.check_failed",
                {
                    {"item",  item.id},
                    {"check", failed }
      },
                "/values/" + item.id);
    }
    check_expiry(check, item, *fact, check.at());
  }
  if (duplicates && context.facts.duplicate_open) check.add("request.duplicate_open");
  const int complete = check.step;
  const int declare = step_of_kind(context.kind(), policy::StepKind::declare);
  if (declare >= 0) {
    check.step = declare;
    check_signature(check);
    check.step = complete;
  }
}

void check_sign(Check& check) {
  check_signature(check);
}

void check_verify_item(Check& check) {
  if (check.offering) return;
  const auto& context = check.context;
  const auto* item = context.kind().item(check.action.item);
  if (item == nullptr)
    return check.add("item.unknown",
                     {
                         {"item", check.action.item}
    },
                     "/item");
  const auto* fact = fact_of(context, item->id);
  if (fact == nullptr)
    return check.add("item.missing",
                     {
                         {"item", item->id}
    },
                     "/item");
  if (check.action.valid && context.request.submitted_at)
    check_expiry(check, *item, *fact, *context.request.submitted_at);
}

void check_finish_verification(Check& check) {
  const auto& context = check.context;
  for (const auto& item : context.kind().items) {
    const auto* fact = fact_of(context, item.id);
    if (item.checks.empty() || fact == nullptr) continue;
    const auto state = context.request.items.find(item.id);
    const bool verified = state != context.request.items.end() && state->second.verified;
    if (!verified) {
      check.gate("items_matched", "item.not_verified",
                 {
                     {"item", item.id}
      });
    } else if (!state->second.matched) {
      check.gate("items_matched", "item.not_matched",
                 {
                     {"item", item.id}
      });
    } else if (!state->second.valid) {
      check.gate("identity_valid", "item.not_valid",
                 {
                     {"item", item.id}
      });
    }
  }
}

void check_tell(Check& check) {
  const auto& proof = check.action.proof;
  const bool by_staff = check.context.actor.kind == Actor::Kind::staff;
  check.need(by_staff ? proof == "officer" : proof == "gateway" || proof == "portal",
             "telling.proof", "/proof");
}

namespace {

void check_outcome(Check& check) {
  const auto& outcomes = check.described().outcomes;
  const bool known = std::ranges::find(outcomes, check.action.outcome) != outcomes.end();
  check.need(known, "outcome.unknown", "/outcome");
}

void check_clarified(Check& check) {
  for (const auto& step : check.context.kind().steps) {
    if (step.kind != policy::StepKind::clarify) continue;
    if (!unanswered(check.context.request, step.id).empty())
      check.gate("clarified", "question.not_clarified",
                 {
                     {"step", step.id}
      });
  }
}

void check_reasons(Check& check) {
  if (!check.offering && check.action.note.empty())
    check.gate("reasons_given", "decision.reasons_missing", {}, "/reasons");
}

// H5: told of the study before it is decided.
void check_told(Check& check) {
  const auto& context = check.context;
  const bool promised = std::ranges::any_of(context.kind().steps, [](const policy::Step& step) {
    return step.kind == policy::StepKind::inform && step.telling == "study_period";
  });
  const bool told = std::ranges::any_of(context.request.told, [](const Told& one) {
    return one.what == "study_period" && !one.failed;
  });
  if (promised && !told) check.gate("told_first", "study.not_told");
}

}  // namespace

void check_decision(Check& check) {
  check_outcome(check);
  check_told(check);
  check_clarified(check);
  check_reasons(check);
  const auto& earliest = check.state().earliest;
  const bool answers = check.action.outcome != "deferred";
  if (answers && earliest && check.at() < *earliest) {
    check.clock("earliest", "study.too_early",
                {
                    {"earliest", iso(riyadh_date(*earliest))}
    });
  }
}

void check_judgement(Check& check) {
  check_outcome(check);
  check_reasons(check);
  const auto& part = check.context.facts.part_taken_by;
  if (std::ranges::find(part, check.context.actor.id) != part.end())
    check.gate("independent", "judge.had_part");
}

void check_enroll(Check& check) {
  for (const auto& item : missing_items(check.context)) {
    check.gate("papers_complete", "item.missing",
               {
                   {"item", item}
    });
  }
  if (check.context.facts.capacity_left == 0) check.add("register.full");
}

void check_deliver(Check& check) {
  check.need(!check.action.note.empty(), "delivery.what_missing", "/what");
  if (check.action.amount_halalas < 0) check.add("amount.negative", {}, "/amount_halalas");
}

void check_receipt(Check& check) {
  if (check.state().repetitions == 0) check.add("receipt.nothing_delivered");
  const bool by_staff = check.context.actor.kind == Actor::Kind::staff;
  if (by_staff) check.need(!check.action.note.empty(), "receipt.how_missing", "/note");
}

void check_reply(Check& check) {
  check.need(!check.action.note.empty(), "reply.text_missing", "/text");
  const auto came_by = check.context.facts.values.find("channel");
  if (check.offering || came_by == check.context.facts.values.end()) return;
  if (!check.action.channel.empty() && check.action.channel != came_by->second) {
    check.gate("same_channel", "reply.other_channel",
               {
                   {"channel", came_by->second}
    },
               "/channel");
  }
  if (!check.action.outcome.empty()) check_outcome(check);
}

void check_close(Check& check) {
  if (!unanswered(check.context.request, "").empty()) check.add("question.not_answered");
}

void end_request(Draft& draft, int step) {
  std::string outcome = draft.state.decision;
  for (std::size_t i = 0; i < draft.state.steps.size(); ++i) {
    const auto kind = draft.kind.steps[i].kind;
    const bool says = kind == policy::StepKind::reply || kind == policy::StepKind::attend ||
                      kind == policy::StepKind::arrive || kind == policy::StepKind::permit;
    if (outcome.empty() && says) outcome = draft.state.steps[i].outcome;
  }
  Payload payload;
  payload.outcome = outcome.empty() ? "completed" : outcome;
  for (std::size_t i = 0; i < draft.state.steps.size(); ++i) {
    const bool left_open =
        draft.state.steps[i].status == StepStatus::open && static_cast<int>(i) != step;
    if (left_open) draft.skip(static_cast<int>(i));
  }
  Payload done;
  done.outcome = "closed";
  draft.emit(EventKind::step_done, step, std::move(done));
  draft.emit(EventKind::closed, step, std::move(payload));
}

}  // namespace procedure
