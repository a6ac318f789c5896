#include "policy/outline.h"

#include "policy/outline_writer.h"
#include "saudi/hijri.h"

// The policy as a document: its frame. Clauses and kinds of request stand in files of their own.
namespace policy {
namespace {

std::string approval_of(const OutlineWriter& writer, const Approval& approval) {
  std::string line = writer.in(word_in_both("approval_body", approval.body));
  const auto add = [&](const std::string& code, const std::string& value) {
    if (!value.empty())
      line += writer.say("approval." + code, {
                                                 {"value", value}
      });
  };
  add("meeting", approval.meeting);
  add("term", approval.term);
  if (approval.date) add("date", saudi::dual_date(*approval.date, writer.language()));
  return line;
}

std::string words_in(const OutlineWriter& writer, std::string_view list,
                     const std::vector<std::string>& words) {
  std::vector<Text> all;
  all.reserve(words.size());
  for (const std::string& word : words) all.push_back(word_in_both(list, word));
  return writer.in(joined(all));
}

void write_summary(OutlineWriter& writer) {
  const Pack& pack = writer.pack();
  OutlineWriter::Rows rows;
  if (!pack.licence.empty()) rows.push_back({writer.say("licence"), pack.licence});
  rows.push_back({writer.say("approved_by"), pack.approval ? approval_of(writer, *pack.approval)
                                                           : writer.say("approval.none")});
  rows.push_back({writer.say("review"), writer.period("every", pack.review_every)});
  rows.push_back({writer.say("channels"), words_in(writer, "channel", pack.channels)});
  if (!pack.area.regions.empty()) {
    std::vector<Text> regions;
    for (const std::string& region : pack.area.regions) regions.push_back(region_in_words(region));
    rows.push_back(
        {writer.say("area"), writer.marked(writer.in(joined(regions)), pack.area.chosen)});
  }
  writer.facts(std::move(rows));
  writer.note(writer.say("chosen_explained"));
}

void write_people(OutlineWriter& writer) {
  const Pack& pack = writer.pack();
  writer.heading(1, writer.say("people"), "people");
  OutlineWriter::Rows rows;
  for (const Title& title : pack.titles)
    rows.push_back({writer.in(title.title), writer.in(word_in_both("role", name_of(title.role)))});
  writer.table({writer.say("title"), writer.say("role")}, std::move(rows));
  if (pack.bodies.empty()) return;
  rows.clear();
  for (const DecidingBody& body : pack.bodies)
    rows.push_back({writer.marked(writer.in(body.title), body.chosen),
                    writer.in(in_words(pack, body.recorded_by))});
  writer.table({writer.say("body"), writer.say("recorded_by")}, std::move(rows));
}

void write_terms(OutlineWriter& writer) {
  if (writer.pack().terms.empty()) return;
  writer.heading(1, writer.say("terms"), "terms");
  for (const Term& term : writer.pack().terms) {
    writer.heading(2, writer.marked(writer.in(word_in_both("term", term.id)), term.chosen));
    writer.paragraph(writer.in(term.text));
  }
}

std::vector<std::string> titles_in(const OutlineWriter& writer,
                                   const std::vector<Reference>& references) {
  std::vector<std::string> titles;
  titles.reserve(references.size());
  for (const Reference& reference : references)
    titles.push_back(writer.in(reference.title) +
                     (reference.version.empty()
                          ? std::string()
                          : writer.say("version", {
                                                      {"value", reference.version}
    })));
  return titles;
}

void write_papers(OutlineWriter& writer) {
  const Pack& pack = writer.pack();
  if (!pack.legal_references.empty()) {
    writer.heading(1, writer.say("legal_references"), "legal-references");
    writer.list(titles_in(writer, pack.legal_references));
  }
  if (!pack.library.empty()) {
    writer.heading(1, writer.say("library"), "library");
    writer.list(titles_in(writer, pack.library));
  }
}

void write_privacy(OutlineWriter& writer) {
  const Pack& pack = writer.pack();
  writer.heading(1, writer.say("privacy"), "privacy");
  writer.paragraph(writer.in(pack.privacy_notice));
  std::vector<std::string> purposes;
  for (const Purpose& purpose : pack.purposes)
    purposes.push_back(writer.in(purpose.text) +
                       (purpose.required ? writer.say("purpose_required") : std::string()));
  writer.heading(2, writer.say("purposes"));
  writer.list(std::move(purposes));
  writer.heading(1, writer.say("help"), "help");
  writer.paragraph(writer.in(pack.help));
}

}  // namespace

std::string OutlineWriter::say(const std::string& code, const Parameters& parameters) const {
  return filled(text_of("outline." + code, language_), parameters);
}

std::string OutlineWriter::period(const std::string& code, const Period& period) const {
  return marked(say(code,
                    {
                        {"period", in(in_words(period))}
  }),
                period.chosen);
}

std::string OutlineWriter::marked(const std::string& text, bool chosen) const {
  return chosen ? say("chosen",
                      {
                          {"text", text}
  })
                : text;
}

Outline outline_of(const Pack& pack, std::string_view language) {
  OutlineWriter writer(pack, language);
  writer.outline().title = writer.in(pack.document);
  writer.outline().subtitle = writer.in(pack.neutral ? pack.neutral_name : pack.name);
  write_summary(writer);
  write_clauses(writer);
  writer.heading(1, writer.say("kinds"), "kinds");
  for (const RequestKind& kind : pack.kinds) write_kind(writer, kind);
  write_people(writer);
  write_terms(writer);
  write_papers(writer);
  write_privacy(writer);
  return writer.take();
}

Outline outline_of_kind(const Pack& pack, std::string_view kind, std::string_view language) {
  OutlineWriter writer(pack, language);
  writer.outline().title = writer.in(pack.document);
  writer.outline().subtitle = writer.in(pack.neutral ? pack.neutral_name : pack.name);
  if (const RequestKind* found = pack.kind(kind)) write_kind(writer, *found);
  return writer.take();
}

}  // namespace policy
