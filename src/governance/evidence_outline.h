#pragma once

#include <string>
#include <string_view>

#include "base/outline.h"
#include "governance/evidence.h"

// The evidence of a version as a paper, in one language. Private to this room.
namespace governance {

// Of each group no more are listed; the rest is counted, and stands in the folder's own list.
inline constexpr std::size_t listed_on_paper = 500;

Outline outline_of(const Evidence& evidence, std::string_view language);

}  // namespace governance
