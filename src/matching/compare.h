#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matching/person.h"
#include "saudi/names.h"

namespace matching {

// What a pair was compared by, and how it came out.
enum class Part : std::uint8_t {
  identity,
  given_name,
  other_names,  // father's, grandfather's
  family_name,
  birth,
  gender,
  phone,
  address
};
enum class Level : std::uint8_t {
  same,
  spelling,  // the same key, article or sound: ة/ه, الغامدي/غامدي, محمد/Mohammed
  typing,    // a slip of the hand
  near,      // of dates: two days where calendars disagree, a digit, day and month exchanged
  year,      // of dates: the year only
  missing,   // of names: one has parts that the other lacks
  differs
};
std::string_view name_of(Part part);
std::string_view name_of(Level level);

struct Evidence {
  Part part = Part::identity;
  Level level = Level::same;
  double bits = 0;  // log2(m/u): for (+) or against (-) one person

  bool operator==(const Evidence&) const = default;
};

enum class Verdict : std::uint8_t {
  different,  // by a rule: two valid numbers, other given names, or far too little
  possible,   // worth a look
  likely,
  same  // by a rule: the same valid number
};
std::string_view name_of(Verdict verdict);

// A comparison of two people: rules first (the same national or residence number: the same; two
// different ones: different, whatever the names; given names that are not alike: different), then
// the sum of the weights of what both have (I. P. Fellegi, A. B. Sunter, A theory for record
// linkage, JASA 64, 1969) with the frequency of each name in the register.
struct Comparison {
  Verdict verdict = Verdict::different;
  double probability = 0;  // that they are one person
  std::vector<Evidence> evidence;
};

inline constexpr double likely_min = 0.7, possible_min = 0.3;

// A word of names: its share is of the people who bear it, anywhere in the name.
struct Word {
  saudi::NameToken token;
  std::u16string letters;  // of the folded form, without the article: what a slip is measured by
  bool is_given = false;   // a given name common in the Kingdom
  double share = 0;        // 0 … 1
  std::int64_t bearers = 0;
};
Word make_word(saudi::NameToken token);
using Name = std::vector<const Word*>;  // the given name first

// The parts in the order given … family, also where the family was written first; at most eight.
std::vector<saudi::NameToken> ordered_name(std::string_view name);

// saudi::likeness; at least slip_likeness where one slip of the hand (a letter too many, too few,
// another or exchanged with the next) makes one of the other, unless both are known given names.
inline constexpr double slip_likeness = 0.86;
double likeness_of(const Word& a, const Word& b);
// The same, remembered by whoever compares many.
class Likeness {
 public:
  virtual ~Likeness() = default;
  virtual double of(const Word& a, const Word& b) = 0;
};

struct Side {
  const Name& name;
  const Person& person;  // its name is not read
};
// `people`: how many the register has; the more, the more of them agree by chance.
Comparison compare(const Side& a, const Side& b, std::int64_t people, Likeness& likeness);

}  // namespace matching
