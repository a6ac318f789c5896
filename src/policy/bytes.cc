#include "base/text.h"
#include "policy/node.h"

namespace policy {
namespace {

constexpr std::size_t bytes_max = 1'048'576;  // 1 MiB
constexpr std::size_t line_bytes_max =
    20'000;  // the parser looks back over a line for every value in it

std::size_t sequence_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

std::string code_point(std::string_view character) {
  if (character.size() == 1) {
    return "U+00" + hex(character);
  }
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(character[i]) & 0x3Fu; };
  const unsigned value =
      character.size() == 2
          ? (static_cast<unsigned>(character[0]) & 0x1Fu) << 6 | byte(1)
          : (static_cast<unsigned>(character[0]) & 0x0Fu) << 12 | byte(1) << 6 | byte(2);
  const char pair[] = {static_cast<char>(value >> 8), static_cast<char>(value & 0xFFu)};
  return "U+" + hex(std::string_view(pair, 2));
}

// One character of a line; whether reading may go on after it.
Bytes check_character(Problems& problems, const std::string& file, int line, int column,
                      std::string_view character) {
  if (!is_utf8(character)) {
    problems.add(file, line, column, "pack.not_utf8",
                 {
                     {"found", hex(character.substr(0, 1))}
    });
    return Bytes::unreadable;
  }
  if (character == "\t") {
    problems.add(file, line, column, "pack.tab");
    return Bytes::unreadable;
  }
  if (has_control(character)) {
    problems.add(file, line, column, "pack.control_character",
                 {
                     {"found", code_point(character)}
    });
    return Bytes::unreadable;
  }
  if (character.size() > 1 && has_bidi_control(character)) {
    problems.add(file, line, column, "pack.bidi_control",
                 {
                     {"found", code_point(character)}
    });
  }
  return Bytes::readable;
}

Bytes check_line(Problems& problems, const std::string& file, int line, std::string_view text) {
  if (text.size() > line_bytes_max) {
    problems.add(file, line, 1, "pack.line_too_long",
                 {
                     {"max", std::to_string(line_bytes_max)}
    });
    return Bytes::unreadable;
  }
  int column = 1;
  for (std::size_t at = 0; at < text.size(); ++column) {
    const std::string_view character = text.substr(at, sequence_length(text[at]));
    if (check_character(problems, file, line, column, character) == Bytes::unreadable)
      return Bytes::unreadable;  // the first of a line says enough
    at += character.size();
  }
  return Bytes::readable;
}

}  // namespace

Bytes check_bytes(Problems& problems, const std::string& file, std::string_view bytes) {
  if (bytes.size() > bytes_max) {
    problems.add(file, 0, 0, "pack.file_too_large",
                 {
                     {"found", std::to_string(bytes.size())},
                     {"max",   std::to_string(bytes_max)   }
    });
    return Bytes::unreadable;
  }
  Bytes outcome = Bytes::readable;
  int line = 1;
  for (std::size_t at = 0; at < bytes.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view text = bytes.substr(at, end - at);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (check_line(problems, file, line, text) == Bytes::unreadable) outcome = Bytes::unreadable;
    at = end + 1;
  }
  return outcome;
}

}  // namespace policy
