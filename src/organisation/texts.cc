#include "organisation/texts.h"

#include <boost/json.hpp>
#include <stdexcept>

#include "base/text.h"
#include "platform/kernel/limits.h"

namespace organisation {
namespace {

constexpr std::size_t languages_max = 10;

bool is_language(std::string_view code) {
  if (code.size() < 2 || code.size() > 3) return false;
  for (const char c : code)
    if (c < 'a' || c > 'z') return false;
  return true;
}

}  // namespace

bool is_line(std::string_view text) {
  if (!is_utf8(text) || has_control(text) || has_bidi_control(text)) return false;
  if (text.find_first_of("\n\t") != std::string_view::npos) return false;
  return !text.empty() && length(text) <= limits::name_characters_max;
}

std::string encode_text(const policy::Text& text) {
  boost::json::object object;
  for (const auto& [language, value] : text) object[language] = value;
  return boost::json::serialize(object);
}

policy::Text decode_text(std::string_view json) {
  boost::json::error_code error;
  const auto value = boost::json::parse({json.data(), json.size()}, error);
  if (error.failed() || !value.is_object()) throw std::runtime_error("a stored text is none");
  policy::Text text;
  for (const auto& [language, part] : value.get_object()) {
    if (!part.is_string()) throw std::runtime_error("a stored text is none");
    text.emplace(std::string(language), std::string(part.get_string()));
  }
  return text;
}

Result<policy::Text> clean_text(const policy::Text& text, std::string code, std::string field) {
  policy::Text cleaned;
  bool fits = text.size() <= languages_max && text.contains("ar") && text.contains("en");
  for (const auto& [language, value] : text) {
    auto trimmed = is_utf8(value) ? trim(value) : std::string();
    fits = fits && is_language(language) && is_line(trimmed);
    cleaned.emplace(language, std::move(trimmed));
  }
  if (fits) return cleaned;
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

}  // namespace organisation
