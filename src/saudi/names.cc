#include "saudi/names.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "base/text.h"
#include "saudi/given_names.h"

namespace saudi {
namespace {

using icu::UnicodeString;

UnicodeString normal(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  static const auto* nfkc = icu::Normalizer2::getNFKCInstance(error);
  if (nfkc == nullptr) throw std::runtime_error("ICU has no NFKC");
  auto read = UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  auto folded = nfkc->normalize(read, error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU cannot normalise a text");
  return folded;
}

// Invisible signs, tatweel, harakat and small Quranic signs.
bool is_mark(char16_t c) {
  return c == 0x640 || (c >= 0x64b && c <= 0x65f) || c == 0x670 || (c >= 0x6d6 && c <= 0x6ed) ||
         (c >= 0x610 && c <= 0x61a) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || c == 0xad;
}

bool is_space(char16_t c) {
  return c == ' ' || c == 0xa0 || (c >= 0x9 && c <= 0xd) || c == ',' || c == 0x60c || c == '/' ||
         c == '.' || c == '_' || c == 0x2013 || c == '-';
}

// NFKC without marks; white space and separators single.
UnicodeString without_marks(std::string_view text) {
  UnicodeString plain;
  bool space = true;
  const auto read = normal(text);
  for (int32_t i = 0; i < read.length(); ++i) {
    const char16_t c = read.charAt(i);
    if (is_mark(c)) continue;
    if (is_space(c)) {
      if (!space) plain.append(static_cast<char16_t>(' '));
      space = true;
    } else {
      plain.append(c);
      space = false;
    }
  }
  plain.trim();
  return plain;
}

// One letter's key; nothing for a letter that is dropped.
std::optional<char16_t> fold_letter(char16_t c) {
  switch (c) {
    case u'ی':
    case u'ى':
    case u'ئ':
    case u'ې':
      return u'ي';
    case u'ک':
      return u'ك';
    case u'ہ':
    case u'ھ':
    case u'ۀ':
    case u'ە':
    case u'ة':
    case u'ۃ':
      return u'ه';
    case u'گ':
      return u'ق';
    case u'پ':
      return u'ب';
    case u'چ':
      return u'ج';
    case u'ڤ':
      return u'ف';
    case u'أ':
    case u'إ':
    case u'آ':
    case u'ٱ':
      return u'ا';
    case u'ؤ':
      return u'و';
    case u'ء':
    case u'\'':
    case u'’':
    case u'`':
      return std::nullopt;
    default:
      return c;
  }
}

// Accents of Latin letters stand alone after NFD: é -> e.
UnicodeString without_accents(const UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  static const auto* nfd = icu::Normalizer2::getNFDInstance(error);
  if (nfd == nullptr) throw std::runtime_error("ICU has no NFD");
  UnicodeString bare;
  const auto parted = nfd->normalize(text, error);
  for (int32_t i = 0; i < parted.length(); ++i) {
    const char16_t c = parted.charAt(i);
    if (c < 0x300 || c > 0x36f) bare.append(c);
  }
  return bare;
}

std::string utf8(const UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

std::string fold(const UnicodeString& plain) {
  UnicodeString letters;
  for (int32_t i = 0; i < plain.length(); ++i) {
    if (const auto letter = fold_letter(plain.charAt(i))) letters.append(*letter);
  }
  return fold_digits(utf8(without_accents(letters).toLower(icu::Locale::getRoot())));
}

// A byte a letter. Letters that people confuse share one (domain/saudi.md section 4, "cheap").
constexpr std::array<std::u16string_view, 4> confused = {u"ذزد", u"ثست", u"قكغ", u"ضظ"};

std::string arabic_code(const UnicodeString& folded) {
  std::string code;
  for (int32_t i = 0; i < folded.length() && code.size() < 64; ++i) {
    char16_t c = folded.charAt(i);
    for (const auto& group : confused) {
      if (group.find(c) != group.npos) c = group[0];
    }
    code += static_cast<char>(c < 0x80 ? c : 0x80 | (c & 0x7f));
  }
  return code;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Ways of writing one Arabic sound in Latin letters come together: ou u oo, ee i y, q g k, dh th z.
std::string latin_code(std::string text) {
  if (text == "mohd" || text == "md") text = "mohammed";
  constexpr std::pair<std::string_view, std::string_view> ways[] = {
      {"ou", "u"},
      {"oo", "u"},
      {"ee", "i"},
      {"ei", "i"},
      {"ai", "i"},
      {"ay", "i"},
      {"dh", "z"},
      {"th", "z"},
      {"ph", "f"},
      {"q",  "k"},
      {"g",  "k"},
      {"o",  "u"},
      {"e",  "i"},
      {"y",  "i"},
      {"w",  "u"}
  };
  for (const auto& [from, to] : ways) replace_all(text, from, to);
  if (text.size() > 2 && text.ends_with('h')) text.pop_back();
  text.erase(std::unique(text.begin(), text.end()), text.end());
  return text.substr(0, 64);
}

bool is_latin(std::string_view folded) {
  return std::ranges::all_of(folded, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr std::string_view house = "آل";  // stays apart from the article in the key

NameToken make_token(std::string plain, std::string folded) {
  NameToken token{std::move(plain), std::move(folded), {}};
  token.code = is_latin(token.folded)
                   ? latin_code(token.folded)
                   : arabic_code(UnicodeString::fromUTF8(
                         {token.folded.data(), static_cast<int32_t>(token.folded.size())}));
  return token;
}

struct Part {
  std::string plain, folded;
};

void join_next(std::vector<Part>& parts, std::size_t at) {
  parts[at].plain += parts[at + 1].plain;
  parts[at].folded += parts[at + 1].folded;
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_connector(std::string_view folded) {
  return any_of(folded, {"بن", "ابن", "بنت", "ولد", "bin", "ibn", "bint"});
}

// The article and its assimilated forms before a family name: Al-Ghamdi, Ash-Shehri.
bool is_latin_article(std::string_view folded) {
  return any_of(folded, {"al", "el", "ash", "ad", "ar", "as", "at", "az", "an", "adh", "ath"});
}

// What begins a part of two words. `first`: it is the first part of the name.
bool begins_compound(std::string_view folded, bool first) {
  if (any_of(folded, {"عبد", "عبدال", "ابو", "ابا", "abd", "abdul", "abdal", "abu"})) return true;
  return !first && folded == "ابي";  // first: the given name أُبيّ
}

void canonical_father(std::string& folded) {
  for (const std::string_view form : {"ابا", "ابي"}) {
    if (folded == form) folded = "ابو";
  }
}

void join_compounds(std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    while (i + 1 < parts.size() && begins_compound(parts[i].folded, i == 0)) {
      canonical_father(parts[i].folded);
      join_next(parts, i);
    }
    if (i + 1 < parts.size() && any_of(parts[i + 1].folded, {"الله", "الدين", "allah", "aldin"})) {
      join_next(parts, i);
    }
  }
}

void join_houses(std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].folded == "ال") {  // alone it is no article: people leave the madda out
      parts[i].folded = house;
      join_next(parts, i);
    } else if (i > 0 && is_latin_article(parts[i].folded)) {
      parts[i].folded = "al";
      join_next(parts, i);
    }
  }
}

void drop_connectors(std::vector<Part>& parts) {
  for (std::size_t i = 1; i + 1 < parts.size();) {
    const bool last = i + 2 == parts.size();
    if (!is_connector(parts[i].folded)) {
      ++i;
    } else if (!last || is_given_name(parts[i + 1].folded)) {
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      join_next(parts, i);  // بن محفوظ
    }
  }
}

// Of a family name, when enough is left of it; the whole otherwise.
std::string_view strip_article(std::string_view folded) {
  constexpr std::string_view article = "ال";
  if (folded.starts_with(article) && folded.size() >= article.size() + 6) {
    return folded.substr(article.size());
  }
  if (folded.starts_with("al") && folded.size() >= 6) return folded.substr(2);
  return folded;
}

constexpr double same_key = 0.99, lossy_key = 0.97, same_but_article = 0.96, same_code = 0.95;
constexpr double other_given_name_max = 0.7;

// Names whose key says less than the spelling: هدى/هدي, منى/مني, على/علي, طه/طة.
bool is_lossy(std::string_view folded) {
  return any_of(folded, {"هدي", "مني", "علي", "طه"});
}

}  // namespace

std::string fold_arabic(std::string_view text) {
  return fold(without_marks(text));
}

std::vector<NameToken> name_tokens(std::string_view name) {
  std::vector<Part> parts;
  for (const auto& word : split(utf8(without_marks(name)), ' ')) {
    auto folded = fold(UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())}));
    if (!folded.empty()) parts.push_back({word, std::move(folded)});
  }
  join_compounds(parts);
  join_houses(parts);
  drop_connectors(parts);
  std::vector<NameToken> tokens;
  tokens.reserve(parts.size());
  for (auto& part : parts) {
    tokens.push_back(make_token(std::move(part.plain), std::move(part.folded)));
  }
  return tokens;
}

