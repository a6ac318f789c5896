#include "imports/columns.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>

#include "base/text.h"
#include "embedded/import_texts.h"
#include "parties/parties.h"
#include "saudi/names.h"
#include "saudi/regions.h"

namespace imports {
namespace {

using Words = std::map<std::string, std::vector<std::string>>;

boost::json::object text_file(std::string_view name) {
  for (const auto& file : embedded::import_texts()) {
    if (file.name.ends_with(name)) return boost::json::parse(file.text).as_object();
  }
  throw std::logic_error("no text of imports: " + std::string(name));
}

Words words_of(const boost::json::object& object) {
  Words words;
  for (const auto& entry : object) {
    for (const auto& word : entry.value().as_array())
      words[entry.key()].emplace_back(word.as_string());
  }
  return words;
}

// Without spaces, punctuation and the many ways of writing a letter.
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : saudi::fold_arabic(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) key += c;
  }
  return key;
}

std::map<std::string, std::string> by_key(const Words& words) {
  std::map<std::string, std::string> keyed;
  for (const auto& [meaning, all] : words) {
    for (const auto& word : all) keyed.emplace(key_of(word), meaning);
  }
  return keyed;
}

const std::map<std::string, std::string>& headings() {
  static const auto known = by_key(words_of(text_file("columns.json")));
  return known;
}

const std::map<std::string, Words>& choices() {
  static const auto all = [] {
    std::map<std::string, Words> read;
    for (const auto& entry : text_file("choices.json"))
      read[entry.key()] = words_of(entry.value().as_object());
    for (const auto& region : saudi::regions())
      read["region"][std::string(region.iso)] = {std::string(region.ar), std::string(region.en),
                                                 std::string(region.iso)};
    return read;
  }();
  return all;
}

// What a heading says; several headings may say the same.
Mapping meanings(const std::vector<std::string>& all) {
  Mapping found;
  for (const auto& heading : all) {
    const auto known = headings().find(key_of(heading));
    found.push_back(known == headings().end() ? std::string() : known->second);
  }
  return found;
}

// A whole name goes before its parts; "name" beside parts, but no first name, is the first of them.
void settle_name(Mapping& mapping) {
  const auto has = [&](std::string_view meaning) {
    return std::ranges::find(mapping, meaning) != mapping.end();
  };
  const bool whole = has("full_name"), first = has("first_name"), any = has("name");
  for (auto& meaning : mapping) {
    if (meaning == "first_name" || meaning == "name_part") {
      meaning = whole || (any && first) ? "" : "full_name";
    } else if (meaning == "name") {
      meaning = whole ? "" : "full_name";
    }
  }
}

std::string text_of(std::string_view name, std::string_view language) {
  static const auto texts = text_file("workbook.json");
  return std::string(texts.at(name).as_object().at(language == "en" ? "en" : "ar").as_string());
}

}  // namespace

const std::vector<std::string>& list_fields() {
  static const auto fields = [] {
    std::vector<std::string> all;
    for (const auto& field : parties::file_fields()) {
      if (field.name != "death_date") all.emplace_back(field.name);  // a certificate is sighted
    }
    return all;
  }();
  return fields;
}

Mapping suggest_mapping(const std::vector<std::string>& all) {
  auto mapping = meanings(all);
  settle_name(mapping);
  std::vector<std::string> taken;
  for (auto& field : mapping) {
    if (field.empty() || field == "full_name") continue;
    if (std::ranges::find(taken, field) != taken.end()) {
      field.clear();
    } else {
      taken.push_back(field);
    }
  }
  return mapping;
}

int recognised(const Mapping& mapping) {
  return static_cast<int>(mapping.size() - std::ranges::count(mapping, std::string()));
}

std::string reason_heading(std::string_view language) {
  return text_of("reason", language);
}

bool is_reason_heading(std::string_view heading) {
  const auto key = key_of(heading);
  return key == key_of(reason_heading("ar")) || key == key_of(reason_heading("en"));
}

std::string errors_sheet_name(std::string_view language) {
  return text_of("sheet", language);
}

std::string choice_of(std::string_view of, std::string_view typed) {
  static const auto keyed = [] {
    std::map<std::string, std::map<std::string, std::string>, std::less<>> all;
    for (const auto& [name, words] : choices()) all[name] = by_key(words);
    return all;
  }();
  const auto list = keyed.find(of);
  if (list == keyed.end()) return {};
  const auto found = list->second.find(key_of(typed));
  return found == list->second.end() ? std::string() : found->second;
}

bool is_choice(std::string_view field) {
  return choices().contains(std::string(field));
}

bool says_nothing(std::string_view field, std::string_view typed) {
  if (!choice_of(field, typed).empty()) return false;
  return key_of(typed).empty() || !choice_of("nothing", typed).empty();
}

std::string choices_in(std::string_view of, std::string_view language) {
  std::vector<std::string> words;
  for (const auto& [meaning, all] : choices().at(std::string(of))) {
    const bool has_english = language == "en" && all.size() > 1;
    const auto english = std::ranges::find_if(
        all, [](const std::string& word) { return static_cast<unsigned char>(word[0]) < 0x80; });
    words.push_back(has_english && english != all.end() ? *english : all.front());
  }
  return join(words, text_of("comma", language));
}

}  // namespace imports
