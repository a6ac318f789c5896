#include <algorithm>

#include "base/text.h"
#include "policy/draft.h"

// The steps of a procedure. Two passes: first what each step is, then where it goes, which needs
// the ids of all.
namespace policy {
namespace {

constexpr std::size_t steps_max = 60;

// Parameters that only some kinds have.
struct Parameter {
  std::string_view key;
  std::vector<StepKind> fits;
};
const std::vector<Parameter>& parameters() {
  using enum StepKind;
  static const std::vector<Parameter> table = {
      {"at_least", {study}           },
      {"at_most",  {study}           },
      {"body",     {study}           },
      {"message",  {inform, evaluate}},
      {"telling",  {inform}          },
      {"to",       {clarify}         },
      {"receipt",  {deliver}         },
      {"fee",      {pay}             },
      {"share",    {attend}          },
      {"capacity", {enroll}          },
      {"consent",  {refer}           }
  };
  return table;
}

void check_parameters(Draft& draft, const Step& step, const Node& node) {
  const auto unfit = [&](std::string_view key) {
    if (const Node* value = node.find(key))
      draft.problems.add(
          *value, "pack.key_unfit",
          {
              {"key",   std::string(key)               },
              {"found", std::string(name_of(step.kind))}
      });
  };
  for (const Parameter& parameter : parameters())
    if (std::find(parameter.fits.begin(), parameter.fits.end(), step.kind) == parameter.fits.end())
      unfit(parameter.key);
  if (step.kind == StepKind::study) unfit("within");
  if (!has_record(step.kind)) unfit("record");
}

ActorSet read_actors(Draft& draft, Fields& fields) {
  ActorSet actors;
  std::vector<std::string> known = role_names();
  known.insert(known.end(), {"applicant", "system"});
  for (const Node* word : fields.one_or_more("by", known.size(), Needed::yes)) {
    const auto at = read_word(draft.problems, *word, known, "pack.unknown_role");
    if (!at) continue;
    if (*at < role_names().size()) actors.roles.push_back(static_cast<Role>(*at));
    if (known[*at] == "applicant") actors.applicant = true;
    if (known[*at] == "system") actors.system = true;
  }
  return actors;
}

std::vector<std::string> ordinary_outcomes(StepKind kind) {
  std::vector<std::string> outcomes = outcomes_of(kind);
  if (kind == StepKind::reply) outcomes = {outcomes.front()};
  if (kind == StepKind::study) outcomes.pop_back();  // deferred: only where the pack says so
  return outcomes;
}

void read_outcomes(Draft& draft, Step& step, Fields& fields) {
  for (const Node* word : fields.one_or_more("outcomes", 20))
    if (const auto at =
            read_word(draft.problems, *word, outcomes_of(step.kind), "pack.unknown_outcome"))
      step.outcomes.push_back(outcomes_of(step.kind)[*at]);
  if (step.outcomes.empty()) step.outcomes = ordinary_outcomes(step.kind);
}

void read_periods(Draft& draft, Step& step, Fields& fields) {
  if (const Node* node = fields.find("at_least"))
    step.at_least = read_period(draft.problems, *node);
  if (const Node* node = fields.find("at_most"))
    step.at_most = read_own_period(draft.problems, *node);
  if (const Node* node = fields.find("within"))
    step.within = read_own_period(draft.problems, *node);
  if (const Node* node = fields.find("repeat")) {
    Fields repeat(draft.problems, *node, keys_of("repeat"));
    Repeat value;
    if (const Node* every = repeat.need("every"))
      value.every = read_own_period(draft.problems, *every).value_or(Period());
    if (const Node* max = repeat.need("max"))
      value.max = static_cast<int>(read_number(draft.problems, *max, 1, 520).value_or(1));
    step.repeat = value;
  }
}

// A template's id; or, of a decision that is told, one for each outcome.
void read_message(Draft& draft, Step& step, Fields& fields) {
  const bool wanted = step.kind == StepKind::inform || step.kind == StepKind::evaluate;
  const Node* node = wanted ? fields.need("message") : fields.find("message");
  if (!node) return;
  if (node->kind != Node::Kind::map) {
    step.message = read_id(draft.problems, *node);
    return;
  }
  for (std::size_t i = 0; i < node->keys.size(); ++i)
    step.messages[node->keys[i]->text] = read_id(draft.problems, *node->values[i]);
  if (!step.messages.empty()) step.message = step.messages.begin()->second;
}

// What belongs to one kind of step each.
void read_own(Draft& draft, Step& step, Fields& fields) {
  constexpr std::int64_t fee_max = 1'000'000'000'000;  // halalas
  if (const Node* fee = fields.find("fee"))
    step.fee = read_number(draft.problems, *fee, 1, fee_max);
  if (const Node* node = fields.find("share")) {
    Fields share(draft.problems, *node, keys_of("share"));
    Share value{share.string("of", Needed::yes), share.string("attended", Needed::yes), 0};
    if (const Node* least = share.need("at_least"))
      value.at_least = static_cast<int>(read_number(draft.problems, *least, 1, 100).value_or(1));
    value.chosen = share.flag("chosen");
    step.share = value;
  }
  if (const Node* node = fields.find("capacity"))
    if (const auto places = read_number(draft.problems, *node, 1, 1'000'000))
      step.capacity = static_cast<int>(*places);
  step.consent = fields.string("consent");
  if (const Node* record = fields.find("record")) read_record(draft, step, *record);
}

// A misspelt kind is taken for the one that was probably meant: so that one slip does not look like
// many.
StepKind read_step_kind(const Step& step, Fields& fields) {
  if (const auto named = step_kind_named(step.id); named && !fields.find("kind")) return *named;
  const Node* word = fields.find("kind");
  const auto meant = step_kind_named(nearest(word ? word->text : step.id, step_kind_names()));
  // Where only the id says what it is, a slip in it is told there.
  const auto at = fields.word(word || !meant ? "kind" : "id", step_kind_names(), Needed::yes,
                              "pack.unknown_step_kind");
  return at ? static_cast<StepKind>(*at) : meant.value_or(StepKind::receive);
}

Step read_step(Draft& draft, const Node& node) {
  Fields fields(draft.problems, node, keys_of("step"));
  Step step;
  step.id = fields.id("id");
  step.kind = read_step_kind(step, fields);
  check_parameters(draft, step, node);
  step.title = fields.text("title", Needed::yes, title_max);
  step.by = read_actors(draft, fields);
  step.when = read_conditions(draft.problems, fields.one_or_more("when", 10));
  step.optional = fields.flag("optional");
  step.chosen = fields.flag("chosen");
  step.receipt = fields.flag("receipt");
  read_outcomes(draft, step, fields);
  read_own(draft, step, fields);
  read_periods(draft, step, fields);
  if (const auto at = fields.word("escalate_to", role_names(), Needed::no, "pack.unknown_role"))
    step.escalate_to = role_names()[*at];
  if (step.kind == StepKind::study && !fields.find("body"))
    draft.problems.add(node, "pack.study_without_body");
  step.body = fields.string("body");
  read_message(draft, step, fields);
  if (const auto at = fields.word("telling", telling_names(),
                                  step.kind == StepKind::inform ? Needed::yes : Needed::no))
    step.telling = telling_names()[*at];
  if (const auto at =
          fields.word("to", role_names(), step.kind == StepKind::clarify ? Needed::yes : Needed::no,
                      "pack.unknown_role"))
    step.to = static_cast<Role>(*at);
  return step;
}

std::vector<std::string> ids_of(const RequestKind& kind) {
  std::vector<std::string> ids;
  for (const Step& step : kind.steps) ids.push_back(step.id);
  return ids;
}

// What a misspelt step was probably meant to be: so that one slip does not look like many.
std::optional<std::size_t> meant(const std::string& word, const std::vector<std::string>& ids) {
  const auto at = std::find(ids.begin(), ids.end(), nearest(word, ids));
  return at == ids.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - ids.begin()));
}

