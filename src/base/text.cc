#include "base/text.h"

#include <algorithm>
#include <cstdint>

namespace {

// Decodes one code point at `at` and moves on; 0xffffffff when the bytes are not strict UTF-8.
constexpr std::uint32_t invalid = 0xffffffff;

std::uint32_t next_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(at);
  if (first < 0x80) return text[at++] & 0x7f;
  const std::size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + count > text.size()) return invalid;
  std::uint32_t point = first & (0xffU >> (count + 1));
  for (std::size_t i = 1; i < count; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return invalid;
    point = point << 6 | (byte(at + i) & 0x3fU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[count] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
    return invalid;
  at += count;
  return point;
}

template <class Test>
bool any_point(std::string_view text, Test test) {
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t point = next_point(text, at);
    if (point == invalid) {
      ++at;
    } else if (test(point)) {
      return true;
    }
  }
  return false;
}

bool is_bidi_control(std::uint32_t p) {
  return (p >= 0x202a && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069) || p == 0x200e ||
         p == 0x200f || p == 0x061c;
}

bool is_invisible(std::uint32_t p) {
  return is_bidi_control(p) || (p >= 0x200b && p <= 0x200d) || p == 0x2060 || p == 0xfeff ||
         p == 0x00ad;
}

// Copies `text` without the points that `drop` names; bytes that are not UTF-8 stay.
template <class Drop>
std::string without(std::string_view text, Drop drop) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const std::uint32_t point = next_point(text, at);
    if (point == invalid) {
      kept += text[at++];
    } else if (!drop(point)) {
      kept.append(text, from, at - from);
    }
  }
  return kept;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (next_point(bytes, at) == invalid) return false;
  }
  return true;
}

bool has_bidi_control(std::string_view utf8) {
  return any_point(utf8, is_bidi_control);
}

bool has_control(std::string_view utf8) {
  return any_point(utf8, [](std::uint32_t p) {
    return (p < 0x20 && p != '\n' && p != '\t') || (p >= 0x7f && p <= 0x9f);
  });
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0) != 0x80; }));
}

std::string fold_digits(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t from = at;
    const std::uint32_t point = next_point(utf8, at);
    if (point == invalid) {
      folded += utf8[at++];
    } else if (point >= 0x660 && point <= 0x669) {
      folded += static_cast<char>('0' + (point - 0x660));
    } else if (point >= 0x6f0 && point <= 0x6f9) {
      folded += static_cast<char>('0' + (point - 0x6f0));
    } else {
      folded.append(utf8, from, at - from);
    }
  }
  return folded;
}

std::string trim(std::string_view text) {
  constexpr std::string_view no_break_space = "\xc2\xa0";
  constexpr std::string_view white = " \t\r\n\f\v";
  for (;;) {
    if (!text.empty() && white.find(text.front()) != white.npos) {
      text.remove_prefix(1);
    } else if (text.starts_with(no_break_space)) {
      text.remove_prefix(2);
    } else if (!text.empty() && white.find(text.back()) != white.npos) {
      text.remove_suffix(1);
    } else if (text.ends_with(no_break_space)) {
      text.remove_suffix(2);
    } else {
      return std::string(text);
    }
  }
}

std::string without_spaces(std::string_view utf8) {
  return without(utf8,
                 [](std::uint32_t p) { return p == ' ' || p == 0xa0 || (p >= 9 && p <= 13); });
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

std::string strip_invisible(std::string_view utf8) {
  return without(utf8, is_invisible);
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string joined;
  for (const auto& part : parts) {
    if (&part != &parts.front()) joined += between;
    joined += part;
  }
  return joined;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const std::size_t farthest = std::max<std::size_t>(2, word.size() / 3);
  std::string best;
  std::size_t least = farthest + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    text += digits[static_cast<std::uint8_t>(c) >> 4];
    text += digits[static_cast<std::uint8_t>(c) & 15];
  }
  return text;
}

std::string unhex(std::string_view text) {
  if (text.size() % 2 != 0) return {};
  const auto value = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = value(text[i]);
    const int low = value(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}
