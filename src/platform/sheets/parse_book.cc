#include "platform/sheets/parse_book.h"

#include "base/text.h"

namespace sheets {
namespace {

// "EncryptedPackage" as the directory of a compound file spells it.
bool is_locked(std::string_view bytes) {
  std::string wide;
  for (const char c : std::string_view("EncryptedPackage")) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != bytes.npos;
}

// A page or a flat document, which old systems like to call .xls.
bool is_markup(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) bytes.remove_prefix(3);
  const auto begins = bytes.find_first_not_of(" \t\r\n");
  return begins != bytes.npos && bytes[begins] == '<';
}

Book parse_archive(const Archive& archive) {
  const bool is_xlsx = archive.has_folder("xl");
  if (!is_xlsx && !archive.has("content.xml")) throw Unreadable("sheet.format");
  auto book = is_xlsx ? parse_xlsx(archive) : parse_ods(archive);
  book.format = is_xlsx ? "xlsx" : "ods";
  return book;
}

}  // namespace

Book parse_book(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.empty()) throw Unreadable("sheet.empty");
  Book book;
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) {
    book = parse_archive(Archive(bytes));
  } else if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) {
    throw Unreadable(is_locked(bytes) ? "sheet.password" : "sheet.old_format");
  } else if (bytes.starts_with("%PDF"sv) || bytes.starts_with("\x89PNG"sv) ||
             bytes.starts_with("\xFF\xD8\xFF"sv) || bytes.starts_with("Rar!"sv) ||
             bytes.starts_with("\x1F\x8B"sv) || is_markup(bytes)) {
    throw Unreadable("sheet.format");
  } else {
    book = parse_csv(bytes);
  }
  std::erase_if(book.sheets, [](const Sheet& sheet) { return sheet.rows.empty(); });
  if (book.sheets.empty()) throw Unreadable("sheet.empty");
  return book;
}

}  // namespace sheets
