#include <algorithm>

#include "base/text.h"
#include "policy/outline_writer.h"

// A kind of request as people read it: what it is for, what it asks, how it goes.
namespace policy {
namespace {

using Lines = std::vector<std::string>;

std::string words_in(const OutlineWriter& writer, std::string_view list, const Lines& words) {
  std::vector<Text> all;
  for (const std::string& word : words) all.push_back(word_in_both(list, word));
  return writer.in(joined(all));
}

void write_manner(OutlineWriter& writer, const RequestKind& kind) {
  OutlineWriter::Rows rows;
  const auto add = [&](const std::string& code, const std::string& value) {
    rows.push_back({writer.say(code), value});
  };
  if (kind.emergency) add("emergency", writer.say("yes"));
  add("class", writer.in(word_in_both("class", name_of(kind.confidentiality))));
  add("identity", writer.say(kind.identity_required ? "identity_needed" : "identity_not_needed"));
  add("channels", words_in(writer, "channel", kind.channels));
  add("published", writer.say(kind.published ? "yes" : "no"));
  if (kind.return_deadline) add("return", writer.period("lapses", *kind.return_deadline));
  if (kind.backdate_days_max > 0)
    add("backdate", writer.in(counted_in_both("calendar_days", kind.backdate_days_max)));
  if (const RequestKind* appeal = writer.pack().kind(kind.appeal_kind))
    add("appeal", writer.in(appeal->title));
  writer.facts(std::move(rows));
}

std::string item_sort(const OutlineWriter& writer, const Item& item) {
  if (item.kind != ItemKind::field) return writer.in(word_in_both("item_kind", name_of(item.kind)));
  std::string sort = writer.in(word_in_both("value_type", name_of(item.type)));
  if (item.choices.empty()) return sort;
  std::vector<Text> titles;
  for (const Choice& choice : item.choices) titles.push_back(choice.title);
  return sort + ": " + writer.in(joined(titles, "choice"));
}

std::string item_remarks(const OutlineWriter& writer, const RequestKind& kind, const Item& item) {
  Lines lines;
  if (!item.hint.empty()) lines.push_back(writer.in(item.hint));
  if (!item.when.empty())
    lines.push_back(writer.say("when", {
                                           {"conditions", writer.in(in_words(kind, item.when))}
    }));
  Lines checks;
  for (const Check check : item.checks) checks.emplace_back(name_of(check));
  if (!checks.empty())
    lines.push_back(writer.say("checks", {
                                             {"checks", words_in(writer, "check", checks)}
    }));
  if (!item.legal_basis.empty())
    lines.push_back(writer.say("legal_basis", {
                                                  {"basis", item.legal_basis}
    }));
  if (item.copy_expires) lines.push_back(writer.period("copy_expires", *item.copy_expires));
  if (item.shown) lines.push_back(writer.say("shown"));
  return join(lines, "\n");
}

void write_items(OutlineWriter& writer, const RequestKind& kind, const std::vector<Item>& items) {
  OutlineWriter::Rows rows;
  for (const Item& item : items)
    rows.push_back({writer.marked(writer.in(item.title), item.chosen), item_sort(writer, item),
                    writer.say(item.required ? "required" : "optional"),
                    item_remarks(writer, kind, item)});
  writer.table({writer.say("item"), writer.say("sort"), writer.say("need"), writer.say("remarks")},
               std::move(rows));
}

void write_declaration(OutlineWriter& writer, const RequestKind& kind) {
  if (!kind.declaration) return;
  Lines methods;
  for (const SignMethod method : kind.declaration->signed_by) methods.emplace_back(name_of(method));
  writer.heading(3, writer.say("declaration"));
  writer.paragraph(writer.in(kind.declaration->text));
  writer.note(writer.say("signed_by", {
                                          {"methods", words_in(writer, "sign_method", methods)}
  }));
}

std::string ends_of(const OutlineWriter& writer, const RequestKind& kind, const Step& step) {
  Lines lines;
  for (const std::string& outcome : step.outcomes) {
    const std::string word = writer.in(word_in_both("outcome", outcome));
    const auto on = step.on.find(outcome);
    lines.push_back(
        on == step.on.end()
            ? word
            : writer.say("leads_to",
                         {
                             {"outcome",                word        },
                             { "step", writer.in(title_of(kind, on->second))}
    }));
  }
  return join(lines, "\n");
}

// What a step of its kind has beyond the rest.
void add_own_remarks(const OutlineWriter& writer, const Step& step, Lines& lines) {
  const Pack& pack = writer.pack();
  for (const DecidingBody& body : pack.bodies)
    if (!step.body.empty() && body.id == step.body)
      lines.push_back(writer.say("studied_by", {
                                                   {"body", writer.in(body.title)}
      }));
  if (step.to)
    lines.push_back(writer.say("answered_by", {
                                                  {"role", writer.in(in_words(pack, *step.to))}
    }));
  if (!step.telling.empty())
    lines.push_back(
        writer.say("telling", {
                                  {"what", writer.in(word_in_both("telling", step.telling))}
    }));
  if (step.receipt) lines.push_back(writer.say("receipt"));
  if (step.fee)
    lines.push_back(writer.say("fee", {
                                          {"amount", writer.in(riyals_in_words(*step.fee))}
    }));
  if (step.share)
    lines.push_back(
        writer.marked(writer.say("share",
                                 {
                                     {"percent", std::to_string(step.share->at_least)}
    }),
                      step.share->chosen));
  if (step.capacity)
    lines.push_back(writer.say("capacity", {
                                               {"places", std::to_string(*step.capacity)}
    }));
  for (const Purpose& purpose : pack.purposes)
    if (!step.consent.empty() && purpose.id == step.consent)
      lines.push_back(writer.say("consent", {
                                                {"purpose", writer.in(purpose.text)}
      }));
}

std::string step_remarks(const OutlineWriter& writer, const RequestKind& kind, const Step& step,
                         int index) {
  Lines lines;
  if (step.optional) lines.push_back(writer.say("optional_step"));
  if (!step.when.empty())
    lines.push_back(writer.say("when", {
                                           {"conditions", writer.in(in_words(kind, step.when))}
    }));
  std::vector<Text> before;
  for (const int each : step.after) before.push_back(title_of(kind, each));
  if (index > 0 && step.after != std::vector<int>{index - 1})
    lines.push_back(writer.say("after", {
                                            {"steps", writer.in(joined(before))}
    }));
  add_own_remarks(writer, step, lines);
  if (step.repeat) {
    const std::string every = writer.in(in_words(step.repeat->every));
    const std::string times = writer.in(counted_in_both("times", step.repeat->max));
    lines.push_back(writer.marked(writer.say("repeat",
                                             {
                                                 {"period", every},
                                                 {"times",  times}
    }),
                                  step.repeat->every.chosen));
  }
  if (const auto role = role_named(step.escalate_to))
    lines.push_back(
        writer.say("escalate", {
                                   {"role", writer.in(in_words(writer.pack(), *role))}
    }));
  return join(lines, "\n");
}

void write_steps(OutlineWriter& writer, const RequestKind& kind) {
  writer.heading(3, writer.say("steps"));
  OutlineWriter::Rows rows;
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const Step& step = kind.steps[i];
    rows.push_back({std::to_string(i + 1), writer.marked(writer.in(step.title), step.chosen),
                    writer.in(in_words(writer.pack(), step.by)), clock_of(writer, step),
                    ends_of(writer, kind, step),
                    step_remarks(writer, kind, step, static_cast<int>(i))});
  }
  writer.table({"#", writer.say("step"), writer.say("who"), writer.say("time"), writer.say("ends"),
                writer.say("remarks")},
               std::move(rows));
  writer.drawing(drawing_of(writer.pack(), kind, writer.language()));
  for (const Step& step : kind.steps) {
    if (step.record.empty()) continue;
    writer.heading(4, writer.say("record_of", {
                                                  {"step", writer.in(step.title)}
    }));
    write_items(writer, kind, step.record);
  }
}

}  // namespace