std::string name_key(std::string_view name) {
  std::vector<std::string> folded;
  for (auto& token : name_tokens(name)) folded.push_back(std::move(token.folded));
  return join(folded, " ");
}

bool is_given_name(std::string_view folded_token) {
  static const std::vector<std::string> known = [] {
    std::vector<std::string> keys;
    keys.reserve(std::size(given_names));
    for (const auto name : given_names) keys.push_back(name_key(name));
    std::ranges::sort(keys);
    return keys;
  }();
  return std::ranges::binary_search(known, folded_token);
}

TokenPattern::TokenPattern(NameToken token)
    : token_(std::move(token)),
      without_article_(strip_article(token_.folded)),
      given_(is_given_name(token_.folded)) {
  for (std::size_t i = 0; i < token_.code.size(); ++i) {
    places_[static_cast<unsigned char>(token_.code[i])] |= std::uint64_t{1} << i;
  }
}

// M. A. Jaro 1989, W. E. Winkler 1990; the window is kept in the bits of one word.
double TokenPattern::jaro_winkler(std::string_view other) const {
  const auto m = static_cast<int>(token_.code.size());
  const auto n = static_cast<int>(other.size());
  if (m == 0 || n == 0) return 0;
  const int reach = std::max(0, std::max(m, n) / 2 - 1);
  std::uint64_t used = 0;
  std::uint64_t met = 0;
  for (int j = 0; j < n; ++j) {
    const int high = j + reach;
    std::uint64_t window = high >= 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << high) - 1;
    if (j > reach) window &= ~((std::uint64_t{1} << (j - reach)) - 1);
    const std::uint64_t free =
        places_[static_cast<unsigned char>(other[static_cast<std::size_t>(j)])] & window & ~used;
    if (free == 0) continue;
    used |= free & (~free + 1);
    met |= std::uint64_t{1} << j;
  }
  const int common = __builtin_popcountll(used);
  if (common == 0) return 0;
  int crossed = 0;
  for (std::uint64_t a = used, b = met; b != 0; a &= a - 1, b &= b - 1) {
    const auto i = static_cast<std::size_t>(__builtin_ctzll(a));
    const auto j = static_cast<std::size_t>(__builtin_ctzll(b));
    if (token_.code[i] != other[j]) ++crossed;
  }
  const double c = common;
  const int swaps = crossed / 2;
  double score = (c / m + c / n + (c - swaps) / c) / 3;
  if (score > 0.7) {
    int same = 0;
    while (same < std::min({4, m, n}) &&
           token_.code[static_cast<std::size_t>(same)] == other[static_cast<std::size_t>(same)]) {
      ++same;
    }
    score += same * 0.1 * (1 - score);
  }
  return score;
}

double TokenPattern::likeness(const NameToken& other) const {
  if (token_.folded == other.folded && token_.plain == other.plain) return 1;
  if (token_.folded == other.folded) return is_lossy(token_.folded) ? lossy_key : same_key;
  if (without_article_ == strip_article(other.folded)) return same_but_article;
  double score =
      token_.code == other.code ? same_code : std::min(same_code, jaro_winkler(other.code));
  if (given_ && is_given_name(other.folded)) score = std::min(score, other_given_name_max);
  return score;
}

double likeness(const NameToken& a, const NameToken& b) {
  return TokenPattern(a).likeness(b);
}

}  // namespace saudi
