#include <algorithm>

#include "policy/draft.h"

// What a request asks for: fields, uploads and sighted documents, and the conditions under which
// each is asked.
namespace policy {
namespace {

constexpr std::size_t items_max = 120;

void read_choices(Draft& draft, Item& item, Fields& fields) {
  std::set<std::string> seen;
  for (const Node* node : fields.list("choices", 200)) {
    Fields choice(draft.problems, *node, keys_of("choice"));
    Choice value{choice.id("id"), choice.text("title", Needed::yes, title_max)};
    if (!value.id.empty() && !seen.insert(value.id).second)
      draft.problems.add(node->place_of("id"), "pack.id_twice",
                         {
                             {"found", value.id}
      });
    item.choices.push_back(std::move(value));
  }
  const bool wanted = item.kind == ItemKind::field && item.type == ValueType::choice;
  if (wanted && item.choices.empty()) draft.problems.add(fields.node(), "pack.no_choices");
  if (!wanted && fields.find("choices"))
    draft.problems.add(*fields.find("choices"), "pack.key_unfit",
                       {
                           {"key",   "choices"                      },
                           {"found", std::string(name_of(item.type))}
    });
}

void read_type(Item& item, Fields& fields, Needed needed) {
  static const std::vector<std::string> types = names_up_to(ValueType::region);
  if (const auto at = fields.word("type", types, needed)) item.type = static_cast<ValueType>(*at);
}

void report_twice(Draft& draft, const Node& node, const std::string& id, bool is_there) {
  if (id.empty() || !is_there) return;
  draft.problems.add(node.place_of("id"), "pack.id_twice",
                     {
                         {"found", id}
  });
}

void read_kind_and_type(Item& item, Fields& fields) {
  static const std::vector<std::string> kinds = names_up_to(ItemKind::sighted);
  const auto kind = fields.word("kind", kinds, Needed::yes);
  if (kind) item.kind = static_cast<ItemKind>(*kind);
  read_type(item, fields, kind && item.kind == ItemKind::field ? Needed::yes : Needed::no);
}

void read_limits(Draft& draft, Item& item, Fields& fields) {
  constexpr std::int64_t most = 1'000'000'000'000;  // halalas: ten thousand million riyals
  for (const auto& [key, limit] : {
           std::pair{"min", &item.min},
           std::pair{"max", &item.max}
  })
    if (const Node* node = fields.find(key))
      *limit = read_number(draft.problems, *node, 0, most).value_or(0);
  if (item.max != 0 && item.max < item.min)
    draft.problems.add(*fields.find("max"), "pack.out_of_range",
                       {
                           {"found", std::to_string(item.max)},
                           {"min",   std::to_string(item.min)},
                           {"max",   std::to_string(most)    }
    });
  using enum ValueType;
  const bool fits = item.kind == ItemKind::field && (item.type == text || item.type == long_text ||
                                                     item.type == number || item.type == money);
  for (const char* key : {"min", "max"})
    if (const Node* node = fields.node().find(key); node && !fits)
      draft.problems.add(*node, "pack.key_unfit",
                         {
                             {"key",   key                            },
                             {"found", std::string(name_of(item.type))}
      });
}

Item read_item(Draft& draft, const Node& node) {
  Fields fields(draft.problems, node, keys_of("item"));
  Item item;
  item.id = fields.id("id");
  read_kind_and_type(item, fields);
  item.title = fields.text("title", Needed::yes, title_max);
  item.hint = fields.text("hint", Needed::no, 1'000);
  item.required = fields.flag("required", true);
  item.chosen = fields.flag("chosen");
  item.when = read_conditions(draft.problems, fields.one_or_more("when", 10));
  static const std::vector<std::string> checks = names_up_to(Check::duplicate);
  for (const Node* word : fields.one_or_more("checks", checks.size()))
    if (const auto at = read_word(draft.problems, *word, checks, "pack.unknown_check"))
      item.checks.push_back(static_cast<Check>(*at));
  read_choices(draft, item, fields);
  if (const auto at = fields.word("known_as", known_as_names(), Needed::no))
    item.known_as = known_as_names()[*at];
  item.legal_basis = fields.string("legal_basis");
  if (const Node* expires = fields.find("copy_expires"))
    item.copy_expires = read_own_period(draft.problems, *expires);
  read_limits(draft, item, fields);
  return item;
}

}  // namespace

// Fields alone: staff write down what they found, they do not upload it.
void read_record(Draft& draft, Step& step, const Node& list) {
  constexpr std::size_t fields_max = 40;
  for (const Node* node : read_list(draft.problems, list, fields_max)) {
    Fields fields(draft.problems, *node, keys_of("record"));
    Item item;
    item.id = fields.id("id");
    read_type(item, fields, Needed::yes);
    item.title = fields.text("title", Needed::yes, title_max);
    item.hint = fields.text("hint", Needed::no, 1'000);
    item.required = fields.flag("required", true);
    item.shown = fields.flag("shown");
    item.when = read_conditions(draft.problems, fields.one_or_more("when", 10));
    read_choices(draft, item, fields);
    read_limits(draft, item, fields);
    report_twice(draft, *node, item.id, step.recorded(item.id) != nullptr);
    step.record.push_back(std::move(item));
  }
}

void read_items(Draft& draft, RequestKind& kind, KindSource& source, const Node& list) {
  for (const Node* node : read_list(draft.problems, list, items_max)) {
    Item item = read_item(draft, *node);
    report_twice(draft, *node, item.id, kind.item(item.id) != nullptr);
    kind.items.push_back(std::move(item));
    source.items.push_back(node);
  }
}

std::vector<Condition> read_conditions(Problems& problems, const std::vector<const Node*>& nodes) {
  static const std::vector<std::string> comparisons = names_up_to(Comparison::at_most);
  std::vector<Condition> conditions;
  for (const Node* node : nodes) {
    Fields fields(problems, *node, keys_of("condition"));
    Condition condition;
    condition.fact = fields.string("fact", Needed::yes);
    int found = 0;
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
      if (!node->find(comparisons[i])) continue;
      ++found;
      condition.comparison = static_cast<Comparison>(i);
      condition.value = fields.string(comparisons[i], Needed::yes);
    }
    if (found != 1) condition.fact.clear();  // nothing more to check
    if (found != 1 && fields.is_map())
      problems.add(*node, "pack.comparison",
                   {
                       {"expected", "equals, differs, present, absent, at_least, at_most"}
      });
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

}  // namespace policy
