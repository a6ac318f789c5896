#include <algorithm>

#include "policy/facts.h"
#include "policy/in_words.h"

// What requests.yaml says of the steps of a procedure, as facts.
namespace policy {
namespace {

std::string step_path(const Facts::At& kind, const std::string& id) {
  return kind.path + "/step/" + id;
}

void add_clocks(Facts& facts, const Facts::At& at, const Pack& pack, const Step& step) {
  facts.period(at, "step.at_least", step.at_least);
  facts.period(at, "step.at_most", step.at_most);
  facts.period(at, "step.within", step.within);
  if (step.repeat) {
    facts.period(at, "step.repeat", step.repeat->every);
    facts.value(at, "step.repeat.max", std::to_string(step.repeat->max),
                counted_in_both("times", step.repeat->max));
  }
  if (const auto role = role_named(step.escalate_to))
    facts.value(at, "step.escalate_to", step.escalate_to, in_words(pack, *role));
  else
    facts.value(at, "step.escalate_to", step.escalate_to, same_in_both(step.escalate_to));
}

std::string raw_of(const ActorSet& actors) {
  std::string raw;
  if (actors.applicant) raw += "applicant ";
  for (const Role role : actors.roles) raw += std::string(name_of(role)) + ' ';
  if (actors.system) raw += "system";
  return raw;
}

void add_course(Facts& facts, const Facts::At& at, const RequestKind& kind, const Step& step) {
  facts.value(at, "step.when", raw_of(step.when), in_words(kind, step.when));
  facts.flag(at, "step.optional", step.optional);
  for (const auto& [outcome, target] : step.on) {
    if (target < 0 || static_cast<std::size_t>(target) >= kind.steps.size()) continue;
    facts.entry(at, "step.on", outcome, word_in_both("outcome", outcome),
                kind.steps[static_cast<std::size_t>(target)].id, title_of(kind, target));
  }
  for (const std::string& outcome : step.outcomes)
    facts.member(at, "step.outcome", outcome, word_in_both("outcome", outcome));
  facts.order(at, "step.outcome.order", step.outcomes);
}

Text subject_of(const Pack& pack, const std::string& message) {
  const Message* found = pack.message(message);
  return found ? found->subject : same_in_both(message);
}

void add_telling(Facts& facts, const Facts::At& at, const Pack& pack, const Step& step) {
  const auto body = std::find_if(pack.bodies.begin(), pack.bodies.end(),
                                 [&](const DecidingBody& each) { return each.id == step.body; });
  facts.value(at, "step.body", step.body,
              body == pack.bodies.end() ? same_in_both(step.body) : body->title);
  facts.value(at, "step.message", step.message, subject_of(pack, step.message));
  for (const auto& [outcome, message] : step.messages)
    facts.entry(at, "step.message_of", outcome, word_in_both("outcome", outcome),
                "message " + message, subject_of(pack, message));
  facts.value(at, "step.telling", step.telling, word_in_both("telling", step.telling));
  if (step.to)
    facts.value(at, "step.to", "role " + std::string(name_of(*step.to)), in_words(pack, *step.to));
  facts.flag(at, "step.receipt", step.receipt);
}

void add_own(Facts& facts, const Facts::At& at, const Pack& pack, const RequestKind& kind,
             const Step& step) {
  add_item_facts(facts, at, kind, step.record, "record");
  if (step.fee)
    facts.value(at, "step.fee", "halalas " + std::to_string(*step.fee), riyals_in_words(*step.fee));
  if (step.share) {
    const auto title = [&](const std::string& field) {
      const Item* item = step.recorded(field);
      return item ? item->title : same_in_both(field);
    };
    const std::string least = std::to_string(step.share->at_least);
    facts.value(at, "step.share", "percent " + least, same_in_both(least + '%'));
    facts.value(at, "step.share.of", "field " + step.share->of, title(step.share->of));
    facts.value(at, "step.share.attended", "field " + step.share->attended,
                title(step.share->attended));
    facts.chosen(at, "step.share", step.share->chosen);
  }
  if (step.capacity)
    facts.value(at, "step.capacity", std::to_string(*step.capacity),
                same_in_both(std::to_string(*step.capacity)));
  const auto purpose = std::find_if(pack.purposes.begin(), pack.purposes.end(),
                                    [&](const Purpose& each) { return each.id == step.consent; });
  facts.value(at, "step.consent", step.consent,
              purpose == pack.purposes.end() ? same_in_both(step.consent) : purpose->text);
}

void add_step(Facts& facts, const Facts::At& at, const Pack& pack, const RequestKind& kind,
              const Step& step) {
  facts.whole(at, "step");
  facts.text(at, "step.title", step.title);
  facts.value(at, "step.kind", "kind " + std::string(name_of(step.kind)),
              word_in_both("step", name_of(step.kind)));
  facts.value(at, "step.by", raw_of(step.by), in_words(pack, step.by));
  facts.chosen(at, "step", step.chosen);
  add_clocks(facts, at, pack, step);
  add_course(facts, at, kind, step);
  add_telling(facts, at, pack, step);
  add_own(facts, at, pack, kind, step);
}

}  // namespace

void add_step_facts(Facts& facts, const Facts::At& outer, const Pack& pack,
                    const RequestKind& kind) {
  for (const Step& step : kind.steps) {
    Facts::At at = outer.in("step", step.id, step.title);
    at.place.step = step.id;
    add_step(facts, at, pack, kind, step);
    std::vector<std::string> before;
    for (const int index : step.after)
      if (index >= 0 && static_cast<std::size_t>(index) < kind.steps.size())
        before.push_back(step_path(outer, kind.steps[static_cast<std::size_t>(index)].id));
    facts.after(at, std::move(before));
  }
  facts.order(outer, "step.order", paths_of(outer, "step", kind.steps));
}

}  // namespace policy
