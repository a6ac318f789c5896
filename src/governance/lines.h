#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/kernel/kernel.h"

// Private to this room.
namespace governance {

enum class Given : std::uint8_t { must, may };

// One line, trimmed. Refuses text.missing, text.too_long, text.control_character,
// text.bidi_control at `field`.
Result<std::string> clean_line(std::string_view typed, std::string_view field,
                               Given given = Given::must,
                               std::size_t characters_max = limits::name_characters_max);

}  // namespace governance
