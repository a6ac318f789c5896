#include "governance/lines.h"

#include "base/text.h"

namespace governance {

Result<std::string> clean_line(std::string_view typed, std::string_view field, Given given,
                               std::size_t characters_max) {
  const auto refused = [&](const char* code) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = code, .field = std::string(field)});
  };
  if (has_control(typed) || typed.find_first_of("\n\t") != std::string_view::npos) {
    return refused("text.control_character");
  }
  if (has_bidi_control(typed)) return refused("text.bidi_control");
  auto line = trim(typed);
  if (line.empty() && given == Given::must) return refused("text.missing");
  if (length(line) > characters_max) return refused("text.too_long");
  return line;
}

}  // namespace governance
