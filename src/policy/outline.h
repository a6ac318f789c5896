#pragma once

#include <string>
#include <string_view>

#include "base/outline.h"
#include "policy/pack.h"

// The policy as a document that people read: the one source of the terminal's text, the portal's
// page and the PDF. Pure.
namespace policy {

// Everything; or, of one request kind, that alone (nothing but the title when there is no such
// kind).
Outline outline_of(const Pack& pack, std::string_view language);
Outline outline_of_kind(const Pack& pack, std::string_view kind, std::string_view language);

// The procedure of a request kind: its steps in layers, those that run side by side beside each
// other, outcomes that lead elsewhere as arrows with their names.
Drawing drawing_of(const Pack& pack, const RequestKind& kind, std::string_view language);
std::string svg_of(const Drawing& drawing);

// For a terminal: headings underlined, tables as lists.
std::string plain_text_of(const Outline& outline);

}  // namespace policy
