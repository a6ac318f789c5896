#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>
#include <optional>

#include "base/text.h"
#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

std::optional<icu::UnicodeString> converted(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  auto* converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return std::nullopt;
  icu::UnicodeString text(bytes.data(), static_cast<int>(bytes.size()), converter, status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return std::nullopt;
  return text;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_arabic_letter(UChar32 c) {
  return c >= 0x0621 && c <= 0x064A;
}

// How much it looks like Arabic with some Latin: what another encoding makes of the same bytes is
// a mixture of accents, signs and holes.
std::int64_t likeness(const icu::UnicodeString& text) {
  constexpr int sample = 200'000;
  std::int64_t score = 0;
  UChar32 before = 0;
  for (int i = 0; i < text.length() && i < sample; i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (c >= 0x80) {
      if (c == 0xFFFD || (c >= 0x80 && c < 0xA0))
        score -= 6;
      else if (is_arabic_letter(c))
        score += is_arabic_letter(before) ? 3 : 1;
      else if (c >= 0x064B && c <= 0x0652)
        score += is_arabic_letter(before) ? 1 : -2;
      else if (u_isalpha(c))
        score += before < 0x80 && u_isalpha(before) ? 1 : -2;
      else if (c != 0x060C && c != 0x061B && c != 0x061F && c != 0xA0)
        score -= 2;
    }
    before = c;
  }
  return score;
}

bool begins_with(std::string_view bytes, std::string_view mark) {
  return bytes.substr(0, mark.size()) == mark;
}

// UTF-16 without its mark: every second byte of digits, separators and line ends is zero.
const char* utf16_by_zeros(std::string_view bytes) {
  std::size_t even = 0, odd = 0;
  const auto looked_at = std::min<std::size_t>(bytes.size(), 4'096);
  for (std::size_t i = 0; i < looked_at; ++i) {
    if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  if (even + odd == 0) return nullptr;
  if (bytes.size() % 2 != 0 || even * odd != 0) throw Unreadable("sheet.format");
  return odd > 0 ? "UTF-16LE" : "UTF-16BE";
}

}  // namespace

Decoded decode_text(std::string_view bytes) {
  using namespace std::string_view_literals;
  const auto as = [](std::string_view rest, const char* encoding) -> Decoded {
    const auto text = converted(rest, encoding);
    if (!text) throw Unreadable("sheet.encoding");
    return {utf8(*text), encoding};
  };
  if (begins_with(bytes, "\xEF\xBB\xBF"sv)) bytes.remove_prefix(3);
  if (begins_with(bytes, "\xFF\xFE"sv)) return as(bytes.substr(2), "UTF-16LE");
  if (begins_with(bytes, "\xFE\xFF"sv)) return as(bytes.substr(2), "UTF-16BE");
  if (const auto* wide = utf16_by_zeros(bytes)) return as(bytes, wide);
  if (is_utf8(bytes)) return {std::string(bytes), "UTF-8"};
  constexpr std::array encodings = {"windows-1256", "ISO-8859-6", "ibm-720",
                                    "x-mac-arabic", "ibm-864",    "windows-1252"};
  std::optional<Decoded> best;
  std::int64_t most = 0;
  for (const auto* encoding : encodings) {
    const auto text = converted(bytes, encoding);
    if (!text) continue;  // not every ICU has each
    const auto score = likeness(*text);
    if (!best || score > most) {
      best = Decoded{utf8(*text), encoding};
      most = score;
    }
  }
  if (!best || most < 0) throw Unreadable("sheet.encoding");
  return *best;
}

}  // namespace sheets
