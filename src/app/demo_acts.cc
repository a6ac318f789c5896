#include <algorithm>

#include "app/demo.h"

// How the demo's staff and applicants act: whatever task is open, its worker does what the
// procedure wants.
namespace app {

using policy::StepKind;
using procedure::ActionKind;
using requests::Deed;

namespace {

// Synthetic identity numbers only: prefix 15 to 19 (domain facts of the product's tests).
std::string identity_number(int number) {
  std::string digits = std::to_string(150'000'000 + number * 7);
  for (char check = '0'; check <= '9'; ++check) {
    if (saudi::luhn_holds(digits + check)) return digits + check;
  }
  return digits + "0";
}

Deed deed_for(ActionKind kind, const std::string& step) {
  Deed deed;
  deed.action.kind = kind;
  deed.action.step = step;
  return deed;
}

auth::Action right_for(StepKind kind) {
  switch (kind) {
    case StepKind::verify:
      return auth::Action::request_verify;
    case StepKind::clarify:
      return auth::Action::request_clarify;
    case StepKind::inform:
    case StepKind::evaluate:
      return auth::Action::request_inform;
    case StepKind::study:
      return auth::Action::request_decide;
    case StepKind::enroll:
      return auth::Action::request_register;
    case StepKind::deliver:
      return auth::Action::request_deliver;
    case StepKind::reply:
      return auth::Action::request_reply;
    case StepKind::judge:
      return auth::Action::request_judge;
    case StepKind::close:
      return auth::Action::request_close;
    case StepKind::receive:
      return auth::Action::request_receive;
    default:
      return auth::Action::request_record;
  }
}

}  // namespace

// Where the association works, as its policy says or else the demo.
std::string DemoTown::region_of(const policy::Item& item, const policy::Pack& pack) {
  if (!pack.area.regions.empty()) return pack.area.regions.front();
  const auto said = answer_in_words(item);
  return said == item.title.at("ar") ? "SA-02" : said;
}

requests::ItemValue DemoTown::value_for(const policy::Item& item, const requests::OpenRequest& open,
                                        db::Transaction& tx) {
  using Type = policy::ValueType;
  switch (item.type) {
    case Type::date:
      return {.date = item.known_as == "birth_date" ? "1988-05-14" : "2026-12-20"};
    case Type::choice:
      return {
          .text =
              item.choices[static_cast<std::size_t>(pick(static_cast<int>(item.choices.size())))]
                  .id};
    case Type::yes_no:
      return {.text = "no"};
    case Type::number:
      return {.text = std::to_string(std::max<std::int64_t>(item.min, 1) + pick(5))};
    case Type::money:
      return {.text = "0"};
    case Type::phone:
      return {.text = "0500000" + std::to_string(100 + pick(900))};
    case Type::region:
      return {.text = region_of(item, *open.pack)};
    case Type::short_address:
      return {.text = "RAAA2919"};
    case Type::email:
      return {.text = "person@example.org"};
    case Type::iban:
      return {.text = "SA0380000000608010167519"};
    case Type::identity_number:
      return {.text = identity_number(pick(90'000))};
    case Type::text:
    case Type::long_text:
      break;
  }
  return {.text = item.known_as == "full_name"
                      ? parties::display_name(tx, *tenant_, open.row.beneficiary)
                      : answer_in_words(item)};
}

requests::ItemValues DemoTown::values_for(const policy::RequestKind& kind,
                                          const requests::OpenRequest& open, db::Transaction& tx) {
  requests::ItemValues values;
  for (const auto& item : kind.items) {
    if (item.kind == policy::ItemKind::upload) continue;  // papers come with the person; see below
    if (item.kind == policy::ItemKind::field) {
      values[item.id] = value_for(item, open, tx);
      continue;
    }
    auto& sighted = values[item.id].sighted.emplace();
    sighted = {"NAT", identity_number(static_cast<int>(people_.size()) + pick(90'000)),
               "2029-03-15", "gregorian"};
    if (item.known_as != "identity_number")
      sighted = {"other", "48-" + std::to_string(1000 + pick(9000)), "2029-03-15", {}};
  }
  return values;
}

// What is written down at the step, whatever its result: what is not asked for is passed over.
requests::ItemValues DemoTown::record_for(const policy::Step& step,
                                          const requests::OpenRequest& open, db::Transaction& tx) {
  requests::ItemValues values;
  for (const auto& field : step.record) {
    auto& value = values[field.id] = value_for(field, open, tx);
    if (value.date) value.date = iso(riyadh_date(clock_.now()));
  }
  if (step.share) {
    values[step.share->of].text = "10";
    values[step.share->attended].text = std::to_string(6 + pick(5));
  }
  return values;
}

// Nobody is referred before they agreed that their data is shared.
void DemoTown::consent(const requests::OpenRequest& open, const std::string& step) {
  const auto& described = open.kind().steps[static_cast<std::size_t>(open.kind().step_index(step))];
  const auto& officer = worker({Role::officer});
  must<requests::RequestPage>([&](db::Transaction& tx) {
    const auto call =
        call_as(officer, {
                             {"id",      open.row.id.text },
                             {"purpose", described.consent}
    });
    return requests::take_consent(tx, call, {true, open.pack->privacy_notice_version});
  });
}

bool DemoTown::perform(const auth::Actor& actor, const RequestId& id, Deed deed) {
  bool done = false;
  tenant_->store->write_and_wait([&](db::Transaction& tx) {
    auto call = call_as(actor, {
                                   {"id", id.text}
    });
    const auto open = requests::open_request(tx, *tenant_, id);
    if (!open) return false;
    call.if_match = open->row.seq;
    done = requests::perform(tx, call, id, deed).ok();
    return done;
  });
  return done;
}

const auth::Actor& DemoTown::worker(const std::vector<Role>& roles) const {
  for (const auto& member : staff_) {
    for (const Role role : roles) {
      if (member.actor.has(role)) return member.actor;
    }
  }
  return staff_.front().actor;
}

const auth::Actor& DemoTown::second(const auth::Actor& first) const {
  for (const auto& member : staff_) {
    if (member.actor.id != first.id && member.actor.has(Role::officer)) return member.actor;
  }
  return staff_.front().actor;
}

namespace {

// Each item that the verification wants, matched and valid; then its end.
std::vector<Deed> verification(const requests::OpenRequest& open) {
  std::vector<Deed> deeds;
  for (const auto& item : open.kind().items) {
    const auto state = open.state.items.find(item.id);
    if (item.checks.empty() || state == open.state.items.end() || state->second.verified) continue;
    deeds.push_back(requests::deed_of(requests::ItemVerification{item.id, true, true, {}}));
  }
  deeds.push_back(requests::finish_verification());
  return deeds;
}

}  // namespace

// The first of its workers who may: a confidential request is only known to those it is given to.
bool DemoTown::act(const Case& one, const requests::OpenRequest& open,
                   const procedure::Task& task) {
  return std::ranges::any_of(staff_, [&](const DemoStaff& member) {
    const bool wanted =
        std::ranges::any_of(task.roles, [&](const Role role) { return member.actor.has(role); });
    return wanted && act_as(member.actor, one, open, task);
  });
}

bool DemoTown::act_as(const auth::Actor& actor, const Case& one, const requests::OpenRequest& open,
                      const procedure::Task& task) {
  Deed deed = deed_for(ActionKind::record_result, task.step);
  deed.right = right_for(task.kind);
  const int index = open.kind().step_index(task.step);
  const auto& step = open.kind().steps[static_cast<std::size_t>(index)];
  const auto& state = open.state.steps[static_cast<std::size_t>(index)];
  const auto& outcomes = step.outcomes;
  deed.action.outcome = outcomes.front();
  deed.action.amount_halalas = step.fee.value_or(0);
  deed.note = note_;
  tenant_->store->read([&](db::Transaction& tx) { deed.record = record_for(step, open, tx); });
  switch (task.kind) {
    case StepKind::verify: {
      bool done = true;
      for (auto& one_deed : verification(open))
        done = perform(actor, one.id, std::move(one_deed)) && done;
      return done;
    }
    case StepKind::inform:
      deed.action.kind = ActionKind::tell;
      deed.action.proof = "officer";
      deed.action.channel = "phone";
      break;
    case StepKind::study:
      decide(deed, one, outcomes);
      break;
    case StepKind::judge:
      deed.action.kind = ActionKind::judge;
      break;
    case StepKind::enroll:
      deed.action.kind = ActionKind::enroll;
      break;
    case StepKind::reply:
      deed.action.kind = ActionKind::reply;
      break;
    case StepKind::close:
      deed.action.kind = ActionKind::close;
      break;
    case StepKind::evaluate:
      deed.action.kind = ActionKind::offer_evaluation;
      break;
    case StepKind::deliver: {
      const bool confirm = step.receipt && state.repetitions > 0 && !state.receipt_at;
      deed.action.kind = confirm ? ActionKind::confirm_receipt : ActionKind::deliver;
      if (confirm) deed.record.clear();
      break;
    }
    case StepKind::permit:
    case StepKind::arrive:
    case StepKind::attend:
      if (state.repetitions == 0) return record_progress(actor, one.id, std::move(deed));
      break;
    default:
      break;
  }
  return perform_with_some_outcome(actor, one.id, std::move(deed), outcomes);
}

void DemoTown::decide(Deed& deed, const Case& one, const std::vector<std::string>& outcomes) {
  deed.action.kind = ActionKind::record_decision;
  deed.action.outcome = one.fate % 5 == 0                          ? "refused"
                        : one.fate % 7 == 0 && outcomes.size() > 1 ? outcomes[1]
                                                                   : outcomes.front();
  deed.action.amount_halalas = deed.action.outcome == "refused" ? 0 : 100'000 + 50'000 * pick(20);
}

// Something has come of it, but no result yet.
bool DemoTown::record_progress(const auth::Actor& actor, const RequestId& id, Deed deed) {
  deed.action.kind = ActionKind::record_progress;
  deed.action.outcome.clear();
  deed.action.amount_halalas = 0;
  return perform(actor, id, std::move(deed));
}

// Now and then not the first outcome that the policy names.
bool DemoTown::perform_with_some_outcome(const auth::Actor& actor, const RequestId& id, Deed deed,
                                         const std::vector<std::string>& outcomes) {
  using enum ActionKind;
  const auto kind = deed.action.kind;
  const int others = static_cast<int>(outcomes.size()) - 1;
  if (others > 0 && (kind == judge || kind == reply || kind == record_result) && pick(3) == 0)
    deed.action.outcome = outcomes[1 + static_cast<std::size_t>(pick(others))];
  if (perform(actor, id, deed)) return true;
  if (deed.action.outcome == outcomes.front()) return false;
  deed.action.outcome = outcomes.front();  // the other one wants more than the demo has
  return perform(actor, id, std::move(deed));
}

// What does not go the straight way: returned, held, withdrawn, an early decision by override.
bool DemoTown::special(Case& one, const requests::OpenRequest& open) {
  if (one.strayed || !open.state.submitted_at || open.state.status != procedure::Status::open)
    return false;
  const auto& officer = *one.officer;
  const bool studying =
      std::ranges::any_of(open.state.steps, [&](const procedure::StepState& state) {
        const auto index = static_cast<std::size_t>(&state - open.state.steps.data());
        return open.kind().steps[index].kind == StepKind::study &&
               state.status == procedure::StepStatus::open;
      });
  Deed deed;
  deed.note = note_;
  if (one.fate % 11 == 3 && !studying && open.state.items.size() > 1) {
    deed.right = auth::Action::request_return;
    deed.action.kind = ActionKind::return_for_completion;
    deed.action.items = {open.state.items.begin()->first};
  } else if (one.fate % 17 == 5) {
    deed.right = auth::Action::request_hold;
    deed.action.kind = ActionKind::hold;
    deed.action.until = riyadh_date(clock_.now()) + 40;
  } else if (one.fate % 19 == 7) {
    deed.right = auth::Action::request_return;
    deed.action.kind = ActionKind::withdraw;
  } else if (one.fate % 23 == 9 && studying && open.state.overrides.empty()) {
    deed.right = auth::Action::request_override;
    deed.action.kind = ActionKind::override_control;
    deed.action.control = "clock.earliest";
    for (const auto& step : open.kind().steps) {
      if (step.kind == StepKind::study) deed.action.step = step.id;
    }
    one.strayed = true;
    return perform(worker({Role::director, Role::quality_manager}), one.id, std::move(deed));
  } else {
    return false;
  }
  one.strayed = true;
  return perform(officer, one.id, std::move(deed));
}

void DemoTown::move_on(Case& one) {
  std::optional<requests::OpenRequest> open;
  std::vector<procedure::Task> tasks;
  tenant_->store->read([&](db::Transaction& tx) {
    auto loaded = requests::open_request(tx, *tenant_, one.id);
    if (!loaded) return;
    open = std::move(loaded).value();
    const auto facts = requests::facts_of(tx, *tenant_, *open, clock_.now());
    tasks = procedure::tasks(*open->pack, open->state, clock_.now(), facts->facts);
  });
  if (!open || open->state.status == procedure::Status::closed) {
    one.over = true;
    return;
  }
  if (special(one, *open)) return;
  for (const auto& task : tasks) {
    if (task.blocked_by == "referral.no_consent") return consent(*open, task.step);
    if (!task.blocked_by.empty()) continue;
    if (task.kind == StepKind::complete || task.kind == StepKind::declare) {
      // Every second one that was returned is never completed, and lapses.
      if (open->state.status == procedure::Status::open || one.fate % 2 == 0) submit(one);
      return;
    }
    if (act(one, *open, task)) return;
  }
}

}  // namespace app
