#include "governance/evidence_outline.h"

#include "base/outline_blocks.h"
#include "platform/print/print.h"
#include "policy/in_words.h"
#include "saudi/hijri.h"

namespace governance {
namespace {

constexpr std::size_t short_digest = 8;  // what people call a version

// So that no line is broken inside, where a hyphen would come to stand in it.
std::string in_two_lines(std::string digest) {
  return digest.insert(digest.size() / 2, "\n");
}

class Paper : public OutlineBlocks {
 public:
  Paper(const Evidence& evidence, std::string_view language)
      : evidence_(evidence), language_(language == "en" ? "en" : "ar") {}

  Outline write() {
    outline().language = language_;
    outline().title = say("title");
    outline().subtitle = in(evidence_.version.association);
    outline().page_words = say("page");
    write_summary();
    write_approvals();
    write_force();
    write_publication();
    write_circulation();
    write_acknowledgements();
    write_review();
    write_differences();
    write_clauses();
    write_files();
    return take();
  }

 private:
  std::string say(const std::string& code, const policy::Parameters& parameters = {}) const {
    return policy::filled(policy::text_of("evidence." + code, language_), parameters);
  }
  std::string say_with(const std::string& code, const std::string& name,
                       const std::string& value) const {
    return say(code, policy::Parameters{std::pair(name, value)});
  }
  std::string in(const policy::Text& text) const { return policy::in_language(text, language_); }
  // What somebody wrote stands as a whole, whichever way it runs: an Arabic name turns the date
  // behind it round in an English line. In Arabic lines the printing room sees to it.
  std::string given(const std::string& text) const {
    constexpr auto *isolate = "\u2068", *until = "\u2069";
    return language_ == "en" && !text.empty() ? isolate + print::isolated(text) + until : text;
  }
  std::string day(Date date) const { return saudi::dual_date(date, language_); }
  std::string day(Instant at) const { return day(riyadh_date(at)); }
  // A day and the minute of it in Riyadh: what an act on record has.
  std::string moment(Instant at) const {
    return say_with("moment", "time", saudi::riyadh_clock(at)).insert(0, day(at));
  }
  std::string moments(const std::vector<Instant>& all) const {
    std::string lines;
    for (const Instant at : all) lines += (lines.empty() ? "" : "\n") + moment(at);
    return lines.empty() ? say("not_reminded") : lines;
  }
  std::string by(const std::string& who, Instant at) const {
    return say_with("by", "when", moment(at)).insert(0, given(who));
  }
  std::vector<std::string> fact(const std::string& code, std::string value) const {
    return {say(code), std::move(value)};
  }

  void write_summary();
  void write_approvals();
  Rows rows_of(const ApprovalCard& approval) const;
  void write_force();
  void write_publication();
  void write_circulation();
  void write_acknowledgements();
  void write_group(const KeptGroup& group);
  std::vector<std::string> row_of(const KeptGroup& group, const Reader& reader, bool former) const;
  void write_review();
  void write_differences();
  void write_clauses();
  void write_files();

