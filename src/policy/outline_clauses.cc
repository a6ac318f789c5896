#include <algorithm>

#include "policy/outline_writer.h"

// The clauses of a policy as people read them: each with how it is kept.
namespace policy {
namespace {

// "Assistance request › Study", or the whole request kind.
std::string places_of(const OutlineWriter& writer, const Control& control) {
  const bool wholes =
      std::ranges::all_of(control.steps, [](const StepRef& at) { return at.step < 0; });
  if (wholes && control.steps.size() > 1 && control.steps.size() == writer.pack().kinds.size())
    return writer.say("all_kinds");
  std::vector<Text> places;
  for (const StepRef& ref : control.steps) {
    const RequestKind& kind = writer.pack().kinds.at(static_cast<std::size_t>(ref.kind));
    places.push_back(
        ref.step < 0 ? kind.title
                     : text_in_both("difference.within", {
                                                             {"outer",        kind.title},
                                                             { "inner", title_of(kind,  ref.step)}
    }));
  }
  return writer.in(joined(places));
}

std::string line_of(const OutlineWriter& writer, const Control& control) {
  const Parameters parameters = {
      {"kind",            writer.in(word_in_both("control_kind", name_of(control.kind)))},
      {"control",         writer.in(in_words(control))         },
      {"places", places_of(writer,                              control)                       }
  };
  return writer.marked(
      writer.say(control.steps.empty() ? "control" : "control_somewhere", parameters),
      control.chosen);
}

}  // namespace

void write_clauses(OutlineWriter& writer) {
  writer.heading(1, writer.say("clauses"), "clauses");
  for (const Clause& clause : writer.pack().clauses) {
    const Parameters parameters = {
        {"id",     clause.id    },
        {"source", clause.source}
    };
    writer.heading(2, writer.say(clause.source.empty() ? "clause" : "clause_of", parameters),
                   "clause-" + clause.id);
    writer.paragraph(writer.in(clause.text));
    if (!clause.owed || !clause.measured)
      writer.note(writer.say(clause.owed ? "not_measured" : "not_owed",
                             {
                                 {"why", writer.in(clause.why)}
      }));
    std::vector<std::string> lines;
    for (const Control& control : clause.controls) lines.push_back(line_of(writer, control));
    writer.list(std::move(lines));
  }
}

}  // namespace policy
