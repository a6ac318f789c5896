#pragma once

#include <map>
#include <string>
#include <string_view>

#include "policy/pack.h"

namespace messages {

// A template with {name} replaced by values of policy::placeholder_names(), in one language (Arabic
// where that language is missing). A value that was not given reads «—»; {link} stays. In Arabic,
// what begins with a Latin letter or digit is marked so that it is not turned round
// ("26-000123-4").
std::string fill_template(const policy::Text& text,
                          const std::map<std::string, policy::Text>& values,
                          std::string_view language);

// What fill_template left, such as {link}: the first one replaced, if there is one.
std::string put(std::string text, std::string_view placeholder, std::string_view value);

}  // namespace messages
