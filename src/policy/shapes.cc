#include "policy/shapes.h"

#include <algorithm>
#include <map>

#include "policy/example.h"
#include "policy/fields.h"
#include "saudi/regions.h"

namespace policy {
namespace {

// clang-format off
constexpr Shape of_the_frame[] = {
    {"pack", "id", "id", true},
    {"pack", "use", "list part"},
    {"pack", "name", "texts", true},
    {"pack", "document", "texts", true},
    {"pack", "licence", "string"},
    {"pack", "approval", "one approval"},
    {"pack", "review_every", "own_period", true},
    {"pack", "class", "word class"},
    {"pack", "channels", "list channel", true},
    {"pack", "titles", "each title", true},
    {"pack", "bodies", "each body"},
    {"pack", "library", "each reference"},
    {"pack", "legal_references", "each reference"},
    {"pack", "area", "one area"},
    {"pack", "terms", "each term"},
    {"pack", "privacy_notice", "one privacy_notice", true},
    {"pack", "purposes", "each purpose", true},
    {"pack", "help", "texts", true},
    {"pack", "neutral", "one neutral"},
    {"approval", "body", "string", true},
    {"approval", "meeting", "string"},
    {"approval", "term", "string"},
    {"approval", "date", "date"},
    {"title", "id", "id", true},
    {"title", "role", "word role", true},
    {"title", "title", "texts", true},
    {"body", "id", "id", true},
    {"body", "recorded_by", "word role", true},
    {"body", "title", "texts", true},
    {"body", "chosen", "flag"},
    {"reference", "id", "id", true},
    {"reference", "title", "texts", true},
    {"reference", "version", "string"},
    {"reference", "shown_at", "words step_kind"},
    {"reference", "printable", "flag"},
    {"area", "regions", "words region", true},
    {"area", "chosen", "flag"},
    {"area", "source", "string"},
    {"term", "id", "word term", true},
    {"term", "text", "texts", true},
    {"term", "chosen", "flag"},
    {"privacy_notice", "version", "number 1 10000", true},
    {"privacy_notice", "text", "texts", true},
    {"purpose", "id", "id", true},
    {"purpose", "required", "flag"},
    {"purpose", "text", "texts", true},
    {"neutral", "name", "texts", true},
    {"clauses", "clauses", "each clause", true},
    {"extensions", "extends", "each extension", true},
    {"clause", "id", "string", true},
    {"clause", "source", "string"},
    {"clause", "text", "texts", true},
    {"clause", "owed", "flag"},
    {"clause", "measured", "flag"},
    {"clause", "why", "texts"},
    {"clause", "controls", "each control"},
    {"extension", "clause", "ids", true},
    {"extension", "controls", "each control", true},
    {"control", "gate", "word gate"},
    {"control", "clock", "word clock"},
    {"control", "duty", "word duty"},
    {"control", "right", "word right"},
    {"control", "record", "word record"},
    {"control", "measure", "word measure"},
    {"control", "on", "ids"},
    {"control", "chosen", "flag"},
};
constexpr Shape of_requests[] = {
    {"requests", "requests", "each kind", true},
    {"kind", "id", "id", true},
    {"kind", "title", "texts", true},
    {"kind", "summary", "texts", true},
    {"kind", "class", "word class"},
    {"kind", "identity", "word identity"},
    {"kind", "published", "flag"},
    {"kind", "emergency", "flag"},
    {"kind", "chosen", "flag"},
    {"kind", "source", "string"},
    {"kind", "channels", "list channel"},
    {"kind", "conditions", "texts_list"},
    {"kind", "items", "each item"},
    {"kind", "declaration", "one declaration"},
    {"kind", "backdate", "own_period"},
    {"kind", "return", "one return"},
    {"kind", "appeal", "id"},
    {"kind", "steps", "each step", true},
    {"declaration", "version", "number 1 10000", true},
    {"declaration", "signed_by", "words sign_method", true},
    {"declaration", "text", "texts", true},
    {"return", "deadline", "own_period", true},
    {"return", "remind_after_days", "days"},
    {"return", "restarts_earliest", "flag"},
    {"item", "id", "id", true},
    {"item", "kind", "word item_kind", true},
    {"item", "type", "word value_type"},
    {"item", "title", "texts", true},
    {"item", "hint", "texts"},
    {"item", "required", "flag"},
    {"item", "when", "some condition"},
    {"item", "checks", "words check"},
    {"item", "choices", "each choice"},
    {"item", "known_as", "word known_as"},
    {"item", "legal_basis", "string"},
    {"item", "copy_expires", "own_period"},
    {"item", "min", "number 0 1000000000000"},
    {"item", "max", "number 0 1000000000000"},
    {"item", "chosen", "flag"},
    {"record", "id", "id", true},
    {"record", "type", "word value_type", true},
    {"record", "title", "texts", true},
    {"record", "hint", "texts"},
    {"record", "required", "flag"},
    {"record", "shown", "flag"},
    {"record", "when", "some condition"},
    {"record", "choices", "each choice"},
    {"record", "min", "number 0 1000000000000"},
    {"record", "max", "number 0 1000000000000"},
    {"choice", "id", "id", true},
    {"choice", "title", "texts", true},
    {"condition", "fact", "string", true},
    {"condition", "equals", "string"},
    {"condition", "differs", "string"},
    {"condition", "present", "string"},
    {"condition", "absent", "string"},
    {"condition", "at_least", "string"},
    {"condition", "at_most", "string"},
    {"step", "id", "id", true},
    {"step", "kind", "word step_kind"},
    {"step", "title", "texts", true},
    {"step", "by", "words actor", true},
    {"step", "after", "ids"},
    {"step", "when", "some condition"},
    {"step", "optional", "flag"},
    {"step", "chosen", "flag"},
    {"step", "outcomes", "words outcome"},
    {"step", "on", "course"},
    {"step", "within", "own_period"},
    {"step", "at_least", "period"},
    {"step", "at_most", "own_period"},
    {"step", "escalate_to", "word role"},
    {"step", "repeat", "one repeat"},
    {"step", "body", "string"},
    {"step", "message", "message"},
    {"step", "telling", "word telling"},
    {"step", "to", "word role"},
    {"step", "receipt", "flag"},
    {"step", "record", "each record"},
    {"step", "fee", "number 1 1000000000000"},
    {"step", "share", "one share"},
    {"step", "capacity", "number 1 1000000"},
    {"step", "consent", "string"},
    {"repeat", "every", "own_period", true},
    {"repeat", "max", "number 1 520", true},
    {"share", "of", "string", true},
    {"share", "attended", "string", true},
    {"share", "at_least", "number 1 100", true},
    {"share", "chosen", "flag"},
    {"period", "days", "number 1 3660"},
    {"period", "working_days", "number 1 3660"},
    {"period", "hours", "number 1 8784"},
    {"period", "chosen", "flag"},
    {"period", "source", "string"},
    {"messages", "messages", "each message", true},
    {"message", "id", "id", true},
    {"message", "subject", "texts", true},
    {"message", "text", "texts", true},
    {"message", "portal", "texts"},
};
constexpr Shape of_examples[] = {
    {"examples", "scenes", "each scene"},
    {"examples", "examples", "each example", true},
    {"scene", "id", "id", true},
    {"scene", "scene", "string"},
    {"scene", "request", "string"},
    {"scene", "channel", "word channel"},
    {"scene", "starts", "date"},
    {"scene", "facts", "one facts"},
    {"scene", "done", "each action"},
    {"example", "title", "texts", true},
    {"example", "scene", "string"},
    {"example", "request", "string"},
    {"example", "channel", "word channel"},
    {"example", "starts", "date"},
    {"example", "facts", "one facts"},
    {"example", "done", "each action"},
    {"example", "try", "one action"},
    {"example", "at", "one time"},
    {"example", "expect", "word expectation", true},
    {"example", "shows", "ids", true},
    {"example", "code", "string"},
    {"facts", "items", "map example_item"},
    {"facts", "values", "values"},
    {"facts", "record", "values"},
    {"facts", "part_taken_by", "ids"},
    {"facts", "consents", "ids"},
    {"facts", "duplicate_open", "flag"},
    {"facts", "acknowledged", "flag"},
    {"facts", "capacity_left", "number 0 1000000"},
    {"example_item", "valid_until", "number -3660 3660"},
    {"example_item", "fails", "words check"},
    {"time", "days", "number 0 3660", true},
    {"time", "time", "clock_time"},
    {"action", "do", "word action", true},
    {"action", "by", "word actor", true},
    {"action", "who", "string"},
    {"action", "at", "one time"},
    {"action", "step", "string"},
    {"action", "item", "string"},
    {"action", "outcome", "string"},
    {"action", "note", "string"},
    {"action", "question", "string"},
    {"action", "channel", "word channel"},
    {"action", "proof", "word proof"},
    {"action", "what", "word telling"},
    {"action", "capacity", "word capacity"},
    {"action", "control", "string"},
    {"action", "signer", "string"},
    {"action", "assignee", "string"},
    {"action", "until", "string"},
    {"action", "sign_method", "word sign_method"},
    {"action", "declaration_version", "string"},
    {"action", "matched", "word yes_no"},
    {"action", "valid", "word yes_no"},
    {"action", "last", "word yes_no"},
    {"action", "content_digest", "string"},
    {"action", "amount_halalas", "string"},
    {"action", "rectifies", "string"},
    {"action", "other_request", "string"},
    {"action", "items", "ids"},
    {"action", "questions", "ids"},
};
// clang-format on

std::vector<std::string> region_names() {
  std::vector<std::string> names;
  for (const saudi::Region& region : saudi::regions()) names.emplace_back(region.iso);
  return names;
}

std::vector<std::string> actor_names() {
  std::vector<std::string> names = role_names();
  names.insert(names.end(), {"applicant", "system"});
  return names;
}

// Every outcome that some kind of step has, each once.
std::vector<std::string> outcome_names() {
  std::vector<std::string> names;
  for (int kind = 0; kind <= static_cast<int>(StepKind::close); ++kind)
    for (const std::string& outcome : outcomes_of(static_cast<StepKind>(kind)))
      if (std::find(names.begin(), names.end(), outcome) == names.end()) names.push_back(outcome);
  return names;
}

using Words = std::map<std::string, std::vector<std::string>, std::less<>>;

Words make_words() {
  Words words = {
      {"role",        role_names()                        },
      {"actor",       actor_names()                       },
      {"class",       names_up_to(Class::confidential)    },
      {"channel",     channel_names()                     },
      {"step_kind",   step_kind_names()                   },
      {"region",      region_names()                      },
      {"term",        term_names()                        },
      {"identity",    {"required", "not_required"}        },
      {"item_kind",   names_up_to(ItemKind::sighted)      },
      {"value_type",  names_up_to(ValueType::region)      },
      {"check",       names_up_to(Check::duplicate)       },
      {"known_as",    known_as_names()                    },
      {"sign_method", names_up_to(SignMethod::witness)    },
      {"outcome",     outcome_names()                     },
      {"telling",     telling_names()                     },
      {"action",      example_action_names()              },
      {"expectation", names_up_to(Expectation::overridden)},
      {"capacity",    {"self", "guardian", "agent"}       },
      {"proof",       {"gateway", "portal", "officer"}    },
      {"yes_no",      {"yes", "no"}                       },
      {"part",        {}                                  }, // of the folder: any
  };
  for (const char* name : {"gate", "clock", "duty", "right", "record", "measure"})
    words[name] = control_names(*control_kind_named(name));
  return words;
}

}  // namespace

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = [] {
    std::vector<Shape> rows(std::begin(of_the_frame), std::end(of_the_frame));
    rows.insert(rows.end(), std::begin(of_requests), std::end(of_requests));
    rows.insert(rows.end(), std::begin(of_examples), std::end(of_examples));
    return rows;
  }();
  return all;
}

std::vector<std::string> keys_of(std::string_view object) {
  std::vector<std::string> keys;
  for (const Shape& shape : shapes())
    if (shape.object == object) keys.emplace_back(shape.key);
  return keys;
}

const std::vector<std::string>& words_of(std::string_view list) {
  static const Words words = make_words();
  static const std::vector<std::string> none;
  const auto found = words.find(list);
  return found == words.end() ? none : found->second;
}

}  // namespace policy
