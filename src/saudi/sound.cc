#include "saudi/sound.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace saudi {
namespace {

// The signs. Of both scripts: b t j h x(خ) d r z s S(ش) G(غ) f q k l m n w y a.
// Of Latin alone: T(th) D(dh) g, short a e i u, long A I U.
// Of Arabic alone: T(ث) Z(ذ) V(ض) Q(ظ) 3(ع), Y a last ي or ى, E a last ه or ة, e the short i that
// everybody says in فاعل. Of both: - the article.
constexpr char article = '-';
constexpr std::size_t sounds_max = 40;

bool is_one_of(char c, std::string_view signs) {
  return signs.find(c) != signs.npos;
}

bool is_latin_vowel(char c) {
  return is_one_of(c, "aeiuAIU");
}

char sound_of_letter(char32_t letter) {
  constexpr std::u32string_view letters = U"ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
  constexpr std::string_view sounds = "abtTjhxdZrzsSsVtQ3Gfqklmnhwy";
  const auto at = letters.find(letter);
  return at == letters.npos ? '\0' : sounds[at];
}

// Letters of two bytes, which Arabic ones are; the others are left out.
std::string letters_to_sounds(std::string_view text) {
  std::string sounds;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first < 0xd8 || first > 0xdb) continue;
    const auto second = static_cast<unsigned char>(text[++i]);
    const char sound = sound_of_letter((first & 0x1fU) << 6U | (second & 0x3fU));
    if (sound != '\0') sounds += sound;
  }
  return sounds;
}

// Before these the l of the article is not said.
bool is_sun(std::string_view sounds) {
  return !sounds.empty() && is_one_of(sounds[0], "tTdDZrzsSVQn");
}

// What both scripts may write after "servant of": Abdulrahman, Abdurrahman, عبدالرحمن.
void drop_silent_l(std::string& sounds, std::size_t at) {
  if (at < sounds.size() && sounds[at] == 'l' && is_sun(std::string_view(sounds).substr(at + 1))) {
    sounds.erase(at, 1);
  }
}

// ضيف الله, Dhaifallah, Obaidullah: which vowel stands before is no matter.
void drop_vowel_before_god(std::string& sounds, std::string_view god) {
  if (sounds.size() > god.size() + 2 && sounds.ends_with(god)) {
    sounds.erase(sounds.size() - god.size(), 1);
  }
}

// A last ه is said or not, a last ى may be an a; in فاعل a short i is said.
void mark_endings(std::string& sounds) {
  const std::size_t begin = sounds.starts_with(article) ? 1 : 0;
  const std::size_t size = sounds.size() - begin;
  const auto is_consonant = [](char c) { return !is_one_of(c, "awy"); };
  if (size == 4 && sounds[begin + 1] == 'a' && is_consonant(sounds[begin]) &&
      is_consonant(sounds[begin + 2]) && is_consonant(sounds[begin + 3])) {
    sounds.insert(begin + 3, 1, 'e');
  }
  if (size < 3) return;
  if (sounds.back() == 'h') sounds.back() = 'E';
  if (sounds.back() == 'y') sounds.back() = 'Y';
}

std::string_view latin_article(std::string_view name) {
  for (const std::string_view form : {"al", "el"}) {
    if (name.starts_with(form) && name.size() >= 6) return form;
  }
  for (const std::string_view form :
       {"ash", "ath", "adh", "as", "ad", "ar", "at", "az", "an", "es", "er", "ez"}) {
    const auto letters = form.substr(1);
    if (name.size() >= 6 && name.starts_with(form) &&
        name.substr(form.size()).starts_with(letters)) {
      return form;
    }
  }
  return {};
}

using Way = std::pair<std::string_view, std::string_view>;
constexpr Way ways_of_two[] = {
    {"kh", "x"},
    {"gh", "G"},
    {"sh", "S"},
    {"ch", "S"},
    {"th", "T"},
    {"dh", "D"},
    {"ph", "f"},
    {"aa", "A"},
    {"ee", "I"},
    {"ei", "I"},
    {"ey", "I"},
    {"oo", "U"},
    {"ou", "U"},
    {"ck", "k"}
};

void add_latin(std::string& sounds, std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view single = "abkdefghijklmnubqrstufwsyz";
  for (std::size_t i = 0; i < text.size();) {
    const auto* const way = std::ranges::find_if(
        ways_of_two, [&](const Way& one) { return text.substr(i).starts_with(one.first); });
    if (way != std::end(ways_of_two)) {
      sounds += way->second;
      i += 2;
      continue;
    }
    const auto at = letters.find(text[i++]);
    if (at != letters.npos) sounds += single[at];
  }
}

std::string_view written_out(std::string_view name) {
  for (const std::string_view short_form : {"mohd", "md", "mhd", "muhd", "mohamd"}) {
    if (name == short_form) return "mohammed";
  }
  return name;
}

// Costs. What is not said is dear; what one script does not write is cheap.
struct Costs {
  std::array<std::array<float, 128>, 128> instead = {};  // [latin][arabic]
  std::array<float, 128> no_latin = {}, no_arabic = {};  // an Arabic sound, a Latin one left over
};

