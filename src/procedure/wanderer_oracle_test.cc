#include <algorithm>
#include <charconv>

#include "procedure/wanderer_for_tests.h"

// What every event is looked at for: each rule stated a second time, over events and what they
// make of the request alone.
namespace procedure::for_tests {

using policy::ControlKind;
using policy::StepKind;

namespace {

constexpr std::string_view personal = "PERSONAL VALUE";

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

bool is_met(const policy::Condition& condition, const std::string& value) {
  using enum policy::Comparison;
  const auto left = number(value), right = number(condition.value);
  switch (condition.comparison) {
    case equals:
      return value == condition.value;
    case differs:
      return value != condition.value;
    case present:
      return !value.empty();
    case absent:
      return value.empty();
    case at_least:
      return left && right && *left >= *right;
    case at_most:
      return left && right && *left <= *right;
  }
  return false;
}

const Event* event_of(const std::vector<Event>& events, std::initializer_list<EventKind> kinds) {
  for (const auto& event : events) {
    if (std::ranges::find(kinds, event.kind) != kinds.end()) return &event;
  }
  return nullptr;
}

}  // namespace

void Wanderer::fault(const std::string& what) {
  faults_.push_back(what + " at event " + std::to_string(events_.size()));
}

std::string Wanderer::told() const {
  std::string text = pack_.id + "/" + kind_.id + "\n";
  for (const auto& event : events_) {
    text += std::to_string(event.seq) + " " + iso(event.happened_at) + " " +
            std::string(name_of(event.kind)) + " " + event.step + " by " + event.actor + " " +
            encode(event.payload) + "\n";
  }
  for (std::size_t i = 0; i < request_.steps.size(); ++i) {
    text +=
        kind_.steps[i].id + "=" + std::to_string(static_cast<int>(request_.steps[i].status)) + " ";
  }
  text += "status " + std::to_string(static_cast<int>(request_.status)) + "\n";
  for (const auto& task : tasks(pack_, request_, now_, facts_))
    text += "open: " + task.step + " blocked by " + task.blocked_by + "\n";
  for (const auto& found : faults_) text += "FAULT " + found + "\n";
  return text;
}

bool Wanderer::is_asked(const policy::Item& item) const {
  return std::ranges::all_of(item.when, [&](const policy::Condition& condition) {
    const auto found = facts_.values.find(condition.fact);
    std::string value = found == facts_.values.end() ? std::string() : found->second;
    if (condition.fact == "channel") value = request_.channel;
    return is_met(condition, value);
  });
}

bool Wanderer::is_overridden(const Request& after, const std::string& control,
                             const std::string& step) const {
  // One date, one question: these hold wherever they were passed over.
  const bool anywhere = control == "gate.identity_valid" || control == "gate.clarified" ||
                        control == "gate.question_answered";
  return std::ranges::any_of(after.overrides, [&](const Overridden& one) {
    return one.control == control && (anywhere || one.step == step);
  });
}

bool Wanderer::is_complete(const Request& after) const {
  return std::ranges::all_of(kind_.items, [&](const policy::Item& item) {
    return !item.required || !is_asked(item) || after.items.contains(item.id);
  });
}

bool Wanderer::has_papers(const Facts& facts) const {
  return std::ranges::all_of(kind_.items, [&](const policy::Item& item) {
    const auto found = facts.items.find(item.id);
    const bool there = found != facts.items.end() && found->second.present;
    return !item.required || !is_asked(item) || there;
  });
}

bool Wanderer::is_matched(const Request& after) const {
  return std::ranges::all_of(kind_.items, [&](const policy::Item& item) {
    if (item.checks.empty() || !is_asked(item)) return true;
    const auto found = after.items.find(item.id);
    if (found == after.items.end()) return !item.required;
    return found->second.verified && found->second.matched && found->second.valid;
  });
}

bool Wanderer::is_answered(const Request& after, bool of_reception) const {
  return std::ranges::none_of(after.questions, [&](const Question& one) {
    return !one.answered_at && one.step.empty() == of_reception;
  });
}

bool Wanderer::has_reasons(const std::vector<Event>& fresh) const {
  const auto* event = event_of(fresh, {EventKind::decided, EventKind::judged});
  return event == nullptr || !event->payload.note.empty();
}

bool Wanderer::is_kept(const std::string& gate, std::size_t step, const Event& event,
                       const Request& after, const std::vector<Event>& fresh,
                       const Facts& facts) const {
  if (gate == "question_answered") return is_answered(after, true);
  if (gate == "channel_offered") {
    const auto& offered = kind_.channels.empty() ? pack_.channels : kind_.channels;
    return std::ranges::find(offered, after.channel) != offered.end();
  }
  if (gate == "items_present") return is_complete(after);
  if (gate == "papers_complete") return has_papers(facts);
  if (gate == "items_matched") return is_matched(after);
  if (gate == "identity_valid") {
    return std::ranges::none_of(expired_, [&](const std::string& id) {
      const auto* item = kind_.item(id);
      return item != nullptr && is_asked(*item) && after.items.contains(id);
    });
  }
  if (gate == "clarified") return is_answered(after, false);
  if (gate == "declaration_current") {
    const auto& declared = after.declared_digest;
    return !declared.empty() && declared == facts.content_digest;
  }
  if (gate == "told_first") {
    return std::ranges::any_of(
        after.told, [](const Told& one) { return one.what == "study_period" && !one.failed; });
  }
  if (gate == "decided_by_body") {
    for (const auto& body : pack_.bodies) {
      if (body.id == kind_.steps[step].body) return event.actor_role == name_of(body.recorded_by);
    }
    return true;
  }
  if (gate == "reasons_given") return has_reasons(fresh);
  if (gate == "receipt_confirmed")
    return !kind_.steps[step].receipt || after.steps[step].receipt_at.has_value();
  if (gate == "independent")
    return std::ranges::find(facts.part_taken_by, event.actor) == facts.part_taken_by.end();
  if (gate == "same_channel") {
    const auto* reply = event_of(fresh, {EventKind::replied});
    return reply == nullptr || reply->payload.channel == after.channel;
  }
  return is_record_kept(gate, step, fresh, facts);
}

// No step is done while one that it rests on is still to be done.
void Wanderer::look_at_order(std::size_t step, const Request& after) {
  for (const int before : kind_.steps[step].after) {
    const auto& rests_on = kind_.steps[static_cast<std::size_t>(before)];
    const auto status = after.steps[static_cast<std::size_t>(before)].status;
    const bool settled = status == StepStatus::done || status == StepStatus::skipped ||
                         (status == StepStatus::open && rests_on.optional);
    const bool passed_over = rests_on.kind == StepKind::receive &&
                             is_overridden(after, "gate.question_answered", rests_on.id);
    if (!settled && !passed_over) fault(kind_.steps[step].id + " was done before " + rests_on.id);
  }
}

// Signed is what stands there, in the version of the text that is in force.
void Wanderer::look_at_signature(const Event& event, const Facts& facts) {
  const auto& payload = event.payload;
  if (!kind_.declaration) return;
  const bool right = !payload.sign_method.empty() && payload.digest == facts.content_digest &&
                     payload.version == kind_.declaration->version;
  if (!right) fault("a declaration was signed otherwise than it was shown");
}

// Nothing more is given while the receipt of what was given before is outstanding.
void Wanderer::look_at_delivery(const Event& event, const Request& after) {
  const auto step = static_cast<std::size_t>(kind_.step_index(event.step));
  const auto& before = request_.steps[step];
  const bool outstanding =
      kind_.steps[step].receipt && before.repetitions > 0 && !before.receipt_at;
  if (outstanding && !is_overridden(after, "gate.receipt_confirmed", event.step))
    fault(event.step + " was given again without the receipt of the last");
}

// (a) A step is left only when each of its gates holds, or was overridden by somebody.
void Wanderer::look_at(const Event& event, const Request& after, const std::vector<Event>& fresh,
                       const Facts& facts) {
  if (event.kind == EventKind::declaration_signed) return look_at_signature(event, facts);
  if (event.kind == EventKind::delivered) return look_at_delivery(event, after);
  if (event.kind != EventKind::step_done) return;
  const auto step = static_cast<std::size_t>(kind_.step_index(event.step));
  look_at_order(step, after);
  for (const auto& clause : pack_.clauses) {
    for (const auto& control : clause.controls) {
      const bool here = std::ranges::any_of(control.steps, [&](const policy::StepRef& at) {
        return at.kind == request_.kind && at.step == static_cast<int>(step);
      });
      const std::string name = std::string(policy::name_of(control.kind)) + "." + control.name;
      if (!here || is_overridden(after, name, event.step)) continue;
      if (control.kind == ControlKind::gate &&
          !is_kept(control.name, step, event, after, fresh, facts))
        fault(control.id + " was passed on " + event.step);
      const auto& earliest = after.steps[step].earliest;
      if (name == "clock.earliest" && earliest && event.happened_at < *earliest)
        fault(control.id + " was passed");
    }
  }
}

// (b) The fold of the events, as they are stored, is the request.
void Wanderer::look_at_replay() {
  auto stored = events_;
  for (auto& event : stored) {
    Payload payload;
    if (!decode_payload(encode(event.payload), payload))
      return fault("a payload cannot be read again");
    event.payload = std::move(payload);
  }
  if (stored != events_) fault("a payload changed in the store");
  if (!(fold(pack_, request_.kind, stored) == request_)) fault("replay gives another request");
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (events_[i].seq != static_cast<std::int64_t>(i) + 1)
      fault("events are not numbered in order");
  }
}

// (e) What somebody said of themselves stays out of the history.
void Wanderer::look_for_values(const Event& event) {
  const std::string all = encode(event.payload) + event.actor + event.actor_role +
                          event.on_behalf_of + event.channel + event.step;
  if (all.find(personal) != all.npos) fault("a personal value stands in an event");
}

}  // namespace procedure::for_tests
