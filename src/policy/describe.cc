#include "policy/policy.h"
#include "policy/texts.h"

// Problems in words. The texts stand in texts/pack/; a text may use any of the problem's
// parameters.
namespace policy {
namespace {

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

std::string words_of(const Problem& problem, std::string_view language) {
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
  return text;
}

std::string describe(const Problem& problem, std::string_view language, std::string_view folder) {
  return place_of(problem, folder) + ": " + words_of(problem, language);
}

}  // namespace policy
