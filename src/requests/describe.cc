#include "requests/describe.h"

#include <algorithm>

namespace requests {

using procedure::EventKind;

bool is_struck(const procedure::Request& state, std::int64_t seq) {
  return std::ranges::find(state.struck, seq) != state.struck.end();
}

std::optional<std::string> text_of(const Notes& notes, const std::string& id) {
  const auto found = notes.find(id);
  return found == notes.end() ? std::nullopt : std::optional(found->second);
}

namespace {

constexpr std::string_view step_status_names[] = {"waiting", "open", "done", "skipped", "voided"};

template <class T>
std::optional<T> unless_empty(const T& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}

std::optional<Instant> unless_zero(Instant at) {
  return at.ms == 0 ? std::nullopt : std::optional(at);
}

// The last event of a kind that stands, from the newest back.
const procedure::Event* last_of(const OpenRequest& open, std::initializer_list<EventKind> kinds) {
  for (auto event = open.events.rbegin(); event != open.events.rend(); ++event) {
    if (std::ranges::find(kinds, event->kind) != kinds.end() &&
        !is_struck(open.state, event->seq)) {
      return &*event;
    }
  }
  return nullptr;
}

StandingStep describe_step(const OpenRequest& open, std::size_t index) {
  const auto& step = open.kind().steps[index];
  const auto& state = open.state.steps[index];
  StandingStep view{
      .id = step.id,
      .kind = std::string(policy::name_of(step.kind)),
      .title = step.title,
      .status = std::string(step_status_names[static_cast<std::size_t>(state.status)])};
  const bool idle = state.status == procedure::StepStatus::open && is_idle(step, open.state);
  if (idle) view.status = step_status_names[0];  // waits until somebody needs it
  if (!idle) view.opened_at = unless_zero(state.opened_at);
  view.done_at = unless_zero(state.done_at);
  view.earliest = state.earliest;
  if (!idle) view.due = state.due;
  view.outcome = unless_empty(state.outcome);
  view.by = who_acts(step.by);
  view.optional = step.optional;
  return view;
}

}  // namespace

std::vector<std::string> who_acts(const policy::ActorSet& by) {
  std::vector<std::string> who;
  for (const Role role : by.roles) who.emplace_back(name_of(role));
  if (by.applicant) who.emplace_back("applicant");
  if (by.system) who.emplace_back("system");
  return who;
}

std::vector<StandingStep> describe_steps(const OpenRequest& open) {
  std::vector<StandingStep> views;
  for (std::size_t index = 0; index < open.state.steps.size(); ++index) {
    views.push_back(describe_step(open, index));
  }
  return views;
}

std::vector<OfferView> describe_offers(const std::vector<procedure::Offer>& offers) {
  std::vector<OfferView> views;
  for (const auto& offer : offers) {
    OfferView view{.action = std::string(procedure::name_of(offer.action)),
                   .step = unless_empty(offer.step),
                   .free = offer.free};
    for (const auto& obstacle : offer.obstacles) {
      view.obstacles.push_back(
          {obstacle.code, obstacle.field, obstacle.clause, obstacle.parameters, obstacle.remedy});
    }
    view.outcomes = offer.outcomes;
    view.earliest = offer.earliest;
    view.due = offer.due;
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<NextStep> describe_next(const std::vector<procedure::Task>& tasks) {
  std::vector<NextStep> views;
  for (const auto& task : tasks) {
    NextStep view{.step = task.step};
    for (const Role role : task.roles) view.who.emplace_back(name_of(role));
    if (task.applicant) view.who.emplace_back("applicant");
    if (task.system) view.who.emplace_back("system");
    view.assignee = unless_empty(task.assignee);
    view.earliest = task.earliest;
    view.due = task.due;
    view.blocked_by = unless_empty(task.blocked_by);
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<TellingView> describe_told(const procedure::Request& state) {
  std::vector<TellingView> views;
  for (const auto& told : state.told) {
    views.push_back({told.what, told.channel, told.proof, told.at, told.failed});
  }
  return views;
}

std::optional<ReturnedView> describe_return(const OpenRequest& open, const Notes& notes) {
  if (open.state.status != procedure::Status::returned) return std::nullopt;
  const auto* event = last_of(open, {EventKind::returned});
  if (event == nullptr) return std::nullopt;
  return ReturnedView{open.state.returned_items, text_of(notes, event->payload.note),
                      event->payload.until};
}

std::optional<DecisionView> describe_decision(const OpenRequest& open, const Notes& notes) {
  const auto* event = last_of(open, {EventKind::decided, EventKind::judged});
  if (event == nullptr) return std::nullopt;
  DecisionView view{.step = event->step,
                    .outcome = event->payload.outcome,
                    .reasons = text_of(notes, event->payload.note),
                    .decided_on = riyadh_date(event->happened_at)};
  if (event->payload.amount_halalas != 0) view.amount_halalas = event->payload.amount_halalas;
  return view;
}

std::vector<DeliveryView> describe_deliveries(const OpenRequest& open, const Notes& notes) {
  std::vector<DeliveryView> views;
  for (const auto& event : open.events) {
    if (is_struck(open.state, event.seq)) continue;
    if (event.kind == EventKind::delivered) {
      DeliveryView view{.step = event.step,
                        .what = text_of(notes, event.payload.note),
                        .delivered_on = riyadh_date(event.happened_at)};
      if (event.payload.amount_halalas != 0) view.amount_halalas = event.payload.amount_halalas;
      views.push_back(std::move(view));
    } else if (event.kind == EventKind::receipt_confirmed) {
      for (auto& view : views) {
        if (view.step == event.step && !view.confirmed_at) view.confirmed_at = event.happened_at;
      }
    }
  }
  return views;
}

std::vector<ReplyView> describe_replies(const OpenRequest& open, const Notes& notes) {
  std::vector<ReplyView> views;
  for (const auto& event : open.events) {
    if (event.kind != EventKind::replied || is_struck(open.state, event.seq)) continue;
    views.push_back({event.step, text_of(notes, event.payload.note).value_or(""),
                     event.payload.channel, event.happened_at});
  }
  return views;
}

std::vector<QuestionView> describe_questions(const OpenRequest& open, const Notes& notes) {
  std::vector<QuestionView> views;
  for (const auto& question : open.state.questions) {
    views.push_back({.id = question.id,
                     .step = unless_empty(question.step),
                     .asked_at = question.asked_at,
                     .answered_at = question.answered_at});
  }
  for (const auto& event : open.events) {
    if (is_struck(open.state, event.seq)) continue;
    const bool asks =
        event.kind == EventKind::question_raised || event.kind == EventKind::clarification_asked;
    const bool answers = event.kind == EventKind::question_answered ||
                         event.kind == EventKind::clarification_answered;
    for (auto& view : views) {
      if (view.id != event.payload.question) continue;
      if (asks) view.text = text_of(notes, event.payload.note).value_or("");
      if (answers) view.answer = text_of(notes, event.payload.note);
    }
  }
  return views;
}

}  // namespace requests
