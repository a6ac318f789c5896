#include <algorithm>
#include <charconv>

#include "procedure/wanderer_for_tests.h"

// How the wanderer acts; what it looks at stands in wanderer_oracle_test.cc.
namespace procedure::for_tests {

using policy::StepKind;

namespace {

constexpr std::string_view personal = "PERSONAL VALUE";
constexpr int action_kinds = static_cast<int>(ActionKind::merge) + 1;

Actor staff_of(Role role, int number) {
  return {.kind = Actor::Kind::staff,
          .id = std::string(name_of(role)) + std::to_string(number),
          .roles = {role},
          .as = {}};
}
Actor the_applicant() {
  return {.kind = Actor::Kind::applicant, .id = "party-1", .roles = {}, .as = {}};
}

}  // namespace

Wanderer::Wanderer(const policy::Pack& pack, int kind, std::uint32_t seed)
    : pack_(pack),
      kind_(pack.kinds.at(static_cast<std::size_t>(kind))),
      random_(seed),
      request_(begin(pack, kind)) {
  choose_facts();
}

// What is asked for depends on what was answered; every free text is somebody's own.
void Wanderer::choose_facts() {
  facts_.calendar = &calendar_;
  facts_.values["applicant.capacity"] = "self";
  facts_.values["beneficiary.name"] = personal;
  for (const auto& item : kind_.items) {
    facts_.items[item.id] = {true, "d-" + item.id, {}, {}};
    std::string value = std::string(personal);
    if (!item.choices.empty()) value = item.choices[pick(item.choices.size())].id;
    if (item.type == policy::ValueType::yes_no) value = chance(2) ? "yes" : "no";
    if (item.type == policy::ValueType::number || item.type == policy::ValueType::money)
      value = std::to_string(pick(3));
    facts_.values["item." + item.id] = value;
  }
  choose_record();
}

Actor Wanderer::somebody() {
  const auto which = pick(12);
  if (which < 4) return which == 0 ? Actor() : the_applicant();
  return staff_of(static_cast<Role>(pick(role_count)), static_cast<int>(pick(2)));
}

std::string Wanderer::some_control() {
  static constexpr std::string_view others[] = {"backdate", "gate.nonsense", "duty.told", "gate."};
  if (chance(8)) return std::string(others[pick(std::size(others))]);
  const auto kind = chance(4) ? policy::ControlKind::clock : policy::ControlKind::gate;
  const auto& names = policy::control_names(kind);
  return std::string(policy::name_of(kind)) + "." + names[pick(names.size())];
}

// The question that an answer is for: the oldest one open.
Action Wanderer::question_of(Action action) const {
  for (const auto& one : request_.questions) {
    if (one.answered_at || (action.kind == ActionKind::answer_question) != one.step.empty())
      continue;
    action.question = one.id;
    return action;
  }
  return action;
}

Action Wanderer::honest(ActionKind kind, const Actor& actor, const std::string& step) {
  Action action{.kind = kind, .step = step, .note = "n-" + std::to_string(++notes_)};
  const int index = kind_.step_index(step);
  if (index >= 0) {
    const auto& outcomes = kind_.steps[static_cast<std::size_t>(index)].outcomes;
    if (!outcomes.empty()) action.outcome = outcomes[pick(outcomes.size())];
  }
  if (kind == ActionKind::receive) {
    const auto& channels = kind_.channels.empty() ? pack_.channels : kind_.channels;
    action.channel = channels[pick(channels.size())];
    if (chance(4)) action.items = {"q-" + std::to_string(notes_)};
  }
  if (kind == ActionKind::answer_question || kind == ActionKind::answer_clarification)
    action = question_of(action);
  if (kind == ActionKind::rate) action.outcome = "4";
  if (kind == ActionKind::delivery_failed) action.what = something_told();
  if (!kind_.items.empty()) {
    action.item = kind_.items[pick(kind_.items.size())].id;
    if (kind == ActionKind::return_for_completion) action.items = {action.item};
  }
  action.matched = action.valid = true;
  action.proof = actor.kind == Actor::Kind::staff       ? "officer"
                 : actor.kind == Actor::Kind::applicant ? "portal"
                                                        : "gateway";
  action.content_digest = facts_.content_digest;
  if (kind_.declaration && !kind_.declaration->signed_by.empty()) {
    action.declaration_version = kind_.declaration->version;
    action.sign_method = kind_.declaration->signed_by.front();
  }
  action.capacity = Capacity::self;
  action.signer = "party-1";
  action.assignee = "officer0";
  action.other_request = "r-2";
  action.amount_halalas = amount_for(action);
  action.record = record_for(action);
  action.last = chance(2);
  if (kind == ActionKind::hold || (kind == ActionKind::return_for_completion && chance(2)))
    action.until = riyadh_date(now_) + 1 + static_cast<int>(pick(9));
  if (kind == ActionKind::override_control) action.control = some_control();
  if (kind == ActionKind::rectify && !events_.empty())
    action.rectifies = events_[pick(events_.size())].seq;
  return action;
}

void Wanderer::spoil_word(Action& action) {
  std::string* const words[] = {&action.step,    &action.outcome, &action.note,
                                &action.proof,   &action.channel, &action.question,
                                &action.item,    &action.what,    &action.content_digest,
                                &action.control, &action.signer,  &action.other_request};
  std::string& word = *words[pick(std::size(words))];
  word = chance(2) ? "" : "nonsense";
  if (&word == &action.step && chance(2)) word = kind_.steps[pick(kind_.steps.size())].id;
}

void Wanderer::spoil(Action& action, Facts& facts) {
  switch (pick(12)) {
    case 0:
      action.sign_method.reset();
      break;
    case 1:
      action.happened_at = now_ - static_cast<std::int64_t>(pick(10)) * day_ms;
      break;
    case 2:
      action.happened_at = now_ + hour_ms;
      break;
    case 3:
      action.matched = false;
      break;
    case 4:
      action.valid = false;
      break;
    case 5:
      if (!facts.items.empty())
        std::next(facts.items.begin(), pick(facts.items.size()))->second = {};
      break;
    case 6:
      if (!facts.items.empty()) {
        std::next(facts.items.begin(), pick(facts.items.size()))->second.valid_until =
            riyadh_date(now_) + -5;
      }
      break;
    case 7:
      facts.part_taken_by = {"quality_manager0", "director0", "supervisor0", "board_member0"};
      break;
    case 8:
      facts.duplicate_open = true;
      break;
    case 9:
      spoil_record(facts);
      break;
    default:
      spoil_word(action);
  }
}

void Wanderer::spoil_signature(Action& action) {
  switch (pick(3)) {
    case 0:
      return action.sign_method.reset();
    case 1:
      --action.declaration_version;
      return;
    default:
      action.content_digest = "nonsense";
  }
}

// Right but for the one thing that its gate is there for.
void Wanderer::spoil_at_the_gate(Action& action, Facts& facts) {
  switch (action.kind) {
    case ActionKind::sign:
      return spoil_signature(action);
    case ActionKind::submit:
      if (chance(3)) return spoil_signature(action);
      [[fallthrough]];
    case ActionKind::enroll: {
      if (facts.items.empty()) return;
      auto& fact = std::next(facts.items.begin(), pick(facts.items.size()))->second;
      if (chance(2)) {
        fact = {};
      } else {
        fact.valid_until = riyadh_date(now_) + -5;
      }
      return;
    }
    case ActionKind::reply:
      action.channel = pack_.channels[pick(pack_.channels.size())];
      return;
    case ActionKind::record_decision:
    case ActionKind::judge:
      if (chance(2)) action.note.clear();
      facts.part_taken_by = {"quality_manager1", "director1", "supervisor1", "secretary1"};
      return;
    default:
      return spoil(action, facts);
  }
}

bool Wanderer::attempt(ActionKind kind, const Actor& actor, const std::string& step) {
  Action action = honest(kind, actor, step);
  Facts facts = facts_;
  if (is_spoiling_ && chance(2)) spoil_at_the_gate(action, facts);
  return attempt(action, actor, facts);
}

void Wanderer::wander(std::uint32_t seed) {
  random_.seed(seed);
  const Actor actor = somebody();
  ActionKind kind = static_cast<ActionKind>(pick(action_kinds));
  std::string step;
  if (request_.status == Status::none) kind = ActionKind::receive;
  if (chance(8) && request_.status != Status::none) {  // the clock's turn
    constexpr ActionKind by_clock[] = {ActionKind::remind, ActionKind::lapse, ActionKind::resume};
    now_ = now_ + static_cast<std::int64_t>(pick(15)) * day_ms;
    const auto which = by_clock[pick(std::size(by_clock))];
    attempt(honest(which, {}, ""), {}, facts_);
    return;
  }
  if (chance(3) && request_.status != Status::none) {
    const auto open = tasks(pack_, request_, now_, facts_);
    is_spoiling_ = chance(2);
    if (!open.empty()) serve(open[pick(open.size())]);
    is_spoiling_ = false;
  } else {
    const auto offers = allowed(pack_, request_, actor, now_, facts_);
    if (!offers.empty() && !chance(3)) {
      const auto& offer = offers[pick(offers.size())];
      kind = offer.action;
      step = offer.step;
    }
    const bool ends = kind == ActionKind::withdraw || kind == ActionKind::merge;
    if (ends && !chance(8)) kind = ActionKind::raise_question;  // else few would get far
    Action action = honest(kind, actor, step);
    Facts facts = facts_;
    if (kind == ActionKind::correct_item && !facts.items.empty()) {
      facts.items[action.item].digest = "d-" + std::to_string(notes_);
      facts.content_digest = "c-" + std::to_string(notes_);
    }
    for (unsigned times = pick(3); times > 0; --times) spoil(action, facts);
    attempt(action, actor, facts);
  }
  if (chance(2)) now_ = now_ + static_cast<std::int64_t>(pick(6 * 24)) * hour_ms;
}

bool Wanderer::attempt(const Action& action, const Actor& actor, const Facts& given) {
  Facts facts = given;
  for (const auto& event : events_) {
    if (event.seq == action.rectifies) facts.entry = EntryFact{event.kind, event.actor, event.step};
  }
  const Request before = request_;
  const auto fresh = decide(pack_, request_, action, actor, now_, facts);
  if (!(before == request_)) fault("deciding changed the request");
  if (!fresh) {
    ++refused_;
    if (fresh.refusal().obstacles.empty()) fault("refused without a reason");
    return false;
  }
  ++done_;
  take(action, fresh.value(), facts);
  return true;
}

void Wanderer::take(const Action& action, const std::vector<Event>& fresh, const Facts& facts) {
  if (fresh.empty()) fault("nothing happened");
  if (action.kind == ActionKind::correct_item) {
    facts_.items[action.item] = facts.items.at(action.item);
    facts_.content_digest = facts.content_digest;
  }
  if (action.kind == ActionKind::submit) {
    facts_.items = facts.items;
    facts_.content_digest = facts.content_digest;
    expired_.clear();
    const Date on = riyadh_date(fresh.front().happened_at);
    for (const auto& [id, fact] : facts.items) {
      if (fact.present && fact.valid_until && *fact.valid_until < on) expired_.push_back(id);
    }
  }
  Request after = request_;
  for (const auto& event : fresh) {
    evolve(pack_, after, event);
    events_.push_back(event);
    look_at(event, after, fresh, facts);
    look_for_values(event);
  }
  const bool struck = fresh.front().kind == EventKind::rectified;
  request_ = struck ? fold(pack_, request_.kind, events_) : std::move(after);
  look_at_replay();
}

// Whoever's turn it is does what the step wants.
bool Wanderer::serve(const Task& task) {
  std::vector<Actor> actors;
  for (const Role role : task.roles) actors.push_back(staff_of(role, 1));
  if (task.applicant) actors.push_back(the_applicant());
  if (task.system) actors.push_back({});
  if (is_spoiling_ && chance(2)) std::ranges::reverse(actors);  // not who comes first
  return std::ranges::any_of(actors, [&](const Actor& actor) { return serve_as(actor, task); });
}

bool Wanderer::serve_as(const Actor& actor, const Task& task) {
  const auto& state = request_.steps[static_cast<std::size_t>(kind_.step_index(task.step))];
  using enum ActionKind;
  switch (task.kind) {
    case StepKind::receive:
      return attempt(answer_question, actor, "");
    case StepKind::complete:
      return attempt(submit, actor, task.step);
    case StepKind::verify: {
      if (attempt(finish_verification, actor, task.step)) return true;
      bool any = false;
      for (const auto& item : kind_.items) {
        Action action = honest(verify_item, actor, task.step);
        action.item = item.id;
        const auto known = request_.items.find(item.id);
        const bool over =
            known != request_.items.end() && known->second.matched && known->second.valid;
        any = (!over && attempt(action, actor, facts_)) || any;
      }
      return any;
    }
    case StepKind::clarify:
      return attempt(answer_clarification, actor, task.step);
    case StepKind::declare:
      return attempt(sign, actor, task.step);
    case StepKind::inform:
      return attempt(tell, actor, task.step);
    case StepKind::study:
      return attempt(record_decision, actor, task.step);
    case StepKind::enroll:
      return attempt(enroll, actor, task.step);
    case StepKind::deliver:
      if (state.repetitions == 0 || state.receipt_at || (is_spoiling_ && chance(2)))
        return attempt(deliver, actor, task.step);
      return attempt(confirm_receipt, actor, task.step);
    case StepKind::reply:
      return attempt(reply, actor, task.step);
    case StepKind::judge:
      return attempt(judge, actor, task.step);
    case StepKind::evaluate:
      return attempt(offer_evaluation, actor, task.step);
    case StepKind::close:
      return attempt(close, actor, task.step);
    default:
      return attempt(record_result, actor, task.step);
  }
}

// What is in nobody's step: a hold, a question that was raised late, papers that are wrong.
bool Wanderer::tidy_up() {
  const Actor officer = staff_of(Role::officer, 1);
  if (request_.status == Status::held) return attempt(ActionKind::resume, officer, "");
  for (const auto& one : request_.questions) {
    if (!one.answered_at && one.step.empty())
      return attempt(ActionKind::answer_question, officer, "");
  }
  return false;
}

bool Wanderer::comes_to_an_end() {
  int idle_days = 0;
  for (int turn = 0; turn < 600 && !is_closed(); ++turn) {
    bool moved = tidy_up();
    // The applicant brings what is right now.
    for (auto& [id, fact] : facts_.items)
      fact = {true, fact.digest.empty() ? "d-again" : fact.digest, {}, {}};
    const auto open = is_closed() ? std::vector<Task>() : tasks(pack_, request_, now_, facts_);
    if (!is_closed() && open.empty()) fault("nobody's turn");
    for (const auto& task : open) {
      if (!moved && !is_closed()) moved = serve(task);
    }
    if (!moved && !is_closed() && idle_days > 40)
      moved = attempt(ActionKind::return_for_completion, staff_of(Role::officer, 1), "");
    if (moved) continue;
    if (++idle_days > 60) return false;
    now_ = now_ + day_ms;
  }
  return is_closed();
}

}  // namespace procedure::for_tests
