#include "policy/texts.h"

#include <boost/json.hpp>

#include "embedded/pack_texts.h"

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

}  // namespace

bool has_text(const std::string& code) {
  return catalogue().contains(code + "/ar") && catalogue().contains(code + "/en");
}

std::string text_of(const std::string& code, std::string_view language) {
  const auto found = catalogue().find(code + (language == "ar" ? "/ar" : "/en"));
  return found == catalogue().end() ? code : found->second;
}

std::string filled(const std::string& text, const Parameters& parameters) {
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

}  // namespace policy
