#include <algorithm>
#include <charconv>

#include "policy/draft.h"

// Checks of what a kind asks for, and of the conditions on items and steps.
namespace policy {
namespace {

bool has(const Item& item, Check check) {
  return std::find(item.checks.begin(), item.checks.end(), check) != item.checks.end();
}

// Which checks make sense on which items.
bool check_fits(const Item& item, Check check) {
  using enum ValueType;
  const bool field = item.kind == ItemKind::field;
  const bool sighted = item.kind == ItemKind::sighted;
  const bool upload = item.kind == ItemKind::upload;
  switch (check) {
    case Check::identity:  // of a name: as it stands on the document (O9)
      return !field || item.type == identity_number || item.known_as == "full_name";
    case Check::expiry:
      return !field || item.type == date;
    case Check::residence:
      return !field || item.type == region || item.type == short_address || item.type == text ||
             item.type == choice;
    case Check::contact:
      return field && (item.type == phone || item.type == email);
    case Check::document:
      return upload || sighted;
    case Check::duplicate:
      return sighted || (field && (item.type == identity_number || item.type == phone));
  }
  return false;
}

// An upload that is a copy of an identity document, by its checks, its source or its name (PDPL,
// article 28).
bool is_identity_copy(const Item& item) {
  static constexpr std::string_view words[] = {"identity", "national_id", "iqama", "passport"};
  return item.kind == ItemKind::upload &&
         (has(item, Check::identity) || item.known_as.starts_with("identity") ||
          std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
            return item.id.find(word) != std::string::npos;
          }));
}

// What a fact can be: its values when they are a closed list, and whether it can be compared by
// size.
struct FactForm {
  bool known = false;
  bool sized = false;
  std::vector<std::string> values;  // empty: anything
};

FactForm form_of_item(const Item& item) {
  FactForm form{true, false, {}};
  if (item.kind != ItemKind::field) return form;
  using enum ValueType;
  form.sized = item.type == number || item.type == money;
  if (item.type == yes_no) form.values = {"yes", "no"};
  if (item.type == choice)
    for (const Choice& choice : item.choices) form.values.push_back(choice.id);
  return form;
}

// What may be spoken of: as many of the kind's items and steps; of the step after those the first
// `fields` of its record; and, in a record, the result.
struct Reach {
  std::size_t items = 0, steps = 0, fields = 0;
  bool in_record = false;
};

// Every field of a record that is in reach, as "record.STEP.FIELD".
template <class Take>
void each_field(const RequestKind& kind, Reach reach, const Take& take) {
  for (std::size_t i = 0; i < kind.steps.size() && i <= reach.steps; ++i) {
    const auto& record = kind.steps[i].record;
    const std::size_t many = i < reach.steps ? record.size() : reach.fields;
    for (std::size_t f = 0; f < many; ++f)
      take("record." + kind.steps[i].id + '.' + record[f].id, record[f]);
  }
}

FactForm form_of(const RequestKind& kind, const std::string& fact, Reach reach) {
  if (fact == "applicant.capacity")
    return {
        true, false, {"self", "guardian", "agent"}
    };
  if (fact == "beneficiary.registered" || fact == "beneficiary.minor")
    return {
        true, false, {"yes", "no"}
    };
  if (fact == "channel") return {true, false, kind.channels};
  if (fact.starts_with("item."))
    for (std::size_t i = 0; i < reach.items; ++i)
      if (kind.items[i].id == fact.substr(5)) return form_of_item(kind.items[i]);
  if (fact.starts_with("outcome."))
    for (std::size_t i = 0; i < reach.steps; ++i)
      if (kind.steps[i].id == fact.substr(8)) return {true, false, kind.steps[i].outcomes};
  if (fact == "result" && reach.in_record) return {true, false, kind.steps[reach.steps].outcomes};
  FactForm form;
  each_field(kind, reach, [&](const std::string& name, const Item& field) {
    if (name == fact) form = form_of_item(field);
  });
  return form;
}

