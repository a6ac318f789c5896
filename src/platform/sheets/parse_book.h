#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "platform/sheets/archive.h"
#include "platform/sheets/book.h"

// What the child process does. Private to this room.
namespace sheets {

// A refusal on its way out of a parser that is not ours.
struct Unreadable : std::runtime_error {
  explicit Unreadable(const std::string& code) : std::runtime_error(code) {}
};

// Throws Unreadable.
Book parse_book(std::string_view bytes);

Book parse_csv(std::string_view bytes);
Book parse_xlsx(const Archive& archive);
Book parse_ods(const Archive& archive);

struct Decoded {
  std::string text, encoding;
};
Decoded decode_text(std::string_view bytes);

}  // namespace sheets
