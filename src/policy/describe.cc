#include <boost/json.hpp>

#include "embedded/pack_texts.h"
#include "policy/policy.h"

// Problems in words. The texts stand in texts/pack/; a text may use any of the problem's
// parameters.
namespace policy {
namespace {

using Catalogue = std::map<std::string, std::string>;  // "pack.tab/ar" -> text

const Catalogue& catalogue() {
  static const Catalogue texts = [] {
    Catalogue all;
    for (const embedded::File& file : embedded::pack_texts()) {
      const boost::json::value whole = boost::json::parse(file.text);
      for (const auto& entry : whole.as_object())
        for (const auto& text : entry.value().as_object())
          all[std::string(entry.key()) + '/' + std::string(text.key())] =
              std::string(text.value().as_string());
    }
    return all;
  }();
  return texts;
}

std::string text_of(const std::string& code, const std::string& language) {
  const auto found = catalogue().find(code + '/' + language);
  return found == catalogue().end() ? code : found->second;
}

std::string filled(const std::string& text, const std::map<std::string, std::string>& parameters) {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = text.find('}', open == std::string::npos ? at : open);
    if (open == std::string::npos || close == std::string::npos) return whole + text.substr(at);
    const auto value = parameters.find(text.substr(open + 1, close - open - 1));
    whole += text.substr(at, open - at);
    whole += value == parameters.end() ? text.substr(open, close - open + 1) : value->second;
    at = close + 1;
  }
  return whole;
}

std::string place_of(const Problem& problem, std::string_view folder) {
  std::string place(folder);
  if (!place.empty() && problem.file.starts_with("common/")) {
    const std::size_t slash = place.find_last_of('/');
    place = slash == std::string::npos ? std::string() : place.substr(0, slash);
  }
  if (!place.empty()) place += '/';
  place += problem.file;
  if (problem.line > 0)
    place += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
  return place;
}

}  // namespace

std::string describe(const Problem& problem, std::string_view language, std::string_view folder) {
  const std::string chosen = language == "ar" ? "ar" : "en";
  std::map<std::string, std::string> parameters = problem.parameters;
  for (const char* key : {"expected_type", "found_type", "language"})
    if (const auto type = parameters.find(key); type != parameters.end())
      type->second = text_of(
          std::string(key == std::string_view("language") ? "language." : "type.") + type->second,
          chosen);
  std::string text = filled(text_of(problem.code, chosen), parameters);
  if (parameters.contains("nearest")) text += filled(text_of("pack.nearest", chosen), parameters);
  if (parameters.contains("expected")) text += filled(text_of("pack.expected", chosen), parameters);
  return place_of(problem, folder) + ": " + text;
}

}  // namespace policy
