#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/sheets/book.h"

// A book as bytes, on its way through a pipe or to where it is kept: tagged records, each with its
// length.
namespace sheets {

std::string pack_book(const Book& book);
std::string pack_refusal(std::string_view code);
// Trusts nothing in it; sheet.broken when it is cut off.
Result<Book> unpack_book(std::string_view packed);

}  // namespace sheets
