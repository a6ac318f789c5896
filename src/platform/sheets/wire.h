#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/sheets/book.h"

// A book on its way through a pipe: tagged records, each with its length. Private to this room.
namespace sheets {

std::string pack_book(const Book& book);
std::string pack_refusal(std::string_view code);
// Trusts nothing in it; sheet.broken when it is cut off.
Result<Book> unpack_book(std::string_view packed);

}  // namespace sheets
