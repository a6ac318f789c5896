#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

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
// Of an archive whose entries were counted: XLSX or ODS.
Book parse_zipped(std::string_view bytes);
// Inflates every entry, whatever the archive says of its size; "xlsx" or "ods".
std::string check_archive(std::string_view bytes);

struct Decoded {
  std::string text, encoding;
};
Decoded decode_text(std::string_view bytes);

}  // namespace sheets
