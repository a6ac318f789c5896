#include "policy/facts.h"
#include "policy/in_words.h"

// What pack.yaml, messages.yaml and clauses.yaml say, as facts.
namespace policy {
namespace {

Facts::At in_file(const std::string& file) {
  Facts::At at;
  at.place.file = file;
  at.path = file;
  return at;
}

void add_approval(Facts& facts, const Facts::At& at, const Pack& pack) {
  if (!pack.approval) return;
  const Approval& approval = *pack.approval;
  facts.flag(at, "pack.approval", true);
  facts.value(at, "approval.body", approval.body, word_in_both("approval_body", approval.body));
  facts.value(at, "approval.meeting", approval.meeting, same_in_both(approval.meeting));
  facts.value(at, "approval.term", approval.term, same_in_both(approval.term));
  if (approval.date)
    facts.value(at, "approval.date", iso(*approval.date), same_in_both(iso(*approval.date)));
}

void add_references(Facts& facts, const Facts::At& outer, const std::vector<Reference>& references,
                    const std::string& code) {
  for (const Reference& reference : references) {
    Facts::At at = outer.in(code, reference.id, reference.title);
    at.place.entry = reference.id;
    facts.whole(at, code);
    facts.text(at, "reference.title", reference.title);
    facts.value(at, "reference.version", reference.version, same_in_both(reference.version));
    facts.flag(at, "reference.printable", reference.printable);
    for (const StepKind kind : reference.shown_at)
      facts.member(at, "reference.shown_at", std::string(name_of(kind)),
                   word_in_both("step", name_of(kind)));
  }
  facts.order(outer, code + ".order", paths_of(outer, code, references));
}

void add_titles(Facts& facts, const Facts::At& outer, const Pack& pack) {
  for (const Title& title : pack.titles) {
    Facts::At at = outer.in("title", title.id, title.title);
    at.place.entry = title.id;
    facts.whole(at, "title");
    facts.text(at, "title.title", title.title);
    facts.value(at, "title.role", "role " + std::string(name_of(title.role)),
                word_in_both("role", name_of(title.role)));
  }
  facts.order(outer, "title.order", paths_of(outer, "title", pack.titles));
  for (const DecidingBody& body : pack.bodies) {
    Facts::At at = outer.in("body", body.id, body.title);
    at.place.entry = body.id;
    facts.whole(at, "body");
    facts.text(at, "body.title", body.title);
    facts.value(at, "body.recorded_by", "role " + std::string(name_of(body.recorded_by)),
                in_words(pack, body.recorded_by));
    facts.chosen(at, "body", body.chosen);
  }
  facts.order(outer, "body.order", paths_of(outer, "body", pack.bodies));
}

void add_privacy(Facts& facts, const Facts::At& outer, const Pack& pack) {
  facts.wording(outer, "pack.privacy_notice", pack.privacy_notice);
  facts.number(outer, "pack.privacy_notice_version", pack.privacy_notice_version, 0);
  for (const Purpose& purpose : pack.purposes) {
    Facts::At at = outer.in("purpose", purpose.id, purpose.text);
    at.place.entry = purpose.id;
    facts.whole(at, "purpose");
    facts.wording(at, "purpose.text", purpose.text);
    facts.flag(at, "purpose.required", purpose.required);
  }
  facts.order(outer, "purpose.order", paths_of(outer, "purpose", pack.purposes));
}

void add_area_and_terms(Facts& facts, const Facts::At& outer, const Pack& pack) {
  for (const std::string& region : pack.area.regions)
    facts.member(outer, "pack.region", region, region_in_words(region));
  facts.order(outer, "pack.region.order", pack.area.regions);
  facts.chosen(outer, "pack.region", pack.area.chosen);
  for (const Term& term : pack.terms) {
    Facts::At at = outer.in("term", term.id, word_in_both("term", term.id));
    at.place.entry = term.id;
    facts.whole(at, "term");
    facts.wording(at, "term.text", term.text);
    facts.chosen(at, "term", term.chosen);
  }
  facts.order(outer, "term.order", paths_of(outer, "term", pack.terms));
}

void add_messages(Facts& facts, const Pack& pack) {
  const Facts::At outer = in_file("messages.yaml");
  for (const Message& message : pack.messages) {
    Facts::At at = outer.in("message", message.id, message.subject);
    at.place.message = message.id;
    facts.whole(at, "message");
    facts.text(at, "message.subject", message.subject);
    facts.wording(at, "message.text", message.text);
    facts.wording(at, "message.portal", message.portal);
  }
  facts.order(outer, "message.order", paths_of(outer, "message", pack.messages));
}

// Where a control stands: by the titles of kinds and steps, compared by their ids.
void add_control(Facts& facts, const Facts::At& outer, const Pack& pack, const Control& control) {
  const Text words = in_words(control);
  const std::string own = control.id.empty() ? control.name : control.id;
  const Facts::At at = outer.in("control", own + ' ' + std::string(name_of(control.kind)), words);
  facts.whole(at, "control." + std::string(name_of(control.kind)));
  facts.value(at, "control.name", "control " + control.name, words);
  std::string raw;
  std::vector<Text> titles;
  for (const StepRef& ref : control.steps) {
    raw += ' ';
    if (ref.kind < 0 || static_cast<std::size_t>(ref.kind) >= pack.kinds.size()) continue;
    const RequestKind& kind = pack.kinds[static_cast<std::size_t>(ref.kind)];
    const bool step = ref.step >= 0 && static_cast<std::size_t>(ref.step) < kind.steps.size();
    raw += kind.id + '/' + (step ? kind.steps[static_cast<std::size_t>(ref.step)].id : "");
    titles.push_back(
        step ? text_in_both("difference.within",
                            {
                                {"outer",        kind.title},
                                { "inner", title_of(kind,  ref.step)}
    })
             : kind.title);
  }
  facts.value(at, "control.steps", raw, joined(titles));
  facts.chosen(at, "control", control.chosen);
}

}  // namespace

void add_pack_facts(Facts& facts, const Pack& pack) {
  const Facts::At at = in_file("pack.yaml");
  facts.value(at, "pack.id", pack.id, same_in_both(pack.id));
  facts.text(at, "pack.name", pack.name);
  facts.text(at, "pack.document", pack.document);
  facts.value(at, "pack.licence", pack.licence, same_in_both(pack.licence));
  add_approval(facts, at, pack);
  facts.period(at, "pack.review_every", pack.review_every);
  for (const std::string& channel : pack.channels)
    facts.member(at, "pack.channel", channel, word_in_both("channel", channel));
  facts.order(at, "pack.channel.order", pack.channels);
  add_titles(facts, at, pack);
  add_references(facts, at, pack.library, "library");
  add_references(facts, at, pack.legal_references, "legal_reference");
  add_area_and_terms(facts, at, pack);
  add_privacy(facts, at, pack);
  facts.wording(at, "pack.help", pack.help);
  facts.flag(at, "pack.neutral", pack.neutral);
  facts.text(at, "pack.neutral_name", pack.neutral_name);
  add_messages(facts, pack);
}

void add_clause_facts(Facts& facts, const Pack& pack) {
  const Facts::At outer = in_file("clauses.yaml");
  for (const Clause& clause : pack.clauses) {
    Facts::At at = outer.in("clause", clause.id,
                            text_in_both("difference.clause", Parameters{
                                                                  {"id", clause.id}
    }));
    at.place.clause = clause.id;
    facts.whole(at, "clause");
    facts.wording(at, "clause.text", clause.text);
    facts.value(at, "clause.source", clause.source, same_in_both(clause.source));
    facts.flag(at, "clause.owed", clause.owed);
    facts.flag(at, "clause.measured", clause.measured);
    facts.wording(at, "clause.why", clause.why);
    for (const Control& control : clause.controls) add_control(facts, at, pack, control);
    std::vector<std::string> ids;
    for (const Control& control : clause.controls) ids.push_back(control.id);
    facts.order(at, "control.order", std::move(ids));
  }
  facts.order(outer, "clause.order", paths_of(outer, "clause", pack.clauses));
}

}  // namespace policy
