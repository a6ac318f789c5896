#include <algorithm>

#include "messages/messages.h"
#include "parties/parties.h"
#include "requests/describe.h"
#include "requests/perform.h"
#include "requests/submission.h"
#include "saudi/hijri.h"

namespace requests {
namespace {

using procedure::EventKind;

// Both calendars wherever a date has effect: "1448/06/25هـ الموافق 2026/12/05م".
policy::Text both_calendars(Date date) {
  return {
      {"ar", saudi::dual_date(date, "ar")},
      {"en", saudi::dual_date(date, "en")}
  };
}

class Announcer {
 public:
  Announcer(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open, Instant now)
      : tx_(tx), tenant_(tenant), open_(open), now_(now) {}

  void on(const procedure::Event& event) {
    const auto index = open_.kind().step_index(event.step);
    const auto* step = index < 0 ? nullptr : &open_.kind().steps[static_cast<std::size_t>(index)];
    switch (event.kind) {
      case EventKind::step_opened:
        if (step != nullptr && step->kind == policy::StepKind::inform && step->by.system) {
          send(std::string(step->message_for(open_.state.decision)), event, step->id);
        }
        return;
      case EventKind::evaluation_offered:
        if (step != nullptr) send(step->message, event, {});
        return;
      case EventKind::received:
        if (is_received_whole(open_.kind())) send("submitted", event, {});
        return;
      case EventKind::submitted:
      case EventKind::returned:
      case EventKind::reminded:
      case EventKind::held:
      case EventKind::lapsed:
      case EventKind::delivered:
      case EventKind::replied:
        return send(std::string(procedure::name_of(event.kind)), event, {});
      default:
        return;
    }
  }

 private:
  void send(const std::string& message_id, const procedure::Event& event,
            const std::string& about) {
    if (message_id.empty()) return;
    messages::NewMessage message{.party = open_.row.applicant,
                                 .request = open_.row.id,
                                 .request_class = open_.row.confidentiality,
                                 .branch = open_.row.branch,
                                 .template_id = message_id,
                                 .about = about};
    message.values = values(event);
    message.phone = parties::phone_of(tx_, tenant_, open_.row.applicant);
    message.email = parties::email_of(tx_, tenant_, open_.row.applicant);
    message.key = open_.row.id.text + ":" + std::to_string(event.seq);
    messages::send_message(tx_, tenant_, *open_.pack, now_, message);
  }

  // {earliest} and {latest} of an answer: those of the study that is open, or that opens once this
  // is told.
  void add_period(std::map<std::string, policy::Text>& values) const {
    for (std::size_t i = 0; i < open_.kind().steps.size(); ++i) {
      const auto& step = open_.kind().steps[i];
      if (step.kind != policy::StepKind::study) continue;
      const auto& state = open_.state.steps[i];
      const Date today = riyadh_date(now_);
      const bool known = state.status == procedure::StepStatus::open;
      const auto date = [&](const std::optional<Instant>& at,
                            const std::optional<policy::Period>& period) {
        if (known && at) return riyadh_date(*at);
        return period ? today + period->amount : today;
      };
      values["earliest"] = both_calendars(date(state.earliest, step.at_least));
      values["latest"] = both_calendars(date(state.due, step.at_most));
    }
  }

  std::map<std::string, policy::Text> values(const procedure::Event& event) const {
    std::map<std::string, policy::Text> values;
    values["reference"] = messages::plain(open_.row.reference);
    values["request"] = open_.kind().title;
    values["date"] = both_calendars(riyadh_date(event.happened_at));
    const auto& payload = event.payload;
    values["until"] = both_calendars(payload.until.value_or(riyadh_date(now_)));
    values["amount"] = messages::plain(std::to_string(payload.amount_halalas / 100));
    values["reason"] = messages::plain(reason(payload.note));
    values["items"] =
        item_titles(payload.items.empty() ? open_.state.returned_items : payload.items);
    add_period(values);
    return values;
  }

  std::string reason(const std::string& note) const {
    if (note.empty()) return {};
    return text_of(load_notes(tx_, *tenant_.keeper, tenant_.id, open_.row.id), note).value_or("");
  }

  policy::Text item_titles(const std::vector<std::string>& items) const {
    policy::Text titles{
        {"ar", ""},
        {"en", ""}
    };
    for (const auto& id : items) {
      const auto* item = open_.kind().item(id);
      if (item == nullptr) continue;
      for (auto& [language, text] : titles) {
        text += (text.empty()       ? ""
                 : language == "ar" ? "\xD8\x8C "
                                    : ", ") +
                item->title.at(language);
      }
    }
    return titles;
  }

  db::Transaction& tx_;
  api::Tenant& tenant_;
  const OpenRequest& open_;
  Instant now_;
};

}  // namespace

void announce(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
              const std::vector<procedure::Event>& events, Instant now) {
  Announcer announcer(tx, tenant, open, now);
  for (const auto& event : events) announcer.on(event);
}

}  // namespace requests
