#include "platform/print/print.h"

// Runs that are written from the left, in lines that are written from the right.
namespace print {
namespace {

constexpr std::string_view open = "\xE2\x81\xA6", close = "\xE2\x81\xA9";  // U+2066, U+2069

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// What may stand within a run, between its letters and digits: never at its end.
bool joins(char c) {
  return std::string_view(" ./-:_@+,&'#").find(c) != std::string_view::npos;
}

// Where the run ends that begins at `from`.
std::size_t end_of(std::string_view text, std::size_t from) {
  std::size_t end = from;
  for (std::size_t at = from; at < text.size(); ++at) {
    const bool percent = text[at] == '%' && end == at;
    if (is_letter(text[at]) || is_digit(text[at]) || percent)
      end = at + 1;
    else if (!joins(text[at]))
      break;
  }
  return end;
}

template <class Each>
void each_run(std::string_view text, Each each) {
  for (std::size_t at = 0; at < text.size();) {
    const bool run = is_letter(text[at]) || is_digit(text[at]);
    std::size_t end = run ? end_of(text, at) : at;
    while (!run && end < text.size() && !is_letter(text[end]) && !is_digit(text[end])) ++end;
    each(text.substr(at, end - at), run);
    at = end;
  }
}

}  // namespace

std::string isolated(std::string_view text) {
  std::string whole;
  each_run(text, [&](std::string_view part, bool run) {
    if (run) whole += open;
    whole += part;
    if (run) whole += close;
  });
  return whole;
}

std::string with_arabic_digits(std::string_view text) {
  std::string whole;
  each_run(text, [&](std::string_view part, bool run) {
    bool letters = false;
    for (const char c : part) letters = letters || (run && is_letter(c));
    for (const char c : part)
      if (run && !letters && is_digit(c)) {
        whole += '\xD9';
        whole += static_cast<char>(0xA0 + (c - '0'));
      } else {
        whole += c;
      }
  });
  return whole;
}

}  // namespace print
