#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/pack.h"

// Texts of an association in columns. Private to this room.
namespace organisation {

std::string encode_text(const policy::Text& text);  // {"ar":"…","en":"…"}
policy::Text decode_text(std::string_view json);    // throws std::runtime_error when it is none
// A line of 1 to 120 characters, no control or bidi control characters.
bool is_line(std::string_view text);
// Arabic and English there, each a line of 1 to 120 characters, no control or bidi control
// characters, at most ten languages; trimmed. Otherwise `code` at `field`.
Result<policy::Text> clean_text(const policy::Text& text, std::string code, std::string field);

}  // namespace organisation
