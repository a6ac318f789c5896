#pragma once

#include "base/result.h"
#include "platform/sheets/book.h"

namespace sheets {

// Reads a file that a stranger made: in a child process (sila-sheets, beside this program) that has
// limits of memory and time, no other file and no environment. Refuses sheet.empty, sheet.format,
// sheet.old_format, sheet.password, sheet.macros, sheet.broken, sheet.too_large,
// sheet.too_many_rows, sheet.too_many_columns, sheet.csv_quote, sheet.encoding. Throws
// std::runtime_error when the child cannot be started.
Result<Book> read_book(const std::string& path);

}  // namespace sheets
