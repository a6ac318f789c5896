#include "base/outline_blocks.h"
#include "casefile/copy_of_person.h"
#include "platform/print/print.h"
#include "policy/in_words.h"
#include "saudi/hijri.h"
#include "saudi/regions.h"

namespace casefile {
namespace {

class Paper : public OutlineBlocks {
 public:
  Paper(const CopyOfPerson& copy, std::string_view language)
      : copy_(copy), language_(language == "en" ? "en" : "ar") {}

  Outline write() {
    outline().language = language_;
    outline().title = say("title");
    outline().subtitle = in(copy_.association);
    outline().page_words = say("page");
    note(say_with("lead", "date", day(copy_.made_at)));
    if (!copy_.is_whole) note(say_with("cut", "count", std::to_string(copied_max)));
    write_values();
    write_identities();
    write_consents();
    write_household();
    write_representatives();
    write_assessments();
    write_requests();
    write_asked();
    write_messages();
    write_openings();
    return take();
  }

 private:
  std::string say(const std::string& code, const policy::Parameters& parameters = {}) const {
    return policy::filled(policy::text_of("copy." + code, language_), parameters);
  }
  std::string say_with(const std::string& code, const std::string& name,
                       const std::string& value) const {
    return say(code, policy::Parameters{std::pair(name, value)});
  }
  std::string in(const policy::Text& text) const { return policy::in_language(text, language_); }
  std::string word(std::string_view list, std::string_view of) const {
    return in(policy::word_in_both(list, of));
  }
  std::string day(Date date) const { return saudi::dual_date(date, language_); }
  std::string day(Instant at) const { return day(riyadh_date(at)); }
  std::string moment(Instant at) const { return day(at) + " " + saudi::riyadh_clock(at); }
  // What somebody wrote stands as a whole, whichever way it runs.
  std::string given(const std::string& text) const {
    constexpr auto *isolate = "\u2068", *until = "\u2069";
    return language_ == "en" && !text.empty() ? isolate + print::isolated(text) + until : text;
  }
  std::string value(const parties::OwnValue& value) const;
  std::string source(const parties::OwnValue& value) const;
  std::string field(std::string_view name) const { return word("known_as", name); }

  void write_values();
  void write_identities();
  void write_consents();
  void write_household();
  void write_representatives();
  void write_assessments();
  void write_requests();
  void write_request(const requests::RequestStanding& request);
  void write_asked();
  void write_messages();
  void write_openings();

