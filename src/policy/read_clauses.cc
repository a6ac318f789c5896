#include <algorithm>
#include <charconv>
#include <utility>

#include "policy/draft.h"

// clauses.yaml: the numbered rules and how each is kept. In a common part: `extends`, which adds
// controls to clauses that the pack has already.
namespace policy {
namespace {

// The project's own numbering (mission, clauses.md): the highest number of each letter. X is an
// association's own.
constexpr std::pair<char, int> letters[] = {
    {'F', 7  },
    {'O', 10 },
    {'P', 5  },
    {'C', 10 },
    {'T', 2  },
    {'H', 11 },
    {'R', 7  },
    {'E', 9  },
    {'A', 5  },
    {'J', 2  },
    {'X', 999}
};

bool is_clause_id(const std::string& id) {
  if (id.size() < 2) return false;
  int number = 0;
  const char* end = id.data() + id.size();
  const auto [at, fault] = std::from_chars(id.data() + 1, end, number);
  if (fault != std::errc() || at != end || id != id[0] + std::to_string(number)) return false;
  const int first = id[0] == 'H' ? 0 : 1;
  return std::any_of(std::begin(letters), std::end(letters), [&](const auto& letter) {
    return letter.first == id[0] && number >= first && number <= letter.second;
  });
}

std::string read_clause_id(Draft& draft, const Node& node) {
  std::string id = read_string(draft.problems, node);
  if (node.kind == Node::Kind::scalar && !is_clause_id(id))
    draft.problems.add(node, "pack.unknown_clause",
                       {
                           {"found", id}
    });
  return id;
}

void read_clause(Draft& draft, const Node& node) {
  Fields fields(draft.problems, node, keys_of("clause"));
  Clause clause;
  if (const Node* id = fields.need("id")) clause.id = read_clause_id(draft, *id);
  clause.text = fields.text("text", Needed::yes, text_max);
  clause.source = fields.string("source");
  clause.owed = fields.flag("owed", true);
  clause.measured = fields.flag("measured", true);
  const bool kept_by_controls = clause.owed && clause.measured;
  clause.why = fields.text("why", kept_by_controls ? Needed::no : Needed::yes, text_max);
  std::vector<const Node*> sources;
  for (const Node* entry : fields.list("controls", 60))
    if (auto control = read_control(draft, *entry)) {
      clause.controls.push_back(std::move(*control));
      sources.push_back(entry);
    }
  draft.pack.clauses.push_back(std::move(clause));
  draft.clauses.push_back(&node);
  draft.controls.push_back(std::move(sources));
}

void read_extension(Draft& draft, const Node& node, const std::string& part) {
  Fields fields(draft.problems, node, keys_of("extension"));
  Extension extension{&node, part, {}, fields.list("controls", 60, Needed::yes)};
  for (const Node* id : fields.one_or_more("clause", 20, Needed::yes))
    extension.clauses.push_back(read_clause_id(draft, *id));
  draft.extensions.push_back(std::move(extension));
}

}  // namespace

std::optional<Control> read_control(Draft& draft, const Node& node) {
  Fields fields(draft.problems, node, keys_of("control"));
  if (!fields.is_map()) return std::nullopt;
  Control control;
  const Node* name = nullptr;
  int kinds = 0;
  for (int i = 0; i <= static_cast<int>(ControlKind::measure); ++i) {
    const auto kind = static_cast<ControlKind>(i);
    if (!node.find(name_of(kind))) continue;
    ++kinds;
    control.kind = kind;
    name = fields.find(name_of(kind));
  }
  if (kinds != 1) {
    draft.problems.add(node, "pack.control_kind",
                       {
                           {"expected", "gate, clock, duty, right, record, measure"}
    });
    return std::nullopt;
  }
  control.chosen = fields.flag("chosen");
  if (!name) return std::nullopt;
  const auto& known = control_names(control.kind);
  const auto found = read_word(draft.problems, *name, known, "pack.unknown_control");
  if (!found) return std::nullopt;
  control.name = known[*found];
  return control;
}

void read_clauses_file(Draft& draft, const Node& root, const std::string& part) {
  if (part.empty()) {
    Fields fields(draft.problems, root, keys_of("clauses"));
    for (const Node* node : fields.list("clauses", 200, Needed::yes)) read_clause(draft, *node);
    return;
  }
  Fields fields(draft.problems, root, keys_of("extensions"));
  for (const Node* node : fields.list("extends", 60, Needed::yes))
    read_extension(draft, *node, part);
}

}  // namespace policy
