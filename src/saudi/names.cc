#include "saudi/names.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "base/text.h"
#include "saudi/fused_article.h"
#include "saudi/sound.h"

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

struct Part {
  std::string plain, folded;
  std::size_t descent = 0;  // letters of a بن in front of a family name, in bytes of the key
};

// بن محفوظ sounds as if بن were an article: some say it, some leave it out.
std::string sounds_of(const Part& part, bool latin) {
  const auto name = std::string_view(part.folded).substr(part.descent);
  auto sounds = latin ? latin_sounds(name) : arabic_sounds(name);
  return part.descent == 0 ? sounds : as_with_article(std::move(sounds));
}

NameToken make_token(Part part) {
  NameToken token{.plain = std::move(part.plain), .folded = part.folded};
  token.latin = is_latin(token.folded);
  token.sounds = sounds_of(part, token.latin);
  token.sound = sound_key(token.sounds);
  token.code = token.latin ? latin_code(token.folded)
                           : arabic_code(UnicodeString::fromUTF8(
                                 {token.folded.data(), static_cast<int32_t>(token.folded.size())}));
  return token;
}

void join_next(std::vector<Part>& parts, std::size_t at) {
  parts[at].plain += parts[at + 1].plain;
  parts[at].folded += parts[at + 1].folded;
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_connector(std::string_view folded) {
  return any_of(folded, {"بن", "ابن", "بنت", "ولد", "bin", "ben", "ibn", "bint"});
}

// The article and its assimilated forms before a family name: Al-Ghamdi, Ash-Shehri.
bool is_latin_article(std::string_view folded) {
  return any_of(folded, {"al", "el", "ash", "ad", "ar", "as", "at", "az", "an", "adh", "ath",  //
                         "ul", "ur", "us", "ud", "uz", "un"});
}

// In front of everything only where it cannot be a name of its own: "Al Ghamdi", "Ash Shehri".
bool is_leading_article(std::string_view folded, std::string_view next) {
  return any_of(folded, {"al", "el"}) ||
         (is_latin_article(folded) && folded != "an" && next.starts_with(folded.substr(1)));
}

// What begins a part of two words, by itself or with the article behind it. `first`: it is the
// first part of the name.
bool begins_compound(std::string_view folded, bool first) {
  if (any_of(folded, {"عبد",   "عبدال", "ابو",   "ابا",   "ابوال", "ام",    "امال",  "ذو",
                      "ذوال",  "abd",   "abdul", "abdal", "abdel", "abdur", "abdus", "abduz",
                      "abdun", "abu",   "abual", "abuel", "abul",  "aba",   "abou",  "um",
                      "umm",   "umal",  "ummal", "ummul", "dhul",  "zul",   "thul"}))
    return true;
  return !first && folded == "ابي";  // first: the given name أُبيّ
}

bool ends_compound(std::string_view folded) {
  return any_of(folded, {"الله", "الدين", "allah", "ullah", "aldin", "aldeen", "eldin", "eldeen",
                         "uddin", "addin"});
}

// A family that is called after a servant: العبد الرحمن, but not العبد القحطاني.
bool begins_family_compound(std::string_view folded, std::string_view next) {
  return folded == "العبد" && is_given_name("عبد" + std::string(next));
}

// Of one key in every case and spelling.
void canonical_father(std::string& folded) {
  if (any_of(folded, {"ابا", "ابي"})) folded = "ابو";
  if (any_of(folded, {"aba", "abou"})) folded = "abu";
}

// Noorul Islam, Anisur Rahman, نورول إسلام.
void part_fused_articles(std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    auto& word = parts[i].folded;
    auto& next = parts[i + 1].folded;
    const auto length = begins_compound(word, i == 0) ? 0 : fused_article(word, next);
    if (length == 0) continue;
    word.resize(word.size() - length);
    next.insert(0, is_latin(next) ? "al" : "ال");
  }
}

// Hosam Al Deen, Salah ud Din, شمس ال دين: three words for one part.
bool ends_compound_in_two(const std::vector<Part>& parts, std::size_t at) {
  return at + 1 < parts.size() && parts[at].folded.size() <= 4 &&
         ends_compound(parts[at].folded + parts[at + 1].folded);
}

void join_compounds(std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (ends_compound_in_two(parts, i + 1)) join_next(parts, i + 1);
    while (i + 1 < parts.size() && begins_compound(parts[i].folded, i == 0)) {
      canonical_father(parts[i].folded);
      join_next(parts, i);
    }
    if (i + 1 < parts.size() && (ends_compound(parts[i + 1].folded) ||
                                 begins_family_compound(parts[i].folded, parts[i + 1].folded)))
      join_next(parts, i);
  }
}

void join_houses(std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].folded == "ال") {  // alone it is no article: people leave the madda out
      parts[i].folded = house;
      join_next(parts, i);
    } else if (i > 0 ? is_latin_article(parts[i].folded)
                     : is_leading_article(parts[i].folded, parts[i + 1].folded)) {
      const bool twice = i + 2 < parts.size() && is_latin_article(parts[i + 1].folded);
      if (twice) join_next(parts, i);  // Al Al-Sheikh: a house that is called by its article
      parts[i].folded = "al";
      join_next(parts, i);
    }
  }
}

// بن محفوظ, of one key however it is written: ابن محفوظ, Ben Mahfouz.
void join_family(std::vector<Part>& parts, std::size_t at) {
  auto& connector = parts[at].folded;
  if (connector == "ابن") connector = "بن";
  if (connector == "ibn" || connector == "ben") connector = "bin";
  const auto descent = connector.size();
  join_next(parts, at);
  parts[at].descent = descent;
}

// Whose family stands in front: Bin Mahfouz Salem. Not the child without a name (بنت منيرة).
bool begins_with_family(const std::vector<Part>& parts) {
  return any_of(parts[0].folded, {"بن", "ابن", "bin", "ibn"}) && !is_given_name(parts[1].folded);
}

void drop_connectors(std::vector<Part>& parts) {
  if (parts.size() > 1 && begins_with_family(parts)) join_family(parts, 0);
  for (std::size_t i = 1; i + 1 < parts.size();) {
    const bool last = i + 2 == parts.size();
    if (!is_connector(parts[i].folded)) {
      ++i;
    } else if (!last || is_given_name(parts[i + 1].folded)) {
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      join_family(parts, i);
    }
  }
}

}  // namespace

std::string fold_arabic(std::string_view text) {
  return fold(without_marks(text));
}

std::vector<NameToken> name_tokens(std::string_view name) {
  std::vector<Part> parts;
  for (const auto& word : split(utf8(without_marks(name)), ' ')) {
    auto folded = fold(UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())}));
    if (!folded.empty()) parts.push_back({.plain = word, .folded = std::move(folded)});
  }
  part_fused_articles(parts);
  join_compounds(parts);
  join_houses(parts);
  drop_connectors(parts);
  std::vector<NameToken> tokens;
  tokens.reserve(parts.size());
  for (auto& part : parts) {
    tokens.push_back(make_token(std::move(part)));
  }
  return tokens;
}

bool begins_faith(const NameToken& token) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"الدين", "آلدين", "aldeen", "aldin", "uddin"},
      [&](std::string_view faith) { return faith.starts_with(token.folded); });
}

std::string name_key(std::string_view name) {
  std::vector<std::string> folded;
  for (auto& token : name_tokens(name)) folded.push_back(std::move(token.folded));
  return join(folded, " ");
}

}  // namespace saudi