std::string clock_of(const OutlineWriter& writer, const Step& step) {
  if (step.at_least && step.at_most) {
    const std::string least = writer.in(in_words(*step.at_least));
    const std::string most =
        writer.marked(writer.in(in_words(*step.at_most)), step.at_most->chosen);
    return writer.marked(writer.say("between",
                                    {
                                        {"least", least},
                                        {"most",  most }
    }),
                         step.at_least->chosen);
  }
  if (step.at_least) return writer.period("at_least", *step.at_least);
  if (step.at_most) return writer.period("at_most", *step.at_most);
  return step.within ? writer.period("within", *step.within) : std::string();
}

void write_kind(OutlineWriter& writer, const RequestKind& kind) {
  writer.heading(2, writer.marked(writer.in(kind.title), kind.chosen), "kind-" + kind.id);
  writer.paragraph(writer.in(kind.summary));
  write_manner(writer, kind);
  if (!kind.conditions.empty()) {
    writer.heading(3, writer.say("conditions"));
    Lines lines;
    for (const Text& condition : kind.conditions) lines.push_back(writer.in(condition));
    writer.list(std::move(lines));
  }
  if (!kind.items.empty()) {
    writer.heading(3, writer.say("items"));
    write_items(writer, kind, kind.items);
  }
  write_declaration(writer, kind);
  write_steps(writer, kind);
}

}  // namespace policy