std::vector<std::string> known_facts(const RequestKind& kind, Reach reach) {
  std::vector<std::string> facts = {"applicant.capacity", "beneficiary.registered",
                                    "beneficiary.minor", "channel"};
  for (std::size_t i = 0; i < reach.items; ++i) facts.push_back("item." + kind.items[i].id);
  for (std::size_t i = 0; i < reach.steps; ++i) facts.push_back("outcome." + kind.steps[i].id);
  each_field(kind, reach, [&](const std::string& name, const Item&) { facts.push_back(name); });
  if (reach.in_record) facts.emplace_back("result");
  return facts;
}

bool is_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [at, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc() && at == text.data() + text.size();
}

void check_value(Draft& draft, const Condition& condition, const FactForm& form, const Node& node) {
  const std::string_view key = name_of(condition.comparison);
  const Node& at = node.place_of(key);
  using enum Comparison;
  switch (condition.comparison) {
    case present:
    case absent:
      if (condition.value != "true")
        report_unknown(draft.problems, at, "pack.unknown_word", condition.value, {"true"});
      return;
    case at_least:
    case at_most:
      if (!form.sized)
        draft.problems.add(at, "pack.not_comparable",
                           {
                               {"found", condition.fact}
        });
      else if (!is_number(condition.value))
        report_type(draft.problems, at, "number");
      return;
    case equals:
    case differs:
      if (!form.values.empty() &&
          std::find(form.values.begin(), form.values.end(), condition.value) == form.values.end())
        report_unknown(draft.problems, at, "pack.unknown_value", condition.value, form.values);
  }
}

void check_list(Draft& draft, const RequestKind& kind, const std::vector<Condition>& conditions,
                const Node& owner, Reach reach) {
  if (conditions.empty()) return;
  const Node& list = owner.place_of("when");
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Node& node = list.kind == Node::Kind::list ? *list.values[i] : list;
    const FactForm form = form_of(kind, conditions[i].fact, reach);
    if (form.known)
      check_value(draft, conditions[i], form, node);
    else if (!conditions[i].fact.empty())
      report_unknown(draft.problems, node.place_of("fact"), "pack.unknown_fact", conditions[i].fact,
                     known_facts(kind, reach));
  }
}

}  // namespace

void check_items(Draft& draft, const RequestKind& kind, const KindSource& source) {
  for (std::size_t i = 0; i < kind.items.size(); ++i) {
    const Item& item = kind.items[i];
    const Node& node = *source.items[i];
    if (node.place_of("kind").text != name_of(item.kind)) continue;  // reported on reading
    for (const Check check : item.checks)
      if (!check_fits(item, check))
        draft.problems.add(node.place_of("checks"), "pack.check_unfit",
                           {
                               {"found", std::string(name_of(check))},
                               {"item",  item.id                    }
        });
    if (is_identity_copy(item) && (item.legal_basis.empty() || !item.copy_expires))
      draft.problems.add(node, "pack.identity_copied",
                         {
                             {"found", item.id}
      });
    if (item.kind != ItemKind::upload)
      for (const char* key : {"legal_basis", "copy_expires"})
        if (const Node* value = node.find(key))
          draft.problems.add(*value, "pack.key_unfit",
                             {
                                 {"key",   key                            },
                                 {"found", std::string(name_of(item.kind))}
          });
  }
}

void check_conditions(Draft& draft, const RequestKind& kind, const KindSource& source) {
  for (std::size_t i = 0; i < kind.items.size(); ++i)  // an item may rest on earlier ones only
    check_list(draft, kind, kind.items[i].when, *source.items[i], {i});
  for (std::size_t i = 0; i < kind.steps.size(); ++i)
    check_list(draft, kind, kind.steps[i].when, *source.steps[i], {kind.items.size(), i});
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const auto& record = kind.steps[i].record;
    for (std::size_t f = 0; f < record.size(); ++f)
      check_list(draft, kind, record[f].when, *source.steps[i]->place_of("record").values[f],
                 {kind.items.size(), i, f, true});
  }
}

}  // namespace policy
