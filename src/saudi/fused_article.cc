#include "saudi/fused_article.h"

#include <algorithm>
#include <string>
#include <vector>

#include "saudi/sound.h"

namespace saudi {
namespace {

bool is_latin(std::string_view folded) {
  return static_cast<unsigned char>(folded[0]) < 0x80;
}

// What names of the subcontinent have behind that article: only such as are no family of the
// Kingdom, where names of its own end alike (هذلول سالم).
bool stands_behind_article(std::string_view folded) {
  constexpr std::string_view known[] = {
      "islam",   "eslam",  "haq",     "haqq",   "haque",   "hoque", "huq",   "rahman", "rehman",
      "rohman",  "alam",   "abedin",  "abidin", "abideen", "amin",  "anam",  "arefin", "bashar",
      "hasan",   "hassan", "hossain", "hossen", "hussain", "huda",  "hoda",  "kabir",  "kalam",
      "karim",   "kareem", "mannan",  "momin",  "mumin",   "mulk",  "nahar", "nesa",   "nessa",
      "nisa",    "quddus", "rashid",  "razzak", "razzaq",  "salam", "samad", "sattar", "zaman",
      "ferdous", "اسلام",  "حق",      "رحمن",   "رحمان",   "عالم",  "عابدين"};
  return std::ranges::find(known, folded) != std::end(known);
}

std::string key_of(std::string_view folded) {
  return sound_key(is_latin(folded) ? latin_sounds(folded) : arabic_sounds(folded));
}

// مقبول, Mansur: what sounds like the article is the name's own.
bool ends_by_itself(std::string_view folded) {
  constexpr std::string_view names[] = {"mansur", "ashur",  "taimur",  "ghafur", "shakur",
                                        "sabur",  "zuhur",  "maqbul",  "rasul",  "batul",
                                        "qabul",  "bahlul", "hathlul", "yunus",  "firuz",
                                        "harun",  "maimun", "zaitun",  "khatun"};
  const auto key = key_of(folded);
  return std::ranges::any_of(names, [&](std::string_view name) { return key_of(name) == key; });
}

// "ul", or what it is before n, r, s and z; a long vowel is no article's: Mansour, Mansoor.
bool ends_in_latin_article(std::string_view word, std::string_view next) {
  if (word.size() < 5) return false;
  const char before = word[word.size() - 3];
  const char vowel = word[word.size() - 2];
  const char last = word.back();
  if ((vowel != 'u' && vowel != 'o') || before == 'o' || before == 'u') return false;
  return last == 'l' ||
         (last == next[0] && std::string_view("nrsz").find(last) != std::string_view::npos);
}

bool ends_in_arabic_article(std::string_view word, std::string_view next) {
  constexpr std::size_t letters_min = 5;  // of two bytes
  return word.size() >= letters_min * 2 && word.ends_with(next.starts_with("ر") ? "ور" : "ول");
}

}  // namespace

std::size_t fused_article(std::string_view word, std::string_view next) {
  if (!stands_behind_article(next) || is_latin(word) != is_latin(next)) return 0;
  const bool latin = is_latin(word);
  const bool ends = latin ? ends_in_latin_article(word, next) : ends_in_arabic_article(word, next);
  if (!ends || ends_by_itself(word)) return 0;
  return latin ? 2 : 4;
}

}  // namespace saudi