  const Evidence& evidence_;
  const std::string language_;
};

void Paper::write_summary() {
  const auto& version = evidence_.version;
  std::string open;
  for (const auto& kind : version.kept_by)
    open += (open.empty() ? "" : "\n") + (kind.title.empty() ? kind.kind : in(kind.title)) + ": " +
            std::to_string(kind.open);
  facts({fact("policy", in(version.document)),
         fact("version", version.digest.substr(0, short_digest)), fact("digest", version.digest),
         fact("state", say("state." + version.state)), fact("kept", day(version.imported_at)),
         fact("open_requests", open.empty() ? say("open_requests.none") : open)});
  note(say_with("lead", "date", day(evidence_.as_of)));
}

Paper::Rows Paper::rows_of(const ApprovalCard& approval) const {
  Rows rows = {fact("approval.body", in(policy::word_in_both("approval_body", approval.body)))};
  if (!approval.meeting.empty()) rows.push_back(fact("approval.meeting", given(approval.meeting)));
  if (!approval.term.empty()) rows.push_back(fact("approval.term", given(approval.term)));
  if (approval.decided_on) rows.push_back(fact("approval.date", day(*approval.decided_on)));
  if (approval.minutes) {
    rows.push_back(fact("approval.minutes", given(approval.minutes->name)));
    rows.push_back(fact("approval.minutes_digest", approval.minutes->digest));
  } else {
    rows.push_back(fact("approval.minutes", say("approval.no_minutes")));
  }
  rows.push_back(
      fact("approval.recorded", approval.recorded_at
                                    ? by(approval.recorded_by.value_or(""), *approval.recorded_at)
                                    : say("approval.stated")));
  return rows;
}

void Paper::write_approvals() {
  heading(1, say("approval"), "approval");
  if (evidence_.version.approvals.empty()) paragraph(say("approval.none"));
  for (const auto& approval : evidence_.version.approvals) facts(rows_of(approval));
}

void Paper::write_force() {
  heading(1, say("force"), "force");
  if (evidence_.version.effects.empty()) paragraph(say("force.none"));
  for (const auto& effect : evidence_.version.effects) {
    Rows rows = {fact("force.from", day(effect.effective_at)),
                 fact("force.decided", by(effect.decided_by, effect.decided_at))};
    if (effect.cancelled_at) rows.push_back(fact("force.called_off", moment(*effect.cancelled_at)));
    facts(std::move(rows));
  }
}

void Paper::write_publication() {
  const auto& publication = evidence_.publication;
  heading(1, say("publication"), "publication");
  if (!publication.since) return paragraph(say("publication.not_yet"));
  paragraph(say(publication.shown ? "publication.shown" : "publication.ended"));
  facts({fact(publication.shown ? "publication.since" : "publication.was_since",
              day(*publication.since)),
         fact("publication.address", publication.address)});
}

void Paper::write_circulation() {
  const auto& circulation = evidence_.circulation;
  heading(1, say("circulation"), "circulation");
  if (!circulation.circulated_at) return paragraph(say("circulation.none"));
  facts({fact("circulation.at", moment(*circulation.circulated_at)),
         fact("circulation.by", given(circulation.circulated_by.value_or(""))),
         fact("circulation.reminded", moments(circulation.reminded_at))});
}

void Paper::write_acknowledgements() {
  heading(1, say("acknowledgement"), "acknowledgement");
  Rows counts;
  for (const auto& group : evidence_.circulation.groups)
    counts.push_back({say("group." + group.group), std::to_string(group.total),
                      std::to_string(group.acknowledged),
                      std::to_string(group.total - group.acknowledged)});
  table({say("group"), say("total"), say("acknowledged"), say("waiting")}, std::move(counts));
  for (const auto& group : evidence_.circulation.groups) write_group(group);
}

std::vector<std::string> Paper::row_of(const KeptGroup& group, const Reader& reader,
                                       bool former) const {
  std::string name = reader.name.empty() ? say("hidden") : given(reader.name);
  if (reader.signed_as && !reader.signed_as->empty() && *reader.signed_as != reader.name)
    name += "\n" + say_with("signed_as", "name", given(*reader.signed_as));
  std::string role = in(reader.role);
  if (former) role = say("gone");
  if (role.empty() && group.group == "volunteers") role = say("volunteer");
  return {name, role, reader.acknowledged_at ? moment(*reader.acknowledged_at) : say("has_not")};
}

void Paper::write_group(const KeptGroup& group) {
  heading(2, say("group." + group.group));
  if (group.readers.empty() && group.former.empty()) return paragraph(say("nobody"));
  Rows rows;
  for (const auto& reader : group.readers)
    if (rows.size() < listed_on_paper) rows.push_back(row_of(group, reader, false));
  for (const auto& reader : group.former)
    if (rows.size() < listed_on_paper) rows.push_back(row_of(group, reader, true));
  const bool is_whole = rows.size() == group.readers.size() + group.former.size();
  table({say("name"), say("role"), say("when")}, std::move(rows));
  if (!is_whole) note(say_with("more", "shown", std::to_string(listed_on_paper)));
}

void Paper::write_review() {
  heading(1, say("review"), "review");
  const auto& review = evidence_.review;
  if (!review.due) return paragraph(say("review.none"));
  const bool is_due = *review.due <= evidence_.as_of;
  facts({fact("review.due", day(*review.due)),
         fact("review.state", say(is_due ? "review.overdue" : "review.coming")),
         fact("review.reminded", moments(review.reminded_at))});
}

void Paper::write_differences() {
  heading(1, say("differences"), "differences");
  const auto& differences = evidence_.differences;
  if (!differences.from) return paragraph(say("differences.first"));
  const auto from = differences.from->substr(0, short_digest);
  if (differences.lines.empty()) return paragraph(say_with("differences.none", "version", from));
  paragraph(say_with("differences.from", "version", from));
  Rows rows;
  for (const auto& line : differences.lines)
    rows.push_back(
        {line.place.empty() ? say("differences.elsewhere") : in(line.place), in(line.text)});
  table({say("differences.place"), say("differences.what")}, std::move(rows));
}

void Paper::write_clauses() {
  if (evidence_.clauses.empty()) return;
  heading(1, say("clauses"), "clauses");
  Rows rows;
  for (const auto& clause : evidence_.clauses)
    rows.push_back({clause.id, clause.owed ? in(clause.text)
                                           : say_with("clause_not_owed", "text", in(clause.text))});
  facts(std::move(rows));
}

void Paper::write_files() {
  heading(1, say("files"), "files");
  Rows rows;
  for (const auto& file : evidence_.files)
    rows.push_back({file.name, std::to_string(file.bytes), in_two_lines(file.digest)});
  table({say("file"), say("bytes"), say("digest")}, std::move(rows));
}

}  // namespace

Outline outline_of(const Evidence& evidence, std::string_view language) {
  return Paper(evidence, language).write();
}

}  // namespace governance
