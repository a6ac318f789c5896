#include "messages/fill_template.h"

#include <algorithm>

#include "base/text.h"

namespace messages {
namespace {

constexpr std::string_view left_to_right_mark = "\xE2\x80\x8E";
constexpr std::string_view not_given = "—";

const std::string& in_language(const policy::Text& text, std::string_view language) {
  static const std::string none;
  for (const auto& wanted : {std::string(language), std::string("ar"), std::string("en")}) {
    if (const auto found = text.find(wanted); found != text.end()) return found->second;
  }
  return none;
}

bool begins_left_to_right(std::string_view value) {
  const char c = value.empty() ? ' ' : value.front();
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string shown(const std::string& value, std::string_view language) {
  if (value.empty()) return std::string(not_given);
  if (language == "ar" && begins_left_to_right(value))
    return std::string(left_to_right_mark) + value;
  return value;
}

}  // namespace

std::string fill_template(const policy::Text& text,
                          const std::map<std::string, policy::Text>& values,
                          std::string_view language) {
  const std::string& pattern = in_language(text, language);
  const auto& names = policy::placeholder_names();
  std::string filled;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = pattern.find('{', at);
    const auto close = open == pattern.npos ? open : pattern.find('}', open);
    if (close == pattern.npos) return filled + pattern.substr(at);
    const std::string name = pattern.substr(open + 1, close - open - 1);
    filled += pattern.substr(at, open - at);
    at = close + 1;
    if (name == "link" || std::ranges::find(names, name) == names.end()) {
      filled += "{" + name + "}";
      continue;
    }
    const auto value = values.find(name);
    filled += shown(value == values.end() ? "" : in_language(value->second, language), language);
  }
  return filled;
}

std::string put(std::string text, std::string_view placeholder, std::string_view value) {
  const auto at = text.find(placeholder);
  if (at != text.npos) text.replace(at, placeholder.size(), value);
  return text;
}

}  // namespace messages
