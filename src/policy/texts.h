#pragma once

#include <map>
#include <string>
#include <string_view>

// The texts of texts/pack/: what the room says of packs, in Arabic and English.
namespace policy {

using Parameters = std::map<std::string, std::string>;

bool has_text(const std::string& code);
// The text as it stands; the code itself when there is none. Any language that is not Arabic gets
// English.
std::string text_of(const std::string& code, std::string_view language);
// The text with each {name} replaced by its parameter, where there is one.
std::string filled(const std::string& text, const Parameters& parameters);

}  // namespace policy
