#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Personal names for finding and comparing (domain/saudi.md section 4). The name itself is kept as
// it was written; only these keys are folded.
namespace saudi {

// The normalisation key of any text: NFKC; invisible signs, tatweel and vowel marks dropped;
// Persian and Urdu letters, hamza seats, ta marbuta and alif maqsura folded; digits to ASCII; Latin
// letters small and without accents; white space single. "عَبْدُ الرحمٰن" -> "عبد الرحمن".
std::string fold_arabic(std::string_view text);

// One part of a name. Parts that belong together are one: عبد الله, أبو بكر, ضيف الله, آل زيد.
// Connectors (بن, بنت …) between given names are dropped; before a family name they belong to it.
struct NameToken {
  std::string plain;   // as written, without marks: أحمد and احمد differ
  std::string folded;  // the key; the house of (آل) stays apart from the article (ال)
  std::string code;    // for measuring: a byte a letter, letters that are confused share one
  std::string sounds;  // the same for measuring against the other script (saudi/sound.h)
  std::string sound;   // the skeleton of consonants, of one key in both scripts: "mhmd"
  bool latin = false;  // in Latin letters

  bool operator==(const NameToken&) const = default;
};
std::vector<NameToken> name_tokens(std::string_view name);
// The folded tokens with a space between: two spellings of one name have the same key.
std::string name_key(std::string_view name);

// A family name's key without its article, when enough is left of it; the whole otherwise.
std::string_view without_article(std::string_view folded_token);

// حسام ال…: more letters may make one part of it and the one before it, حسام الدين.
bool begins_faith(const NameToken& token);

bool is_given_name(std::string_view folded_token);  // of the names common in the Kingdom

// How alike a typed token is to others; measured against many, so prepared once.
// 1 the same as written; 0.99 the same key; less for a missing article, confused letters and typing
// errors (Jaro-Winkler over letter classes; an article that both have says nothing). Two different
// known given names, however near (محمد/أحمد, سعد/سعيد), are at most 0.7. Of two scripts the sound
// is compared, at most 0.94; a Latin name that another known given name is nearer to (Ahmed to
// أحمد) is at most 0.7 like محمد.
class TokenPattern {
 public:
  explicit TokenPattern(NameToken token);
  double likeness(const NameToken& other) const;

 private:
  double jaro_winkler(std::string_view code, std::size_t skipped) const;

  NameToken token_;
  std::string without_article_;
  bool given_ = false;
  std::uint64_t places_[256] = {};  // bit i: the letter stands at place i of the code
};
double likeness(const NameToken& a, const NameToken& b);

}  // namespace saudi