void read_after(Draft& draft, RequestKind& kind, std::size_t index, const Node& node) {
  Step& step = kind.steps[index];
  const Node* after = node.find("after");
  if (!after) {
    if (index > 0) step.after.push_back(static_cast<int>(index) - 1);
    return;
  }
  const std::vector<std::string> ids = ids_of(kind);
  for (const Node* word : read_one_or_more(draft.problems, *after, steps_max)) {
    auto at = read_word(draft.problems, *word, ids, "pack.unknown_step");
    if (!at) at = meant(word->text, ids);
    if (!at) continue;
    if (*at == index)
      draft.problems.add(*word, "pack.cycle",
                         {
                             {"found", word->text}
      });
    else if (*at > index)
      draft.problems.add(*word, "pack.after_later",
                         {
                             {"found", word->text}
      });
    else
      step.after.push_back(static_cast<int>(*at));
  }
  if (index > 0 && after->kind == Node::Kind::list && after->values.empty())
    draft.problems.add(*after, "pack.second_start");
  if (index > 0 && step.after.empty()) step.after.push_back(static_cast<int>(index) - 1);
  if (index > 0 && step.after.empty()) step.after.push_back(static_cast<int>(index) - 1);
}

void read_on(Draft& draft, RequestKind& kind, std::size_t index, const Node& node) {
  const Node* on = node.find("on");
  if (!on) return;
  if (on->kind != Node::Kind::map) {
    report_type(draft.problems, *on, "map");
    return;
  }
  Step& step = kind.steps[index];
  const std::vector<std::string> ids = ids_of(kind);
  for (std::size_t i = 0; i < on->keys.size(); ++i) {
    if (!read_word(draft.problems, *on->keys[i], step.outcomes, "pack.unknown_outcome")) continue;
    const auto at = read_word(draft.problems, *on->values[i], ids, "pack.unknown_step");
    if (!at) continue;
    if (*at <= index)
      draft.problems.add(*on->values[i], "pack.cycle",
                         {
                             {"found", ids[*at]}
      });
    else
      step.on[on->keys[i]->text] = static_cast<int>(*at);
  }
}

}  // namespace

void read_steps(Draft& draft, RequestKind& kind, KindSource& source, const Node& list) {
  for (const Node* node : read_list(draft.problems, list, steps_max)) {
    Step step = read_step(draft, *node);
    if (!step.id.empty() && kind.step_index(step.id) >= 0)
      draft.problems.add(node->place_of("id"), "pack.id_twice",
                         {
                             {"found", step.id}
      });
    kind.steps.push_back(std::move(step));
    source.steps.push_back(node);
  }
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    read_after(draft, kind, i, *source.steps[i]);
    read_on(draft, kind, i, *source.steps[i]);
  }
  if (kind.steps.empty()) draft.problems.add(list, "pack.no_steps");
}

}  // namespace policy
