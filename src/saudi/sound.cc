#include "saudi/sound.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "saudi/sound_signs.h"

namespace saudi {
namespace {

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

// شمس الدين, Shamsuddin, Shams Aldin: the article before the faith, however it is said.
void drop_article_before_faith(std::string& sounds) {
  for (const std::string_view faith : {"dyn", "din", "dIn"}) {
    if (!sounds.ends_with(faith) || sounds.size() < faith.size() + 4) continue;
    const auto at = sounds.size() - faith.size() - 2;
    if (is_one_of(sounds[at], "aeiuA") && is_one_of(sounds[at + 1], "ld")) sounds.erase(at, 2);
    return;
  }
}

// Two vowels that meet before the article are said as one: أبو الخير, ذو الفقار.
void join_to_article(std::string& sounds, std::string_view written, std::string_view said) {
  if (sounds.starts_with(written)) sounds.replace(0, written.size(), said);
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
  // Alalsheikh, آل الشيخ; but of Alalawi the second is its own.
  if (name.starts_with("alal") && name.size() >= 8 && is_one_of(name[4], "sdtznr")) return "alal";
  if (name.starts_with("bin") && name.size() >= 8 && !is_one_of(name[3], "aeiouy")) return "bin";
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

}  // namespace

std::string arabic_sounds(std::string_view folded) {
  std::string sounds = letters_to_sounds(folded);
  const bool is_house = folded.starts_with("آل");  // its first letter is no key letter
  if (is_house && sounds.size() >= 3) {
    sounds.replace(0, sounds.starts_with("lal") && sounds.size() > 4 ? 3 : 1, 1, article);
  } else if (sounds.starts_with("al") && sounds.size() >= 5) {
    sounds.replace(0, 2, 1, article);
  } else if (sounds.starts_with("3bdal") && sounds.size() > 6) {
    sounds.erase(3, 1);
    drop_silent_l(sounds, 3);
  }
  join_to_article(sounds, "abwal", "abal");
  join_to_article(sounds, "Zwal", "Zwl");
  mark_endings(sounds);
  drop_vowel_before_god(sounds, "allE");
  drop_article_before_faith(sounds);
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
  drop_article_before_faith(sounds);
  return sounds.substr(0, sounds_max);
}

std::string as_with_article(std::string sounds) {
  if (!sounds.starts_with(article)) sounds.insert(0, 1, article);
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

}  // namespace saudi