constexpr std::size_t sign(char c) {
  return static_cast<unsigned char>(c);
}

struct Other {
  std::string_view latin, arabic;
  float cost;
};
constexpr Other others[] = {
    {"d",     "VQZ", 0.05F},
    {"D",     "VQZ", 0    },
    {"D",     "dz",  0.3F },
    {"T",     "Z",   0.05F},
    {"T",     "QVt", 0.3F },
    {"z",     "QZV", 0.1F },
    {"s",     "T",   0.2F },
    {"t",     "T",   0.3F },
    {"z",     "s",   0.4F },
    {"t",     "E",   0.1F },
    {"g",     "q",   0.05F},
    {"g",     "Gj",  0.1F },
    {"g",     "k",   0.2F },
    {"k",     "q",   0.1F },
    {"q",     "k",   0.1F },
    {"G",     "q",   0.3F },
    {"k",     "x",   0.3F },
    {"S",     "j",   0.4F },
    {"h",     "E",   0    },
    {"aA",    "a3",  0    },
    {"eiuIU", "3",   0.03F},
    {"e",     "a",   0.04F},
    {"iI",    "a",   0.1F },
    {"uU",    "a",   0.3F },
    {"u",     "w",   0.04F},
    {"U",     "w",   0    },
    {"aA",    "wy",  0.3F },
    {"a",     "Y",   0.03F},
    {"A",     "Y",   0.05F},
    {"iI",    "yY",  0    },
    {"i",     "y",   0.04F},
    {"e",     "y",   0.15F},
    {"e",     "Y",   0.05F},
    {"y",     "Y",   0    },
    {"e",     "e",   0    },
    {"i",     "e",   0.04F},
    {"I",     "e",   0.2F },
    {"a",     "e",   0.15F},
    {"u",     "e",   0.2F },
    {"uU",    "yY",  0.35F},
    {"eiI",   "w",   0.35F},
    {"y",     "a",   0.3F },
    {"f",     "w",   0.3F },
};

constexpr Costs make_costs() {
  Costs costs;
  for (auto& row : costs.instead) row.fill(1.2F);
  costs.no_latin.fill(1);
  costs.no_arabic.fill(1);
  for (const char c : std::string_view("btjhxdrzsSGfqklmnwyT-"))
    costs.instead[sign(c)][sign(c)] = 0;
  for (const auto& other : others) {
    for (const char latin : other.latin) {
      for (const char arabic : other.arabic) costs.instead[sign(latin)][sign(arabic)] = other.cost;
    }
  }
  constexpr std::pair<char, float> arabic[] = {
      {'a', 0.25F},
      {'3', 0.1F },
      {'w', 0.35F},
      {'y', 0.3F },
      {'Y', 0.3F },
      {'h', 0.6F },
      {'E', 0.02F},
      {'e', 0.15F},
      {'-', 0.15F}
  };
  for (const auto& [sound, cost] : arabic) costs.no_latin[sign(sound)] = cost;
  constexpr std::pair<char, float> latin[] = {
      {'a', 0.03F},
      {'e', 0.08F},
      {'i', 0.08F},
      {'u', 0.08F},
      {'A', 0.2F },
      {'I', 0.25F},
      {'U', 0.25F},
      {'h', 0.6F },
      {'w', 0.6F },
      {'y', 0.3F },
      {'-', 0.15F}
  };
  for (const auto& [sound, cost] : latin) costs.no_arabic[sign(sound)] = cost;
  return costs;
}
constexpr Costs costs = make_costs();
constexpr float doubled = 0.02F, silent_h = 0.03F, first_vowel = 0.3F;
constexpr float second_vowel = 0.2F;  // Said, Saud: it stands for a letter

bool is_first(std::string_view sounds, std::size_t i) {
  return i == 0 || sounds[i - 1] == article;
}

// Twice, and no more often: nobody is called xxxx.
bool is_doubled(std::string_view sounds, std::size_t i) {
  return i > 0 && sounds[i] == sounds[i - 1] && (i == 1 || sounds[i - 2] != sounds[i]);
}

float cost_of_latin(std::string_view latin, std::size_t i) {
  if (is_doubled(latin, i) && !is_latin_vowel(latin[i])) return doubled;
  if (i > 0 && i + 1 == latin.size() && latin[i] == 'h' && is_latin_vowel(latin[i - 1])) {
    return silent_h;
  }
  if (is_first(latin, i) && is_latin_vowel(latin[i])) return first_vowel;
  if (i > 0 && is_one_of(latin[i], "iu") && is_latin_vowel(latin[i - 1])) return second_vowel;
  return costs.no_arabic[sign(latin[i])];
}

float cost_of_arabic(std::string_view arabic, std::size_t i) {
  if (is_doubled(arabic, i)) return doubled;
  if (is_first(arabic, i) && arabic[i] == 'a') return first_vowel;
  return costs.no_latin[sign(arabic[i])];
}

