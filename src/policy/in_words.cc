#include "policy/in_words.h"

#include <array>
#include <charconv>

#include "base/plural.h"
#include "saudi/regions.h"

namespace policy {
namespace {

constexpr std::array<std::string_view, 2> languages = {"ar", "en"};

// What it is a value of: "item.ID", or "record.STEP.FIELD" of what staff wrote down.
const Item* item_of(const RequestKind& kind, std::string_view fact) {
  if (fact.starts_with("item.")) return kind.item(fact.substr(5));
  if (!fact.starts_with("record.")) return nullptr;
  const std::string_view rest = fact.substr(7);
  const int step = kind.step_index(rest.substr(0, rest.find('.')));
  if (step < 0 || rest.find('.') == std::string_view::npos) return nullptr;
  return kind.steps[static_cast<std::size_t>(step)].recorded(rest.substr(rest.find('.') + 1));
}

// What a fact is called: the item's title, the step's; of what staff wrote down, both.
Text fact_in_words(const RequestKind& kind, const std::string& fact) {
  if (const Item* item = item_of(kind, fact)) return item->title;
  if (fact.starts_with("outcome.")) {
    const int step = kind.step_index(std::string_view(fact).substr(8));
    if (step >= 0)
      return text_in_both("word.fact.outcome", {
                                                   {"step", title_of(kind, step)}
      });
  }
  return word_in_both("fact", fact);
}

Text value_in_words(const RequestKind& kind, const Condition& condition) {
  const std::string& value = condition.value;
  if (const Item* item = item_of(kind, condition.fact)) {
    for (const Choice& choice : item->choices)
      if (choice.id == value) return choice.title;
    if (item->type == ValueType::region) return region_in_words(value);
    std::int64_t halalas = 0;
    const char* end = value.data() + value.size();
    if (item->type == ValueType::money && std::from_chars(value.data(), end, halalas).ptr == end)
      return riyals_in_words(halalas);
  }
  if (condition.fact.starts_with("outcome.")) return word_in_both("outcome", value);
  for (const char* list : {"capacity", "flag", "channel", "outcome"})
    if (has_text("word." + std::string(list) + '.' + value)) return word_in_both(list, value);
  return same_in_both(value);
}

}  // namespace

Text text_in_both(const std::string& code, const Parameters& parameters) {
  Text text;
  for (const std::string_view language : languages)
    text[std::string(language)] = filled(text_of(code, language), parameters);
  return text;
}

Text text_in_both(const std::string& code, const std::map<std::string, Text>& parameters) {
  Text text;
  for (const std::string_view language : languages) {
    Parameters own;
    for (const auto& [name, words] : parameters) own[name] = in_language(words, language);
    text[std::string(language)] = filled(text_of(code, language), own);
  }
  return text;
}

Text word_in_both(std::string_view list, std::string_view word) {
  const std::string code = "word." + std::string(list) + '.' + std::string(word);
  return has_text(code) ? text_in_both(code, Parameters()) : same_in_both(std::string(word));
}

Text same_in_both(std::string text) {
  return {
      {"ar", text},
      {"en", text}
  };
}

const std::string& in_language(const Text& text, std::string_view language) {
  static const std::string nothing;
  const auto own = text.find(std::string(language));
  if (own != text.end()) return own->second;
  const auto arabic = text.find("ar");
  return arabic == text.end() ? nothing : arabic->second;
}

Text joined(const std::vector<Text>& texts, std::string_view between) {
  Text whole;
  for (const std::string_view language : languages) {
    const std::string last = text_of("word.join." + std::string(between), language);
    const std::string comma = text_of("word.join.comma", language);
    std::string& line = whole[std::string(language)];
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) line += i + 1 == texts.size() ? last : comma;
      line += in_language(texts[i], language);
    }
  }
  return whole;
}

std::string counted(std::string_view what, std::int64_t count, std::string_view language) {
  const std::string code =
      "count." + std::string(what) + '.' + std::string(plural_form(count, language));
  return filled(text_of(code, language), {
                                             {"n", std::to_string(count)}
  });
}

Text counted_in_both(std::string_view what, std::int64_t count) {
  return {
      {"ar", counted(what, count, "ar")},
      {"en", counted(what, count, "en")}
  };
}

Text in_words(const Period& period) {
  return counted_in_both(name_of(period.unit), period.amount);
}

Text in_words(const Pack& pack, Role role) {
  std::vector<Text> titles;
  for (const Title& title : pack.titles)
    if (title.role == role) titles.push_back(title.title);
  return titles.empty() ? word_in_both("role", name_of(role)) : joined(titles, "choice");
}

Text in_words(const Pack& pack, const ActorSet& actors) {
  std::vector<Text> all;
  if (actors.applicant) all.push_back(word_in_both("role", "applicant"));
  for (const Role role : actors.roles) all.push_back(in_words(pack, role));
  if (actors.system) all.push_back(word_in_both("role", "system"));
  return joined(all, "choice");
}

Text in_words(const RequestKind& kind, const Condition& condition) {
  return text_in_both("word.comparison." + std::string(name_of(condition.comparison)),
                      {
                          {"fact",  fact_in_words(kind,  condition.fact)},
                          {"value", value_in_words(kind, condition)     }
  });
}

Text in_words(const RequestKind& kind, const std::vector<Condition>& conditions) {
  std::vector<Text> all;
  all.reserve(conditions.size());
  for (const Condition& condition : conditions) all.push_back(in_words(kind, condition));
  return joined(all);
}

Text in_words(const Control& control) {
  return word_in_both("control", control.name);
}

Text riyals_in_words(std::int64_t halalas) {
  std::string amount = std::to_string(halalas / 100);
  if (halalas % 100 != 0) {
    const std::string rest = std::to_string(halalas % 100);
    amount += (rest.size() < 2 ? ".0" : ".") + rest;
  }
  return text_in_both("word.riyals", Parameters{
                                         {"amount", amount}
  });
}

Text region_in_words(std::string_view iso) {
  const saudi::Region* region = saudi::region(iso);
  if (region == nullptr) return same_in_both(std::string(iso));
  return {
      {"ar", std::string(region->ar)},
      {"en", std::string(region->en)}
  };
}

Text title_of(const RequestKind& kind, int step) {
  if (step < 0 || static_cast<std::size_t>(step) >= kind.steps.size()) return kind.title;
  return kind.steps[static_cast<std::size_t>(step)].title;
}

}  // namespace policy
