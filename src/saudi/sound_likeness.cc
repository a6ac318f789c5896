#include <algorithm>
#include <array>

#include "saudi/sound.h"
#include "saudi/sound_signs.h"

namespace saudi {
namespace {

bool is_latin_vowel(char c) {
  return is_one_of(c, "aeiuAIU");
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
constexpr float hamza_vowel = 0.05F;  // Osama, Um: the alif bears whichever vowel
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

float cost_of_both(std::string_view latin, std::size_t i, std::string_view arabic, std::size_t j) {
  const float cost = costs.instead[sign(latin[i])][sign(arabic[j])];
  const bool hamza = arabic[j] == 'a' && is_latin_vowel(latin[i]) && i == 0 && j == 0;
  return hamza ? std::min(cost, hamza_vowel) : cost;
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
      const float both = diagonal + cost_of_both(latin, i, arabic, j);
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
