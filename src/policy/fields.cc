#include "policy/fields.h"

#include <algorithm>

#include "base/text.h"

namespace policy {

void report_unknown(Problems& problems, const Node& at, std::string code, const std::string& found,
                    const std::vector<std::string>& known) {
  constexpr std::size_t list_max = 24;
  Problems::Parameters parameters{
      {"found", found}
  };
  if (const std::string near = nearest(found, known); !near.empty()) parameters["nearest"] = near;
  if (!known.empty() && known.size() <= list_max) parameters["expected"] = join(known, ", ");
  problems.add(at, std::move(code), std::move(parameters));
}

Fields::Fields(Problems& problems, const Node& node, std::vector<std::string> known)
    : problems_(problems), node_(node) {
  if (!is_map()) {
    report_type(problems, node, "map");
    return;
  }
  for (const NodePtr& key : node.keys)
    if (std::find(known.begin(), known.end(), key->text) == known.end())
      report_unknown(problems, *key, "pack.unknown_key", key->text, known);
}

const Node* Fields::find(std::string_view key) const {
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    if (node_.keys[i]->text != key) continue;
    const Node* value = node_.values[i].get();
    if (value->kind != Node::Kind::nothing) return value->broken ? nullptr : value;
    problems_.add(*node_.keys[i], "pack.empty_value",
                  {
                      {"key", std::string(key)}
    });
    return nullptr;
  }
  return nullptr;
}

const Node* Fields::need(std::string_view key) {
  if (is_map() && !node_.find(key))
    problems_.add(node_, "pack.missing_key",
                  {
                      {"key", std::string(key)}
    });
  return find(key);
}

std::string Fields::id(std::string_view key) {
  const Node* value = need(key);
  return value ? read_id(problems_, *value) : std::string();
}

std::string Fields::string(std::string_view key, Needed needed) {
  const Node* value = needed == Needed::yes ? need(key) : find(key);
  return value ? read_string(problems_, *value) : std::string();
}

bool Fields::flag(std::string_view key, bool otherwise) {
  const Node* value = find(key);
  return value ? read_flag(problems_, *value) : otherwise;
}

Text Fields::text(std::string_view key, Needed needed, std::size_t length_max,
                  Placeholders placeholders) {
  const Node* value = needed == Needed::yes ? need(key) : find(key);
  return value ? read_text(problems_, *value, length_max, placeholders) : Text();
}

std::optional<std::size_t> Fields::word(std::string_view key, const std::vector<std::string>& known,
                                        Needed needed, std::string code) {
  const Node* value = needed == Needed::yes ? need(key) : find(key);
  if (!value) return std::nullopt;
  return read_word(problems_, *value, known, std::move(code));
}

std::vector<const Node*> Fields::list(std::string_view key, std::size_t max, Needed needed) {
  const Node* value = needed == Needed::yes ? need(key) : find(key);
  return value ? read_list(problems_, *value, max) : std::vector<const Node*>();
}

std::vector<const Node*> Fields::one_or_more(std::string_view key, std::size_t max, Needed needed) {
  const Node* value = needed == Needed::yes ? need(key) : find(key);
  return value ? read_one_or_more(problems_, *value, max) : std::vector<const Node*>();
}

const std::vector<std::string>& role_names() {
  static const std::vector<std::string> names = names_up_to(Role::administrator);
  return names;
}

const std::vector<std::string>& step_kind_names() {
  static const std::vector<std::string> names = names_up_to(StepKind::close);
  return names;
}

}  // namespace policy
