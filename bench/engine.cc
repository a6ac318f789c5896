#include "engine.h"

#include <stdexcept>

#include "measure.h"
#include "procedure/procedure.h"

namespace bench {
namespace {

using procedure::ActionKind;

struct Step {
  procedure::Action action;
  procedure::Actor actor;
  Instant at;
};

procedure::Action act(ActionKind kind, std::string step = {}) {
  procedure::Action action;
  action.kind = kind;
  action.step = std::move(step);
  action.note = "01890000-0000-7000-8000-000000000001";
  action.channel = "interview";
  action.proof = "officer";
  return action;
}

class Walk {
 public:
  explicit Walk(const policy::Pack& pack) : pack_(pack), kind_(pack.kind_index("assistance")) {
    facts_.calendar = &calendar_;
    facts_.content_digest = "digest";
    facts_.values = {
        {"channel",            "interview"},
        {"item.need",          "transport"},
        {"item.income",        "0"        },
        {"applicant.capacity", "self"     }
    };
    for (const auto& item : kind().items) {
      if (!item.when.empty() && item.id != "appointment") continue;
      facts_.items[item.id] = {.present = true, .digest = std::string(64, 'a')};
    }
    plan();
  }
  const policy::RequestKind& kind() const { return pack_.kinds[static_cast<std::size_t>(kind_)]; }
  std::size_t length() const { return steps_.size(); }

  // From the beginning to the end; the events, if they are wanted.
  void run(std::vector<procedure::Event>* kept = nullptr) const {
    auto request = procedure::begin(pack_, kind_);
    for (const auto& step : steps_) {
      const auto events =
          procedure::decide(pack_, request, step.action, step.actor, step.at, facts_);
      if (!events)
        throw std::runtime_error("the bench's walk was refused: " +
                                 events.refusal().obstacles.front().code);
      for (const auto& event : events.value()) {
        procedure::evolve(pack_, request, event);
        if (kept != nullptr) kept->push_back(event);
      }
    }
  }
  void fold(const std::vector<procedure::Event>& events) const {
    if (procedure::fold(pack_, kind_, events).status != procedure::Status::closed)
      throw std::runtime_error("the bench's walk does not end");
  }

 private:
  void add(procedure::Action action, Role role, int day) {
    procedure::Actor actor{
        .kind = procedure::Actor::Kind::staff,
        .id = "01890000-0000-7000-8000-00000000000" + std::to_string(static_cast<int>(role)),
        .roles = {role}};
    steps_.push_back(
        {std::move(action), std::move(actor), Instant{1'795'000'000'000} + day * day_ms});
  }
  void plan() {
    add(act(ActionKind::receive), Role::officer, 0);
    auto submit = act(ActionKind::submit);
    submit.content_digest = "digest";
    submit.declaration_version = kind().declaration->version;
    submit.sign_method = policy::SignMethod::witness;
    submit.capacity = procedure::Capacity::self;
    submit.signer = "party";
    add(submit, Role::officer, 0);
    for (const auto& item : kind().items) {
      if (item.checks.empty() || !facts_.items.contains(item.id)) continue;
      auto verify = act(ActionKind::verify_item);
      verify.item = item.id;
      verify.matched = verify.valid = true;
      add(verify, Role::officer, 1);
    }
    add(act(ActionKind::finish_verification), Role::officer, 1);
    add(act(ActionKind::tell, "tell_study_period"), Role::officer, 1);
    auto decision = act(ActionKind::record_decision, "study");
    decision.outcome = "accepted";
    decision.amount_halalas = 100'000;
    add(decision, Role::secretary, 20);
    add(act(ActionKind::tell, "tell_answer"), Role::officer, 20);
    add(act(ActionKind::enroll, "register"), Role::officer, 21);
    add(act(ActionKind::deliver, "deliver"), Role::officer, 22);
    add(act(ActionKind::confirm_receipt, "deliver"), Role::officer, 22);
  }

  const policy::Pack& pack_;
  int kind_;
  saudi::WorkingCalendar calendar_;
  procedure::Facts facts_;
  std::vector<Step> steps_;
};

double walks_a_second(double seconds, const auto& walk) {
  std::int64_t walks = 0;
  const auto began = std::chrono::steady_clock::now();
  do {
    for (int i = 0; i < 100; ++i) walk();
    walks += 100;
  } while (seconds_since(began) < seconds);
  return static_cast<double>(walks) / seconds_since(began);
}

}  // namespace

EngineRates walk_engine(const policy::Pack& pack, double seconds) {
  const Walk walk(pack);
  std::vector<procedure::Event> events;
  walk.run(&events);
  EngineRates rates;
  rates.steps_of_walk = static_cast<int>(walk.length());
  rates.events_of_walk = static_cast<int>(events.size());
  const auto steps = static_cast<double>(walk.length());
  rates.steps = walks_a_second(seconds, [&] { walk.run(); }) * steps;
  rates.folding = walks_a_second(seconds, [&] { walk.fold(events); }) * steps;
  return rates;
}

}  // namespace bench