float weight(std::string_view sounds) {
  float sum = 0;
  for (const char c : sounds) {
    if (is_one_of(c, "-eE")) continue;
    sum += is_one_of(c, "iu") ? 0.2F : is_one_of(c, "awyY3AIU") ? 0.5F : 1;
  }
  return sum;
}

// The least cost, a row of the table at a time.
float least_cost(std::string_view latin, std::string_view arabic) {
  std::array<float, sounds_max + 2> row = {};
  for (std::size_t j = 0; j < arabic.size(); ++j) row[j + 1] = row[j] + cost_of_arabic(arabic, j);
  for (std::size_t i = 0; i < latin.size(); ++i) {
    const float left_over = cost_of_latin(latin, i);
    float diagonal = row[0];
    row[0] += left_over;
    for (std::size_t j = 0; j < arabic.size(); ++j) {
      const float both = diagonal + costs.instead[sign(latin[i])][sign(arabic[j])];
      diagonal = row[j + 1];
      row[j + 1] = std::min({both, diagonal + left_over, row[j] + cost_of_arabic(arabic, j)});
    }
  }
  return row[arabic.size()];
}

double likeness_of(std::string_view latin, std::string_view arabic) {
  const float whole = std::max(1.0F, (weight(latin) + weight(arabic)) / 2);
  return std::max(0.0, 1 - static_cast<double>(least_cost(latin, arabic) / whole));
}

std::string letters_apart(std::string_view latin) {
  std::string apart;
  for (const char c : latin) {
    const auto* const way = std::ranges::find_if(
        ways_of_two, [&](const Way& one) { return one.second[0] == c && is_one_of(c, "SDTxG"); });
    if (way != std::end(ways_of_two)) {
      apart += way->first;
    } else {
      apart += c;
    }
  }
  return apart.substr(0, sounds_max);
}

// What is said at the beginning of إلهام is no article, whatever it looks like.
std::string with_article_said(std::string_view sounds) {
  return ("al" + std::string(sounds.substr(1))).substr(0, sounds_max);
}

}  // namespace

std::string arabic_sounds(std::string_view folded) {
  std::string sounds = letters_to_sounds(folded);
  const bool is_house = folded.starts_with("آل");  // its first letter is no key letter
  if (is_house && sounds.size() >= 3) {
    sounds.replace(0, 1, 1, article);
  } else if (sounds.starts_with("al") && sounds.size() >= 5) {
    sounds.replace(0, 2, 1, article);
  } else if (sounds.starts_with("3bdal") && sounds.size() > 6) {
    sounds.erase(3, 1);
    drop_silent_l(sounds, 3);
  }
  mark_endings(sounds);
  drop_vowel_before_god(sounds, "allE");
  return sounds.substr(0, sounds_max);
}

std::string latin_sounds(std::string_view folded) {
  const auto name = written_out(folded);
  std::string sounds;
  const auto begins = latin_article(name);
  if (name.starts_with("abd") && name.size() > 6 && is_one_of(name[3], "aeiou")) {
    add_latin(sounds, "abd");
    add_latin(sounds, name.substr(4));
    drop_silent_l(sounds, 3);
  } else {
    if (!begins.empty()) sounds += article;
    add_latin(sounds, name.substr(begins.size()));
  }
  for (const std::string_view god : {"allah", "ullah", "illah", "ellah"}) {
    drop_vowel_before_god(sounds, god);
  }
  return sounds.substr(0, sounds_max);
}

std::string_view without_begun_article(std::string_view folded) {
  for (const std::string_view begun : {"ال", "al", "el"}) {
    if (folded.starts_with(begun) && folded.size() > begun.size())
      return folded.substr(begun.size());
  }
  return folded;
}

std::string sound_key(std::string_view sounds) {
  constexpr std::string_view from = "TDZVQzgqG";
  constexpr std::string_view into = "ddddddkkk";
  if (sounds.starts_with(article)) sounds.remove_prefix(1);
  std::string key;
  for (std::size_t i = 0; i < sounds.size(); ++i) {
    char c = sounds[i];
    const bool last = i + 1 == sounds.size();
    if (i == 0 && is_one_of(c, "aeiuAIU3")) {
      c = 'a';
    } else if (is_one_of(c, "aiuAIU3eEY") || (i > 0 && is_one_of(c, "wy")) || (last && c == 'h')) {
      continue;
    }
    if (const auto found = from.find(c); found != from.npos) c = into[found];
    if (key.empty() || key.back() != c) key += c;
  }
  return key;
}

double sound_likeness(std::string_view latin, std::string_view arabic) {
  if (latin.empty() || arabic.empty()) return 0;
  double best = likeness_of(latin, arabic);
  const auto apart = letters_apart(latin);  // وضحى: d and h, no dh
  if (best < 0.85 && apart != latin) best = std::max(best, likeness_of(apart, arabic));
  const bool here = latin.starts_with(article);
  const bool there = arabic.starts_with(article);
  if (here && !there) best = std::max(best, likeness_of(with_article_said(latin), arabic));
  if (there && !here) best = std::max(best, likeness_of(latin, with_article_said(arabic)));
  return best;
}

}  // namespace saudi
