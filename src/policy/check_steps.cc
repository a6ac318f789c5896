#include <algorithm>

#include "policy/draft.h"

// Checks of each step: somebody may act on it, and whatever it names is there.
namespace policy {
namespace {

std::string text_of(StepKind kind) {
  return std::string(name_of(kind));
}

// Steps that an applicant may act on, and that the system may do by itself. Nobody decides,
// verifies or judges their own matter, and a machine decides nothing.
bool applicant_fits(StepKind kind) {
  using enum StepKind;
  static constexpr StepKind own[] = {receive, complete, declare, clarify, pay,
                                     attend,  deliver,  arrive,  evaluate};
  return std::find(std::begin(own), std::end(own), kind) != std::end(own);
}
bool system_fits(StepKind kind) {
  using enum StepKind;
  static constexpr StepKind own[] = {receive, inform, enroll, evaluate, close};
  return std::find(std::begin(own), std::end(own), kind) != std::end(own);
}

std::size_t count_of(const ActorSet& actors) {
  return actors.roles.size() + (actors.applicant ? 1 : 0) + (actors.system ? 1 : 0);
}

void check_actors(Draft& draft, const Step& step, const Node& node) {
  const Node& place = node.place_of("by");
  const bool staffed = std::any_of(step.by.roles.begin(), step.by.roles.end(),
                                   [&](Role role) { return has_title(draft.pack, role); });
  const bool nobody = !staffed && !step.by.applicant && !step.by.system;
  const bool readable = place.kind == Node::Kind::list ? place.values.size() == count_of(step.by)
                                                       : count_of(step.by) == 1;
  if (nobody && readable && draft.titles_sound && node.find("by"))
    draft.problems.add(place, "pack.nobody",
                       {
                           {"found", step.id}
    });
  if (step.by.applicant && !applicant_fits(step.kind))
    draft.problems.add(place, "pack.actor_unfit",
                       {
                           {"found",     "applicant"       },
                           {"step_kind", text_of(step.kind)}
    });
  if (step.by.system && !system_fits(step.kind))
    draft.problems.add(place, "pack.actor_unfit",
                       {
                           {"found",     "system"          },
                           {"step_kind", text_of(step.kind)}
    });
  for (const char* key : {"to", "escalate_to"})
    if (const Node* value = node.find(key))
      if (const auto role = role_named(value->text);
          role && !has_title(draft.pack, *role) && draft.titles_sound)
        draft.problems.add(*value, "pack.role_without_title",
                           {
                               {"found", value->text}
        });
}

void check_body(Draft& draft, const Step& step, const Node& node) {
  if (step.body.empty() || step.kind != StepKind::study) return;
  std::vector<std::string> known;
  for (const DecidingBody& body : draft.pack.bodies) {
    known.push_back(body.id);
    if (body.id != step.body) continue;
    const auto& roles = step.by.roles;
    if (!roles.empty() && std::find(roles.begin(), roles.end(), body.recorded_by) == roles.end())
      draft.problems.add(node.place_of("by"), "pack.body_not_recording",
                         {
                             {"found", body.id                               },
                             {"role",  std::string(name_of(body.recorded_by))}
      });
    return;
  }
  report_unknown(draft.problems, node.place_of("body"), "pack.unknown_body", step.body, known);
}

void check_message(Draft& draft, const Node& at, const std::string& id) {
  if (id.empty() || draft.pack.message(id)) return;
  std::vector<std::string> known;
  for (const Message& message : draft.pack.messages) known.push_back(message.id);
  report_unknown(draft.problems, at, "pack.unknown_message", id, known);
}

// What is decided before step `index`: the outcomes of the nearest study or judgement before it.
const Step* decision_before(const RequestKind& kind, std::size_t index) {
  for (std::size_t i = index; i-- > 0;)
    if (kind.steps[i].kind == StepKind::study || kind.steps[i].kind == StepKind::judge)
      return &kind.steps[i];
  return nullptr;
}

void check_messages_by_outcome(Draft& draft, const RequestKind& kind, std::size_t index,
                               const Node& node) {
  const Step& step = kind.steps[index];
  const Step* decision = decision_before(kind, index);
  const Node& place = node.place_of("message");
  if (!decision) {
    if (!step.messages.empty() || step.telling == "decision")
      draft.problems.add(node.place_of("telling"), "pack.no_decision_before",
                         {
                             {"found", step.id}
      });
    return;
  }
  if (step.messages.empty()) return;
  for (const NodePtr& key : place.keys)
    if (std::find(decision->outcomes.begin(), decision->outcomes.end(), key->text) ==
        decision->outcomes.end())
      report_unknown(draft.problems, *key, "pack.unknown_outcome", key->text, decision->outcomes);
  for (const std::string& outcome : decision->outcomes)
    if (!step.messages.contains(outcome) && outcome != "deferred")
      draft.problems.add(place, "pack.outcome_without_message",
                         {
                             {"found", outcome}
      });
  for (const NodePtr& value : place.values) check_message(draft, *value, value->text);
}

void check_papers(Draft& draft, const RequestKind& kind, const Step& step, const Node& node) {
  const bool checked = std::any_of(kind.items.begin(), kind.items.end(),
                                   [](const Item& item) { return !item.checks.empty(); });
  if (step.kind == StepKind::declare && !kind.declaration)
    draft.problems.add(node, "pack.no_declaration",
                       {
                           {"found", kind.id}
    });
  if (step.kind == StepKind::complete && kind.items.empty())
    draft.problems.add(node, "pack.nothing_to_complete",
                       {
                           {"found", kind.id}
    });
  if (step.kind == StepKind::verify && !checked)
    draft.problems.add(node, "pack.nothing_to_verify",
                       {
                           {"found", kind.id}
    });
}

bool has_step(const RequestKind& kind, StepKind wanted) {
  return std::any_of(kind.steps.begin(), kind.steps.end(),
                     [&](const Step& step) { return step.kind == wanted; });
}

// The share is worked out of two numbers of the record; the consent names one of the purposes.
void check_own(Draft& draft, const Step& step, const Node& node) {
  std::vector<std::string> numbers;
  for (const Item& field : step.record)
    if (field.type == ValueType::number && field.required) numbers.push_back(field.id);
  for (const char* key : {"of", "attended"}) {
    if (!step.share) break;
    const Node& at = node.place_of("share").place_of(key);
    if (std::find(numbers.begin(), numbers.end(), at.text) == numbers.end())
      report_unknown(draft.problems, at, "pack.unknown_field", at.text, numbers);
  }
  if (step.consent.empty()) return;
  std::vector<std::string> purposes;
  for (const Purpose& purpose : draft.pack.purposes) purposes.push_back(purpose.id);
  if (std::find(purposes.begin(), purposes.end(), step.consent) == purposes.end())
    report_unknown(draft.problems, node.place_of("consent"), "pack.unknown_purpose", step.consent,
                   purposes);
}

void check_whole(Draft& draft, const RequestKind& kind, const KindSource& source) {
  if (kind.steps.empty()) return;
  if (kind.steps.front().kind != StepKind::receive)
    draft.problems.add(*source.steps.front(), "pack.first_step",
                       {
                           {"found", kind.steps[0].id}
    });
  if (kind.steps.back().kind != StepKind::close)
    draft.problems.add(*source.steps.back(), "pack.last_step",
                       {
                           {"found", kind.steps.back().id}
    });
  if (kind.declaration && !has_step(kind, StepKind::declare))
    draft.problems.add(source.node->place_of("declaration"), "pack.declaration_unused");
  if (!kind.items.empty() && !has_step(kind, StepKind::complete))
    draft.problems.add(source.node->place_of("items"), "pack.items_unused");
  if (kind.appeal_kind.empty()) return;
  const RequestKind* appeal = draft.pack.kind(kind.appeal_kind);
  const Node& place = source.node->place_of("appeal");
  if (!appeal) {
    std::vector<std::string> known;
    for (const RequestKind& other : draft.pack.kinds) known.push_back(other.id);
    report_unknown(draft.problems, place, "pack.unknown_kind", kind.appeal_kind, known);
  } else if (!has_step(*appeal, StepKind::judge)) {
    draft.problems.add(place, "pack.appeal_without_judge",
                       {
                           {"found", kind.appeal_kind}
    });
  }
}

}  // namespace

bool has_title(const Pack& pack, Role role) {
  return std::any_of(pack.titles.begin(), pack.titles.end(),
                     [&](const Title& title) { return title.role == role; });
}

void check_steps(Draft& draft, const RequestKind& kind, const KindSource& source) {
  check_whole(draft, kind, source);
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    const Node& node = *source.steps[i];
    check_actors(draft, step, node);
    check_body(draft, step, node);
    check_papers(draft, kind, step, node);
    check_own(draft, step, node);
    if (step.messages.empty()) check_message(draft, node.place_of("message"), step.message);
    if (step.kind == StepKind::inform) check_messages_by_outcome(draft, kind, i, node);
  }
}

}  // namespace policy
