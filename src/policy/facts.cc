#include "policy/facts.h"

#include <algorithm>
#include <utility>

#include "policy/in_words.h"

namespace policy {

Facts::At Facts::At::in(std::string_view of, const std::string& id, const Text& title) const {
  At inner = *this;
  std::string segment = id;
  std::ranges::replace(segment, '/', ' ');
  inner.path += '/' + std::string(of) + '/' + segment;
  inner.place.name =
      place.name.empty()
          ? title
          : text_in_both("difference.within", {
                                                  {"outer", place.name},
                                                  {"inner", title     }
  });
  return inner;
}

Fact& Facts::add(const At& at, Fact::Sort sort, std::string code) {
  Fact& fact = list.emplace_back();
  fact.sort = sort;
  fact.code = std::move(code);
  fact.path = at.path;
  fact.place = at.place;
  return fact;
}

void Facts::whole(const At& at, std::string code) {
  Fact& fact = add(at, Fact::Sort::whole, std::move(code));
  fact.raw = "there";
}

void Facts::value(const At& at, std::string code, std::string raw, Text words) {
  if (raw.empty()) return;
  Fact& fact = add(at, Fact::Sort::value, std::move(code));
  fact.raw = std::move(raw);
  fact.words = words.empty() ? same_in_both({}) : std::move(words);
}

void Facts::number(const At& at, std::string code, std::int64_t number, std::int64_t otherwise) {
  if (number == otherwise) return;
  value(at, std::move(code), std::to_string(number), same_in_both(std::to_string(number)));
}

void Facts::text(const At& at, std::string code, const Text& text) {
  value(at, std::move(code), raw_of(text), text);
}

void Facts::wording(const At& at, std::string code, const Text& text) {
  if (text.empty()) return;
  Fact& fact = add(at, Fact::Sort::wording, std::move(code));
  fact.raw = raw_of(text);
  fact.words = text;
}

void Facts::flag(const At& at, std::string code, bool holds) {
  if (holds) add(at, Fact::Sort::flag, std::move(code)).raw = "yes";
}

void Facts::member(const At& at, std::string code, const std::string& key, Text what) {
  Fact& fact = add(at, Fact::Sort::flag, std::move(code));
  fact.key = key;
  fact.raw = "yes";
  fact.what = std::move(what);
}

void Facts::entry(const At& at, std::string code, const std::string& key, Text what,
                  std::string raw, Text words) {
  if (raw.empty()) return;
  Fact& fact = add(at, Fact::Sort::value, std::move(code));
  fact.key = key;
  fact.what = std::move(what);
  fact.raw = std::move(raw);
  fact.words = std::move(words);
}

void Facts::period(const At& at, const std::string& code, const std::optional<Period>& period) {
  if (!period) return;
  value(at, code, std::to_string(period->amount) + ' ' + std::string(name_of(period->unit)),
        in_words(*period));
  chosen(at, code, period->chosen);
}

void Facts::chosen(const At& at, const std::string& what, bool chosen) {
  if (chosen) member(at, "chosen", what, text_in_both("difference.name." + what, Parameters()));
}

void Facts::order(const At& at, std::string code, std::vector<std::string> paths) {
  Fact& fact = add(at, Fact::Sort::order, std::move(code));
  fact.raw = "ordered";
  fact.ids = std::move(paths);
}

void Facts::after(const At& at, std::vector<std::string> paths) {
  Fact& fact = add(at, Fact::Sort::after, "step.after");
  fact.raw = "after";
  fact.ids = std::move(paths);
}

std::string raw_of(const Text& text) {
  std::string raw;
  for (const auto& [language, words] : text) raw += language + '\n' + words + '\n';
  return raw;
}

std::string raw_of(const std::vector<Condition>& conditions) {
  std::string raw;
  for (const Condition& condition : conditions)
    raw += condition.fact + '\n' + std::string(name_of(condition.comparison)) + '\n' +
           condition.value + '\n';
  return raw;
}

}  // namespace policy