  const CopyOfPerson& copy_;
  const std::string language_;
};

std::string Paper::value(const parties::OwnValue& value) const {
  if (const auto date = parse_date(value.value)) return day(*date);
  if (value.field == "region") return in(policy::region_in_words(value.value));
  if (value.field == "income" || value.field == "obligations")
    return in(policy::riyals_in_words(std::stoll(value.value)));
  if (value.field == "gender") return word("gender", value.value);
  if (value.field == "disability" || value.field == "literacy" || value.field == "housing")
    return word(value.field, value.value);
  if (value.field == "identity_type") return word("identity_type", value.value);
  return given(value.value);
}

std::string Paper::source(const parties::OwnValue& value) const {
  auto text = say("source." + value.source);
  if (value.verified_at) text += "\n" + say_with("verified", "date", day(*value.verified_at));
  return text;
}

void Paper::write_values() {
  heading(1, say("values"), "values");
  Rows now, former;
  for (const auto& one : copy_.file.values)
    (one.is_current ? now : former)
        .push_back(
            {field(one.value.field), value(one.value), source(one.value), day(one.value.at)});
  for (const auto& phone : copy_.file.phones) now.push_back({field("phone"), phone, "", ""});
  const std::vector<std::string> columns = {say("what"), say("value"), say("from"), say("since")};
  if (now.empty())
    paragraph(say("none"));
  else
    table(columns, std::move(now));
  if (former.empty()) return;
  heading(2, say("former"), "former");
  table(columns, std::move(former));
}

void Paper::write_identities() {
  if (copy_.file.identities.empty()) return;
  heading(1, say("identities"), "identities");
  Rows rows;
  for (std::size_t i = 0; i < copy_.file.identities.size(); ++i) {
    const auto& one = copy_.file.identities[i];
    const auto expires = one.expires_on ? parse_date(*one.expires_on) : std::nullopt;
    rows.push_back({word("identity_type", one.type), copy_.file.identity_numbers.at(i),
                    expires ? day(*expires) : std::string(),
                    one.sighted_at ? day(*one.sighted_at) : say("not_sighted")});
  }
  table({say("type"), field("identity_number"), field("identity_expires_on"), say("sighted")},
        std::move(rows));
}

void Paper::write_household() {
  if (!copy_.file.household_relation) return;
  heading(1, say("household"), "household");
  facts({
      {say("relation"), word("relation", *copy_.file.household_relation)}
  });
}

void Paper::write_representatives() {
  if (copy_.file.representatives.empty()) return;
  heading(1, say("representatives"), "representatives");
  Rows rows;
  for (const auto& one : copy_.file.representatives)
    rows.push_back({word("capacity", one.capacity), word("evidence", one.evidence),
                    one.valid_until ? day(*one.valid_until) : std::string(), day(one.since)});
  table({say("capacity"), say("evidence"), say("valid_until"), say("since")}, std::move(rows));
}

void Paper::write_consents() {
  heading(1, say("consents"), "consents");
  Rows rows;
  for (const auto& one : copy_.file.consents) {
    const auto state = one.withdrawn_at ? say_with("withdrawn", "date", day(*one.withdrawn_at))
                       : one.given_at   ? say_with("given", "date", day(*one.given_at))
                                        : say("not_given");
    rows.push_back({one.text ? in(*one.text) : one.purpose, state});
  }
  if (rows.empty()) return paragraph(say("none"));
  table({say("purpose"), say("state")}, std::move(rows));
}

void Paper::write_assessments() {
  if (copy_.file.assessments.empty()) return;
  heading(1, say("assessments"), "assessments");
  for (const auto& one : copy_.file.assessments) {
    const auto& found = one.assessment;
    heading(2, day(parse_date(found.on).value_or(Date{})));
    Rows rows = {
        {field("household_size"), std::to_string(found.members)                         },
        {field("income"),         in(policy::riyals_in_words(found.income_halalas))     },
        {field("obligations"),    in(policy::riyals_in_words(found.obligations_halalas))}
    };
    for (const auto& need : found.needs)
      rows.push_back({word("need", need.need),
                      word("priority", need.priority) + "\n" + given(need.note.value_or(""))});
    if (!found.summary.empty()) rows.push_back({say("summary"), given(found.summary)});
    facts(std::move(rows));
  }
}

void Paper::write_request(const requests::RequestStanding& request) {
  heading(2, in(request.kind_title) + " " + request.reference);
  Rows rows = {
      {say("received"),        day(request.received_at)},
      { say("state"), word("request_status",          request.status)}
  };
  if (request.outcome) rows.push_back({say("outcome"), word("outcome", *request.outcome)});
  for (const auto& item : request.items) {
    if (!item.value) continue;
    std::string text = item.value->text.value_or("");
    if (item.value->date)
      if (const auto date = parse_date(*item.value->date)) text = day(*date);
    if (!text.empty()) rows.push_back({in(item.title), given(text)});
  }
  if (request.decision && request.decision->reasons)
    rows.push_back({say("reasons"), given(*request.decision->reasons)});
  for (const auto& delivery : request.deliveries)
    rows.push_back(
        {say("delivered"),
         day(delivery.delivered_on) + "\n" + given(delivery.what.value_or("")) +
             (delivery.amount_halalas ? "\n" + in(policy::riyals_in_words(*delivery.amount_halalas))
                                      : "")});
  for (const auto& reply : request.replies)
    rows.push_back({say_with("reply", "date", day(reply.at)), given(reply.text)});
  facts(std::move(rows));
}

void Paper::write_requests() {
  heading(1, say("requests"), "requests");
  if (copy_.requests.empty()) paragraph(say("none"));
  for (const auto& request : copy_.requests) write_request(request);
}

void Paper::write_asked() {
  if (copy_.subject_requests.empty()) return;
  heading(1, say("asked"), "asked");
  Rows rows;
  for (const auto& one : copy_.subject_requests)
    rows.push_back({say("asked." + one.kind) + (one.field ? ": " + field(*one.field) : ""),
                    day(one.asked_at), say("asked.state." + one.state),
                    given(one.answer.value_or(""))});
  table({say("what"), say("asked.on"), say("state"), say("answer")}, std::move(rows));
}

void Paper::write_messages() {
  heading(1, say("messages"), "messages");
  if (copy_.messages.empty()) return paragraph(say("none"));
  Rows rows;
  for (const auto& one : copy_.messages) rows.push_back({moment(one.at), given(one.text)});
  table({say("when"), say("text")}, std::move(rows));
}

void Paper::write_openings() {
  heading(1, say("openings"), "openings");
  if (copy_.openings.empty()) return paragraph(say("none"));
  Rows rows;
  for (const auto& one : copy_.openings)
    rows.push_back({moment(one.at), word("role", one.who_role), say("opened." + one.what)});
  table({say("when"), say("who"), say("what")}, std::move(rows));
}

}  // namespace

std::string paper_of(const CopyOfPerson& copy, std::string_view language) {
  print::Paper paper;
  paper.date = riyadh_date(copy.made_at);
  paper.footer = iso(paper.date);
  return print::pdf_of(Paper(copy, language).write(), paper);
}

}  // namespace casefile
