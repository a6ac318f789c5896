#include "policy/facts.h"
#include "policy/in_words.h"

// What requests.yaml says, as facts: the kinds of request, what each asks for, its declaration.
namespace policy {
namespace {

void add_manner(Facts& facts, const Facts::At& at, const RequestKind& kind) {
  facts.text(at, "kind.title", kind.title);
  facts.wording(at, "kind.summary", kind.summary);
  facts.value(at, "kind.class", "class " + std::string(name_of(kind.confidentiality)),
              word_in_both("class", name_of(kind.confidentiality)));
  facts.flag(at, "kind.emergency", kind.emergency);
  facts.chosen(at, "kind", kind.chosen);
  facts.flag(at, "kind.identity_required", kind.identity_required);
  facts.flag(at, "kind.published", kind.published);
  for (const std::string& channel : kind.channels)
    facts.member(at, "kind.channel", channel, word_in_both("channel", channel));
  facts.order(at, "kind.channel.order", kind.channels);
}

void add_conditions(Facts& facts, const Facts::At& at, const RequestKind& kind) {
  std::vector<std::string> order;
  for (const Text& condition : kind.conditions) {
    order.push_back(raw_of(condition));
    facts.member(at, "kind.condition", order.back(),
                 condition.empty() ? same_in_both({}) : condition);
  }
  facts.order(at, "kind.condition.order", std::move(order));
}

void add_declaration(Facts& facts, const Facts::At& outer, const RequestKind& kind) {
  if (!kind.declaration) return;
  const Declaration& declaration = *kind.declaration;
  const Facts::At at =
      outer.in("declaration", "1", text_in_both("difference.name.declaration", Parameters()));
  facts.whole(at, "declaration");
  facts.wording(at, "declaration.text", declaration.text);
  facts.number(at, "declaration.version", declaration.version, 0);
  std::vector<std::string> methods;
  for (const SignMethod method : declaration.signed_by) {
    methods.emplace_back(name_of(method));
    facts.member(at, "declaration.signed_by", methods.back(),
                 word_in_both("sign_method", methods.back()));
  }
  facts.order(at, "declaration.signed_by.order", std::move(methods));
}

void add_return(Facts& facts, const Facts::At& at, const Pack& pack, const RequestKind& kind) {
  facts.number(at, "kind.backdate", kind.backdate_days_max, 0);
  facts.period(at, "kind.return_deadline", kind.return_deadline);
  std::string raw;
  std::vector<Text> days;
  for (const int day : kind.return_reminder_days) {
    raw += std::to_string(day) + ' ';
    days.push_back(counted_in_both("calendar_days", day));
  }
  facts.value(at, "kind.return_reminders", raw, joined(days));
  facts.flag(at, "kind.return_restarts_earliest", kind.return_restarts_earliest);
  const RequestKind* appeal = pack.kind(kind.appeal_kind);
  facts.value(at, "kind.appeal", kind.appeal_kind,
              appeal ? appeal->title : same_in_both(kind.appeal_kind));
}

void add_choices(Facts& facts, const Facts::At& at, const Item& item) {
  for (const Choice& choice : item.choices) {
    const Facts::At own = at.in("choice", choice.id, choice.title);
    facts.whole(own, "choice");
    facts.text(own, "choice.title", choice.title);
  }
  facts.order(at, "choice.order", paths_of(at, "choice", item.choices));
}

void add_item(Facts& facts, const Facts::At& at, const RequestKind& kind, const Item& item) {
  facts.whole(at, "item");
  facts.value(at, "item.kind", "kind " + std::string(name_of(item.kind)),
              word_in_both("item_kind", name_of(item.kind)));
  facts.value(at, "item.type", "type " + std::string(name_of(item.type)),
              word_in_both("value_type", name_of(item.type)));
  facts.text(at, "item.title", item.title);
  facts.text(at, "item.hint", item.hint);
  facts.flag(at, "item.required", item.required);
  facts.value(at, "item.when", raw_of(item.when), in_words(kind, item.when));
  std::vector<std::string> checks;
  for (const Check check : item.checks) {
    checks.emplace_back(name_of(check));
    facts.member(at, "item.check", checks.back(), word_in_both("check", checks.back()));
  }
  facts.order(at, "item.check.order", std::move(checks));
  add_choices(facts, at, item);
  facts.value(at, "item.known_as", item.known_as, word_in_both("known_as", item.known_as));
  facts.value(at, "item.legal_basis", item.legal_basis, same_in_both(item.legal_basis));
  facts.period(at, "item.copy_expires", item.copy_expires);
  facts.number(at, "item.min", item.min, 0);
  facts.number(at, "item.max", item.max, 0);
  facts.chosen(at, "item", item.chosen);
  facts.flag(at, "item.shown", item.shown);
}

void add_kind(Facts& facts, const Facts::At& at, const Pack& pack, const RequestKind& kind) {
  facts.whole(at, "kind");
  add_manner(facts, at, kind);
  add_conditions(facts, at, kind);
  add_item_facts(facts, at, kind, kind.items, "item");
  add_declaration(facts, at, kind);
  add_step_facts(facts, at, pack, kind);
  add_return(facts, at, pack, kind);
}

}  // namespace

void add_item_facts(Facts& facts, const Facts::At& outer, const RequestKind& kind,
                    const std::vector<Item>& items, const std::string& list) {
  for (const Item& item : items) {
    Facts::At at = outer.in(list, item.id, item.title);
    at.place.item = item.id;
    add_item(facts, at, kind, item);
  }
  facts.order(outer, "item.order", paths_of(outer, list, items));
}

void add_request_facts(Facts& facts, const Pack& pack) {
  Facts::At outer;
  outer.place.file = outer.path = "requests.yaml";
  for (const RequestKind& kind : pack.kinds) {
    Facts::At at = outer.in("kind", kind.id, kind.title);
    at.place.kind = kind.id;
    add_kind(facts, at, pack, kind);
  }
  facts.order(outer, "kind.order", paths_of(outer, "kind", pack.kinds));
}

}  // namespace policy
