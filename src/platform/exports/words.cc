#include "platform/exports/words.h"

#include <boost/json.hpp>
#include <map>
#include <stdexcept>

#include "embedded/export_texts.h"
#include "policy/in_words.h"
#include "saudi/hijri.h"

namespace exports {
namespace {

using Texts = std::map<std::string, policy::Text, std::less<>>;

Texts read(std::string_view name) {
  for (const auto& file : embedded::export_texts()) {
    if (!file.name.ends_with(name)) continue;
    Texts texts;
    const auto parsed = boost::json::parse(file.text);
    for (const auto& entry : parsed.as_object()) {
      for (const auto& said : entry.value().as_object())
        texts[entry.key()][said.key()] = std::string(said.value().as_string());
    }
    return texts;
  }
  throw std::logic_error("no text of exports: " + std::string(name));
}

}  // namespace

std::string Words::heading(const std::string& name) const {
  static const auto texts = read("headings.json");
  const auto found = texts.find(name);
  if (found == texts.end()) throw std::logic_error("no heading: " + name);
  return of(found->second);
}

std::string Words::of(std::string_view group, std::string_view code) const {
  static const auto texts = read("words.json");
  const auto found = texts.find(std::string(group) + "." + std::string(code));
  return found == texts.end() ? std::string(code) : of(found->second);
}

std::string Words::all_of(std::string_view group, const std::vector<std::string>& codes) const {
  std::vector<std::string> words;
  words.reserve(codes.size());
  for (const auto& code : codes) words.push_back(of(group, code));
  return joined(words);
}

std::string Words::of(const policy::Text& said) const {
  return said.empty() ? std::string() : policy::in_language(said, language_);
}

std::string Words::joined(const std::vector<std::string>& texts) const {
  const auto between = heading("comma");
  std::string all;
  for (const auto& one : texts) {
    if (!one.empty()) all += (all.empty() ? "" : between) + one;
  }
  return all;
}

Cell cell(std::string text) {
  return {text.empty() ? Cell::Kind::empty : Cell::Kind::text, std::move(text)};
}

Cell cell(std::int64_t figure) {
  return {Cell::Kind::number, std::to_string(figure)};
}

Cell cell(Date day) {
  return {Cell::Kind::date, iso(day)};
}

Cell cell(Instant moment) {
  return {Cell::Kind::date, iso(riyadh_date(moment)) + " " + saudi::riyadh_clock(moment)};
}

}  // namespace exports
