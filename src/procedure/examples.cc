#include "procedure/examples.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"

namespace procedure {
namespace {

constexpr std::string_view capacities[] = {"self", "guardian", "agent"};

template <class Number>
Number number(const std::string& text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// One example on its way: the request, what is known about it, and what went wrong.
class Run {
 public:
  Run(const policy::Pack& pack, const policy::Example& example)
      : pack_(pack),
        example_(example),
        kind_(pack.kinds.at(static_cast<std::size_t>(pack.kind_index(example.request)))),
        request_(begin(pack, pack.kind_index(example.request))) {
    take_facts();
  }

  std::vector<policy::Problem> run() {
    for (const auto& one : example_.done) {
      const auto events = attempt(one);
      if (!events) {
        report(one, "example.done_refused", {"codes", codes_of(events.refusal())});
        return std::move(problems_);
      }
      take(events.value());
    }
    switch (example_.expect) {
      case policy::Expectation::allowed:
        expect_allowed();
        break;
      case policy::Expectation::refused:
        expect_refused();
        break;
      default:
        expect_standing();
    }
    return std::move(problems_);
  }

 private:
  using Said = std::pair<std::string, std::string>;

  void take_facts() {
    facts_.calendar = &calendar_;
    facts_.values = example_.facts.values;
    facts_.values.emplace("channel", example_.channel);
    facts_.values.emplace("applicant.capacity", "self");
    for (const auto& item : kind_.items) {
      if (item.required) facts_.items[item.id] = {true, "digest of " + item.id, {}, {}};
    }
    for (const auto& [id, said] : example_.facts.items) {
      ItemFact fact{said.present, "digest of " + id, {}, said.failed_checks};
      if (said.valid_until_days) fact.valid_until = example_.start + *said.valid_until_days;
      facts_.items[id] = std::move(fact);
    }
    facts_.content_digest = "digest of all";
    facts_.part_taken_by = example_.facts.part_taken_by;
    facts_.duplicate_open = example_.facts.duplicate_open;
    facts_.capacity_left = example_.facts.capacity_left;
    facts_.acknowledged = example_.facts.acknowledged;
    take_records();
    for (const auto& purpose : pack_.purposes) facts_.consents.insert(purpose.id);
    if (const auto& given = example_.facts.consents)
      facts_.consents = {given->begin(), given->end()};
  }

  // Whatever is to be written down is, but for what the example says is missing.
  void take_records() {
    for (const auto& step : kind_.steps) {
      for (const auto& field : step.record) facts_.record.insert(step.id + "." + field.id);
    }
    for (const auto& [field, value] : example_.facts.record) {
      if (value == "missing") {
        facts_.record.erase(field);
      } else {
        facts_.values["record." + field] = value;
      }
    }
  }

  Actor actor_of(const policy::ExampleAction& one) const {
    Actor actor;
    actor.id = one.who.empty() ? one.by : one.who;
    if (const auto role = role_named(one.by)) {
      actor.kind = Actor::Kind::staff;
      actor.roles = {*role};
    } else {
      actor.kind = one.by == "applicant" ? Actor::Kind::applicant : Actor::Kind::system;
    }
    return actor;
  }

  std::string said(const policy::ExampleAction& one, const std::string& key,
                   std::string otherwise) const {
    const auto found = one.with.find(key);
    if (found == one.with.end()) return otherwise;
    return found->second;
  }

  // What the example leaves out is filled in as an honest actor would.
  Action action_of(const policy::ExampleAction& one, const Actor& actor) const {
    Action action;
    action.kind = action_named(one.action).value_or(ActionKind::receive);
    action.step = said(one, "step", "");
    action.item = said(one, "item", "");
    action.matched = said(one, "matched", "no") == "yes";
    action.valid = said(one, "valid", "no") == "yes";
    action.outcome = said(one, "outcome", "");
    action.note = said(one, "note", "note");
    action.question = said(one, "question", "");
    action.channel = said(one, "channel", one.action == "receive" ? example_.channel : "");
    action.what = said(one, "what", "");
    const bool by_staff = actor.kind == Actor::Kind::staff;
    action.proof = said(one, "proof",
                        by_staff                               ? "officer"
                        : actor.kind == Actor::Kind::applicant ? "portal"
                                                               : "gateway");
    action.assignee = said(one, "assignee", "colleague");
    action.control = said(one, "control", "");
    action.rectifies = number<std::int64_t>(said(one, "rectifies", "0"));
    action.other_request = said(one, "other_request", "other request");
    action.amount_halalas = number<std::int64_t>(said(one, "amount_halalas", "0"));
    action.last = said(one, "last", "no") == "yes";
    action.items = one.items;
    if (one.with.contains("until"))
      action.until = example_.start + number<int>(one.with.at("until"));
    sign(action, one);
    return action;
  }

  void sign(Action& action, const policy::ExampleAction& one) const {
    action.content_digest = said(one, "content_digest", facts_.content_digest);
    const auto& declaration = kind_.declaration;
    const int version = declaration ? declaration->version : 0;
    action.declaration_version =
        number<int>(said(one, "declaration_version", std::to_string(version)));
    if (one.with.contains("sign_method")) {
      action.sign_method = policy::sign_method_named(one.with.at("sign_method"));
    } else if (declaration && !declaration->signed_by.empty()) {
      action.sign_method = declaration->signed_by.front();
    }
    const std::string capacity = said(one, "capacity", facts_.values.at("applicant.capacity"));
    for (std::size_t i = 0; i < std::size(capacities); ++i) {
      if (capacities[i] == capacity) action.capacity = static_cast<Capacity>(i);
    }
    action.signer = said(one, "signer", "signer");
  }

  // A correction brings a new value; a rectification names an entry that stands in the events.
  void prepare(const Action& action) {
    const auto item = facts_.items.find(action.item);
    if (action.kind == ActionKind::correct_item && item != facts_.items.end()) {
      item->second.digest += ", corrected";
      facts_.content_digest += ", corrected";
    }
    facts_.entry.reset();
    for (const auto& event : events_) {
      if (event.seq == action.rectifies)
        facts_.entry = EntryFact{event.kind, event.actor, event.step};
    }
  }

  Result<std::vector<Event>> attempt(const policy::ExampleAction& one) {
    const Actor actor = actor_of(one);
    const Action action = action_of(one, actor);
    prepare(action);
    return decide(pack_, request_, action, actor, policy::instant_of(example_.start, one.at),
                  facts_);
  }

  void take(const std::vector<Event>& events) {
    events_.insert(events_.end(), events.begin(), events.end());
    request_ = fold(pack_, request_.kind, events_);
  }

  void expect_allowed() {
    const auto events = attempt(*example_.attempt);
    if (!events) report("example.not_allowed", {"codes", codes_of(events.refusal())});
  }

  void expect_refused() {
    const auto events = attempt(*example_.attempt);
    if (events) return report("example.not_refused", {"action", example_.attempt->action});
    const auto& obstacles = events.refusal().obstacles;
    const bool coded = std::ranges::any_of(
        obstacles, [&](const Obstacle& one) { return one.code == example_.code; });
    if (!example_.code.empty() && !coded)
      return report("example.other_code", {"codes", codes_of(events.refusal())});
    for (const auto& control : example_.shows) {
      const std::string clause = control.substr(0, control.find('/'));
      const bool named =
          std::ranges::any_of(obstacles, [&](const Obstacle& one) { return one.clause == clause; });
      if (!named && !coded)
        report("example.other_clause", {"codes", codes_of(events.refusal())}, control);
    }
  }

  void expect_standing() {
    if (example_.attempt) {
      const auto events = attempt(*example_.attempt);
      if (!events) return report("example.not_allowed", {"codes", codes_of(events.refusal())});
      take(events.value());
    }
    const auto standing =
        control_outcomes(pack_, request_, policy::instant_of(example_.start, example_.at));
    for (const auto& control : example_.shows) {
      const auto found = std::ranges::find(standing, control, &ControlOutcome::control);
      const std::string_view outcome = found == standing.end() ? "none" : name_of(found->outcome);
      if (outcome != name_of(example_.expect))
        report("example.other_standing", {"outcome", std::string(outcome)}, control);
    }
  }

  static std::string codes_of(const Refusal& refusal) {
    std::vector<std::string> codes;
    for (const auto& one : refusal.obstacles) {
      if (std::ranges::find(codes, one.code) == codes.end()) codes.push_back(one.code);
    }
    return join(codes, ", ");
  }

  void report(const policy::ExampleAction& at, std::string code, Said what) {
    problems_.push_back({
        example_.file, at.line, at.column, std::move(code), {what, {"found", at.action}}
    });
  }
  void report(std::string code, Said what, std::string found = {}) {
    if (found.empty()) found = example_.shows.front();
    problems_.push_back({
        example_.file,
        example_.line,
        example_.column,
        std::move(code),
        {what, {"expected", std::string(name_of(example_.expect))}, {"found", std::move(found)}}
    });
  }

  const policy::Pack& pack_;
  const policy::Example& example_;
  const policy::RequestKind& kind_;
  const saudi::WorkingCalendar calendar_;
  Request request_;
  Facts facts_;
  std::vector<Event> events_;
  std::vector<policy::Problem> problems_;
};

void report_unshown(std::vector<policy::Problem>& problems, const std::string& control,
                    const char* code) {
  problems.push_back({"examples.yaml", 0, 0, code, {{"found", control}}});
}

}  // namespace

std::vector<policy::Problem> run_examples(const policy::Pack& pack,
                                          const std::vector<policy::Example>& examples) {
  std::vector<policy::Problem> problems;
  std::set<std::string> passing, refusing;
  for (const auto& example : examples) {
    auto found = Run(pack, example).run();
    if (found.empty())
      (example.passes() ? passing : refusing).insert(example.shows.begin(), example.shows.end());
    std::ranges::move(found, std::back_inserter(problems));
  }
  for (const auto& clause : pack.clauses) {
    for (const auto& control : clause.controls) {
      if (!clause.owed || !policy::wants_examples(control.kind, control.name)) continue;
      if (!passing.contains(control.id))
        report_unshown(problems, control.id, "example.none_passes");
      if (!refusing.contains(control.id))
        report_unshown(problems, control.id, "example.none_refuses");
    }
  }
  return problems;
}

}  // namespace procedure
