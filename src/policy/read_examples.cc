#include <algorithm>

#include "base/text.h"
#include "policy/draft.h"

// examples.yaml: scenes (situations with a name, to begin from) and examples. Read last, when the
// pack is known to be sound.
namespace policy {
namespace {

constexpr std::size_t examples_max = 1'000;
constexpr std::size_t actions_max = 200;
constexpr Date default_start{20'779};  // Sunday 2026-11-22

struct Scene {
  std::string id;
  Example situation;
};

std::optional<int> read_clock_time(Problems& problems, const Node& node) {
  const std::string text = read_string(problems, node);
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  problems.add(node, "pack.bad_time",
               {
                   {"found", text}
  });
  return std::nullopt;
}

ExampleTime read_time(Problems& problems, const Node& node) {
  Fields fields(problems, node, keys_of("time"));
  ExampleTime at;
  if (const Node* days = fields.need("days"))
    at.days = static_cast<int>(read_number(problems, *days, 0, 3'660).value_or(0));
  if (const Node* time = fields.find("time"))
    at.minute_of_day = read_clock_time(problems, *time).value_or(at.minute_of_day);
  return at;
}

// Words that an action may carry are checked where they name something of the pack.
void check_named(Draft& draft, const RequestKind& kind, const Node& node) {
  const auto check = [&](std::string_view key, const std::vector<std::string>& known,
                         const char* code) {
    if (const Node* value = node.find(key)) read_word(draft.problems, *value, known, code);
  };
  std::vector<std::string> steps, items;
  for (const Step& step : kind.steps) steps.push_back(step.id);
  for (const Item& item : kind.items) items.push_back(item.id);
  check("step", steps, "pack.unknown_step");
  check("item", items, "pack.unknown_item");
  check("channel", channel_names(), "pack.unknown_channel");
  check("what", telling_names(), "pack.unknown_word");
  check("capacity", {"self", "guardian", "agent"}, "pack.unknown_word");
  check("proof", {"gateway", "portal", "officer"}, "pack.unknown_word");
  check("sign_method", names_up_to(SignMethod::witness), "pack.unknown_word");
  for (const char* key : {"matched", "valid", "last"})
    check(key, {"yes", "no"}, "pack.unknown_word");
  if (const Node* list = node.find("items"))
    for (const Node* word : read_one_or_more(draft.problems, *list, 200))
      read_word(draft.problems, *word, items, "pack.unknown_item");
}

ExampleAction read_action(Draft& draft, const RequestKind& kind, const Node& node,
                          ExampleTime otherwise) {
  Fields fields(draft.problems, node, keys_of("action"));
  ExampleAction action;
  action.line = node.line;
  action.column = node.column;
  if (const auto at = fields.word("do", example_action_names(), Needed::yes, "pack.unknown_action"))
    action.action = example_action_names()[*at];
  std::vector<std::string> actors = role_names();
  actors.insert(actors.end(), {"applicant", "system"});
  if (const auto at = fields.word("by", actors, Needed::yes, "pack.unknown_role"))
    action.by = actors[*at];
  action.who = fields.string("who");
  const Node* at = fields.find("at");
  action.at = at ? read_time(draft.problems, *at) : otherwise;
  check_named(draft, kind, node);
  static const std::vector<std::string> own = {"do", "by", "who", "at", "items", "questions"};
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    if (std::find(own.begin(), own.end(), node.keys[i]->text) == own.end())
      action.with[node.keys[i]->text] = read_string(draft.problems, *node.values[i]);
  for (const char* key : {"items", "questions"})
    for (const Node* word : fields.one_or_more(key, 200)) action.items.push_back(word->text);
  return action;
}

void read_done(Draft& draft, const RequestKind& kind, Fields& fields, Example& example) {
  for (const Node* node : fields.list("done", actions_max)) {
    const ExampleTime last = example.done.empty() ? ExampleTime() : example.done.back().at;
    example.done.push_back(read_action(draft, kind, *node, last));
    if (example.done.back().at < last)
      draft.problems.add(node->place_of("at"), "pack.example_order");
  }
}

ExampleItem read_example_item(Problems& problems, const Node& node) {
  ExampleItem item;
  if (node.kind == Node::Kind::scalar) {
    read_word(problems, node, {"missing"});
    item.present = false;
    return item;
  }
  Fields fields(problems, node, keys_of("example_item"));
  if (const Node* days = fields.find("valid_until"))
    if (const auto number = read_number(problems, *days, -3'660, 3'660))
      item.valid_until_days = static_cast<int>(*number);
  static const std::vector<std::string> checks = names_up_to(Check::duplicate);
  for (const Node* word : fields.one_or_more("fails", checks.size()))
    if (const auto at = read_word(problems, *word, checks, "pack.unknown_check"))
      item.failed_checks.push_back(checks[*at]);
  return item;
}

void read_fact_items(Draft& draft, const RequestKind& kind, const Node& node, Example& example) {
  std::vector<std::string> known;
  for (const Item& item : kind.items) known.push_back(item.id);
  Fields fields(draft.problems, node, known);
  for (std::size_t i = 0; fields.is_map() && i < node.keys.size(); ++i)
    example.facts.items[node.keys[i]->text] = read_example_item(draft.problems, *node.values[i]);
}

void read_fact_record(Draft& draft, const RequestKind& kind, const Node& node, Example& example) {
  std::vector<std::string> known;
  for (const Step& step : kind.steps)
    for (const Item& field : step.record) known.push_back(step.id + '.' + field.id);
  Fields fields(draft.problems, node, known);
  for (std::size_t i = 0; fields.is_map() && i < node.keys.size(); ++i)
    example.facts.record[node.keys[i]->text] = read_string(draft.problems, *node.values[i]);
}

void read_facts(Draft& draft, const RequestKind& kind, Fields& owner, Example& example) {
  const Node* node = owner.find("facts");
  if (!node) return;
  Fields fields(draft.problems, *node, keys_of("facts"));
  if (const Node* items = fields.find("items")) read_fact_items(draft, kind, *items, example);
  if (const Node* values = fields.find("values")) {
    if (values->kind != Node::Kind::map) report_type(draft.problems, *values, "map");
    for (std::size_t i = 0; i < values->keys.size(); ++i)
      example.facts.values[values->keys[i]->text] = read_string(draft.problems, *values->values[i]);
  }
  for (const Node* word : fields.one_or_more("part_taken_by", 20))
    example.facts.part_taken_by.push_back(read_string(draft.problems, *word));
  example.facts.duplicate_open = fields.flag("duplicate_open", example.facts.duplicate_open);
  if (const Node* left = fields.find("capacity_left"))
    example.facts.capacity_left =
        static_cast<int>(read_number(draft.problems, *left, 0, 1'000'000).value_or(0));
  if (const Node* record = fields.find("record")) read_fact_record(draft, kind, *record, example);
  if (const Node* given = fields.find("consents")) {
    example.facts.consents.emplace();
    for (const Node* word : read_one_or_more(draft.problems, *given, 30))
      example.facts.consents->push_back(read_string(draft.problems, *word));
  }
  example.facts.acknowledged = fields.flag("acknowledged", example.facts.acknowledged);
}

class Reader {
 public:
  Reader(Draft& draft, const std::string& part) : draft_(draft), part_(part) {}

  void read(const Node& root) {
    Fields fields(draft_.problems, root, keys_of("examples"));
    for (const Node* node : fields.list("scenes", 100)) read_scene(*node);
    for (const Node* node : fields.list("examples", examples_max, Needed::yes)) read_example(*node);
  }

 private:
  // The kind that it is about and what is known before; nothing when that cannot be found.
  const RequestKind* begin(Fields& fields, Example& example) {
    if (fields.find("scene")) {
      std::vector<std::string> known;
      for (const Scene& scene : scenes_) known.push_back(scene.id);
      const auto at = fields.word("scene", known, Needed::yes, "pack.unknown_scene");
      if (!at) return nullptr;
      example = scenes_[*at].situation;
      if (example.request.empty()) return nullptr;  // reported where the scene stands
    } else {
      std::vector<std::string> known;
      for (const RequestKind& kind : draft_.pack.kinds) known.push_back(kind.id);
      const auto at = fields.word("request", known, Needed::yes, "pack.unknown_kind");
      if (!at) return nullptr;
      example.request = known[*at];
      example.start = default_start;
    }
    const RequestKind* kind = draft_.pack.kind(example.request);
    read_start(fields, *kind, example);
    return kind;
  }

  void read_start(Fields& fields, const RequestKind& kind, Example& example) {
    if (const auto at = fields.word("channel", kind.channels, Needed::no, "pack.unknown_channel"))
      example.channel = kind.channels[*at];
    else if (example.channel.empty() && !kind.channels.empty())
      example.channel = kind.channels.front();
    if (const Node* date = fields.find("starts"))
      example.start = read_date(draft_.problems, *date).value_or(default_start);
    read_facts(draft_, kind, fields, example);
    read_done(draft_, kind, fields, example);
  }

  void read_scene(const Node& node) {
    Fields fields(draft_.problems, node, keys_of("scene"));
    Scene scene;
    scene.id = fields.id("id");
    begin(fields, scene.situation);
    scenes_.push_back(std::move(scene));
  }

  void read_example(const Node& node) {
    Fields fields(draft_.problems, node, keys_of("example"));
    Example example;
    const RequestKind* kind = begin(fields, example);
    example.file = *node.file;
    example.line = node.line;
    example.column = node.column;
    example.title = fields.text("title", Needed::yes, title_max);
    static const std::vector<std::string> expectations = names_up_to(Expectation::overridden);
    if (const auto at = fields.word("expect", expectations, Needed::yes))
      example.expect = static_cast<Expectation>(*at);
    example.code = fields.string("code");
    read_shows(fields, example);
    if (kind) read_attempt(fields, *kind, example);
    draft_.examples.push_back(std::move(example));
  }

  void read_attempt(Fields& fields, const RequestKind& kind, Example& example) {
    const ExampleTime last = example.done.empty() ? ExampleTime() : example.done.back().at;
    const Node* at = fields.find("at");
    example.at = at ? read_time(draft_.problems, *at) : last;
    if (const Node* attempt = fields.find("try")) {
      example.attempt = read_action(draft_, kind, *attempt, example.at);
      example.at = example.attempt->at;
    } else if (example.expect == Expectation::allowed || example.expect == Expectation::refused) {
      draft_.problems.add(fields.node(), "pack.missing_key",
                          {
                              {"key", "try"}
      });
    }
    if (example.at < last) draft_.problems.add(fields.node(), "pack.example_order");
  }

  void read_shows(Fields& fields, Example& example) {
    std::vector<std::string> known;
    for (const Clause& clause : draft_.pack.clauses)
      for (const Control& control : clause.controls) known.push_back(control.id);
    for (const Node* word : fields.one_or_more("shows", 20, Needed::yes)) {
      const auto own = draft_.clause_of.find(part_ + ' ' + word->text);
      if (!part_.empty() && own != draft_.clause_of.end()) {
        if (!own->second.empty()) example.shows.push_back(own->second);
      } else if (const auto at = read_word(draft_.problems, *word, known, "pack.unknown_control")) {
        example.shows.push_back(known[*at]);
      }
    }
    if (!example.shows.empty())
      example.clause = example.shows.front().substr(0, example.shows.front().find('/'));
  }

  Draft& draft_;
  const std::string& part_;
  std::vector<Scene> scenes_;
};

}  // namespace

void read_examples_file(Draft& draft, const Node& root, const std::string& part) {
  Reader(draft, part).read(root);
}

}  // namespace policy
