#include "procedure/recorded_act.h"

#include <algorithm>
#include <array>

namespace procedure {
namespace {

using policy::StepKind;

// By event, in its order: the act that it records; nothing where that needs a closer look.
struct Row {
  EventKind event;
  std::optional<ActionKind> act;
};
constexpr std::array<Row, static_cast<std::size_t>(EventKind::closed) + 1> rows = {
    {
     {EventKind::received, ActionKind::receive},
     {EventKind::question_raised, ActionKind::raise_question},
     {EventKind::question_answered, ActionKind::answer_question},
     {EventKind::submitted, ActionKind::submit},
     {EventKind::item_corrected, ActionKind::correct_item},
     {EventKind::declaration_signed, ActionKind::sign},
     {EventKind::declaration_voided, std::nullopt},
     {EventKind::item_verified, ActionKind::verify_item},
     {EventKind::clarification_asked, ActionKind::ask_clarification},
     {EventKind::clarification_answered, ActionKind::answer_clarification},
     {EventKind::told, ActionKind::tell},
     {EventKind::telling_failed, ActionKind::delivery_failed},
     {EventKind::decided, ActionKind::record_decision},
     {EventKind::enrolled, ActionKind::enroll},
     {EventKind::delivered, ActionKind::deliver},
     {EventKind::receipt_confirmed, ActionKind::confirm_receipt},
     {EventKind::replied, ActionKind::reply},
     {EventKind::judged, ActionKind::judge},
     {EventKind::evaluation_offered, ActionKind::offer_evaluation},
     {EventKind::rated, ActionKind::rate},
     {EventKind::result_recorded, ActionKind::record_result},
     {EventKind::progress_recorded, ActionKind::record_progress},
     {EventKind::step_opened, std::nullopt},
     {EventKind::step_done, ActionKind::finish_verification},
     {EventKind::step_skipped, ActionKind::skip_optional},
     {EventKind::step_voided, std::nullopt},
     {EventKind::returned, ActionKind::return_for_completion},
     {EventKind::withdrawn, ActionKind::withdraw},
     {EventKind::held, ActionKind::hold},
     {EventKind::resumed, ActionKind::resume},
     {EventKind::reassigned, ActionKind::reassign},
     {EventKind::lapsed, ActionKind::lapse},
     {EventKind::reminded, ActionKind::remind},
     {EventKind::reopened, ActionKind::reopen},
     {EventKind::rectified, ActionKind::rectify},
     {EventKind::overridden, ActionKind::override_control},
     {EventKind::appealed, ActionKind::appeal},
     {EventKind::merged, ActionKind::merge},
     {EventKind::closed, ActionKind::close},
     }
};
constexpr bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].event) != i) return false;
  }
  return true;
}
static_assert(in_order(), "every kind of event stands at its own place, once");

bool is_of_one_act(const Event& event, const Event& other) {
  return event.recorded_at == other.recorded_at && event.actor == other.actor &&
         event.actor_kind == other.actor_kind;
}

// Whether this event follows from the act that the one before it recorded.
bool belongs_to_before(const std::vector<Event>& events, std::size_t index, EventKind act) {
  for (std::size_t i = index; i-- > 0 && is_of_one_act(events[i], events[index]);) {
    if (events[i].kind == act) return true;
  }
  return false;
}

// What looks like an act and may be what follows from another.
bool is_consequence(const policy::RequestKind& kind, const std::vector<Event>& events,
                    std::size_t index) {
  const Event& event = events[index];
  const bool by_system = event.actor_kind == Actor::Kind::system;
  switch (event.kind) {
    case EventKind::question_raised:
      return belongs_to_before(events, index, EventKind::received);
    case EventKind::declaration_signed:
      return belongs_to_before(events, index, EventKind::submitted);
    case EventKind::step_done: {
      const int step = kind.step_index(event.step);
      return step < 0 || kind.steps[static_cast<std::size_t>(step)].kind != StepKind::verify;
    }
    case EventKind::step_skipped:
      return event.payload.reason != "chosen";
    case EventKind::reopened:
      return event.payload.reason != "lapsed";
    case EventKind::enrolled:
    case EventKind::evaluation_offered:
    case EventKind::closed:
      return by_system;  // the draft does it by itself where it does
    default:
      return false;
  }
}

void take_signature(Action& action, const Payload& payload) {
  action.content_digest = payload.digest;
  action.declaration_version = payload.version;
  action.sign_method = policy::sign_method_named(payload.sign_method);
  action.signer = payload.signer;
  action.items = payload.items;
  action.capacity = payload.capacity == "guardian" ? Capacity::guardian
                    : payload.capacity == "agent"  ? Capacity::agent
                                                   : Capacity::self;
}

void take_payload(Action& action, const Event& event) {
  const auto& payload = event.payload;
  action.item = payload.item;
  action.matched = payload.matched.value_or(false);
  action.valid = payload.valid.value_or(false);
  action.outcome = payload.outcome;
  action.note = payload.note;
  action.question = payload.question;
  action.channel = payload.channel.empty() ? event.channel : payload.channel;
  action.proof = payload.proof;
  action.what = payload.what;
  action.assignee = payload.assignee;
  action.until = payload.until;
  action.control = payload.control;
  action.other_request = payload.other_request;
  action.items = payload.items;
  action.amount_halalas = payload.amount_halalas;
  action.last = payload.reason == "last";
  action.rectifies = payload.rectifies;
  if (event.happened_at < event.recorded_at) action.happened_at = event.happened_at;
}

Actor actor_of(const Event& event) {
  Actor actor{.kind = event.actor_kind, .id = event.actor, .roles = {}, .as = {}};
  if (const auto role = role_named(event.actor_role)) actor.roles = {*role};
  return actor;
}

}  // namespace

std::optional<RecordedAct> recorded_act(const policy::RequestKind& kind,
                                        const std::vector<Event>& events, std::size_t index) {
  const Event& event = events[index];
  const auto& act = rows[static_cast<std::size_t>(event.kind)].act;
  if (!act || is_consequence(kind, events, index)) return std::nullopt;
  RecordedAct recorded{
      .action = {.kind = *act, .step = event.step},
        .actor = actor_of(event)
  };
  Action& action = recorded.action;
  take_payload(action, event);
  if (*act == ActionKind::sign) take_signature(action, event.payload);
  if (*act == ActionKind::record_result || *act == ActionKind::record_progress ||
      *act == ActionKind::enroll || *act == ActionKind::deliver)
    action.record = event.payload.item_digests;
  for (std::size_t i = index + 1; i < events.size() && is_of_one_act(events[i], event); ++i) {
    const auto& other = events[i];
    if (*act == ActionKind::receive && other.kind == EventKind::question_raised)
      action.items.push_back(other.payload.question);
    if (*act == ActionKind::submit && other.kind == EventKind::declaration_signed)
      take_signature(action, other.payload);
  }
  return recorded;
}

}  // namespace procedure
