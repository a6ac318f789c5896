#include "matching/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "matching/weights.h"
#include "saudi/hijri.h"

namespace matching {
namespace {

constexpr double alike_min = 0.86;      // of two words: below it they are two names
constexpr double spelling_min = 0.955;  // of saudi::likeness: the same key, article or sound
constexpr std::size_t words_max = 8;
constexpr std::int64_t people_min = 100;  // a smaller register is one that only begins
constexpr int calendars_differ_days = 2;
constexpr Date calendars_agree_from{10'698};  // 1420-01-01 AH = 1999-04-17
// Two spellings that so many people bear are two names, however near they lie: a slip is rarer than
// a fiftieth of what it stands for.
constexpr std::int64_t borne_min = 5;
constexpr double slips_max = 0.02;

// Optimal string alignment of at most one: G. Navarro, A guided tour to approximate string
// matching, ACM Computing Surveys 33 (2001).
bool is_one_slip(std::u16string_view a, std::u16string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() < 3 || b.size() - a.size() > 1) return false;
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
  if (at == a.size() || a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

std::u16string letters_of(std::string_view folded) {
  std::u16string letters;
  for (std::size_t i = 0; i < folded.size();) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    const std::size_t more = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    char32_t letter = more == 0 ? byte : byte & (0x3fU >> more);
    for (std::size_t k = 1; k <= more && i + k < folded.size(); ++k)
      letter = letter << 6 | (static_cast<unsigned char>(folded[i + k]) & 0x3f);
    letters += static_cast<char16_t>(letter);
    i += more + 1;
  }
  return letters;
}

double log2_ratio(double m, double u) {
  return std::log2(m / u);
}

bool are_two_names(const Word& a, const Word& b) {
  const auto [fewer, more] = std::minmax(a.bearers, b.bearers);
  return fewer >= borne_min && static_cast<double>(fewer) > slips_max * static_cast<double>(more);
}

struct WordMatch {
  Level level = Level::differs;
  double bits = 0;
};

WordMatch match_words(const Word& a, const Word& b, Likeness& likeness) {
  const double alike = &a == &b ? 1 : likeness.of(a, b);
  if (alike < alike_min) return {};
  const double share =
      std::clamp(std::max(a.share, b.share), weights::share_min, weights::share_max);
  const double same = log2_ratio(weights::m_name_same, share);
  if (alike >= 0.98) return {Level::same, same};
  const bool other_script = a.token.latin != b.token.latin;
  if (alike >= spelling_min || other_script)
    return {Level::spelling, same - weights::spelling_less};
  if (are_two_names(a, b)) return {};
  return {Level::typing, std::max(0.5, same - weights::typing_less)};
}

// The best way to lay the parts after the given names beside each other, in order.
struct Alignment {
  std::array<std::array<double, words_max + 1>, words_max + 1> best{};
  std::array<std::array<WordMatch, words_max>, words_max> matches{};
};

Alignment align(const Name& a, const Name& b, Likeness& likeness) {
  Alignment laid;
  for (std::size_t i = a.size(); i-- > 1;) {
    for (std::size_t j = b.size(); j-- > 1;) {
      const auto match = laid.matches[i][j] = match_words(*a[i], *b[j], likeness);
      auto best = std::max(laid.best[i + 1][j], laid.best[i][j + 1]);
      if (match.level != Level::differs)
        best = std::max(best, match.bits + laid.best[i + 1][j + 1]);
      laid.best[i][j] = best;
    }
  }
  return laid;
}

void worsen(Evidence& evidence, Level level, double bits) {
  evidence.level = std::max(evidence.level, level);
  evidence.bits += bits;
}

// Parts that only one side has are dropped or added; where both have some, they contradict.
void compare_other_names(const Name& a, const Name& b, Likeness& likeness,
                         std::vector<Evidence>& evidence) {
  const auto laid = align(a, b, likeness);
  Evidence others{Part::other_names, Level::same, 0}, family{Part::family_name, Level::same, 0};
  bool has_others = false, has_family = false;
  std::size_t matched = 0;
  for (std::size_t i = 1, j = 1; i < a.size() && j < b.size();) {
    const auto& match = laid.matches[i][j];
    const double here = match.level == Level::differs ? -1 : match.bits + laid.best[i + 1][j + 1];
    if (match.level != Level::differs && here >= laid.best[i][j]) {
      const bool last = i + 1 == a.size() && j + 1 == b.size();
      worsen(last ? family : others, match.level, match.bits);
      (last ? has_family : has_others) = true;
      ++matched, ++i, ++j;
    } else if (laid.best[i + 1][j] >= laid.best[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  const auto left_a = a.size() - 1 - matched, left_b = b.size() - 1 - matched;
  auto both = static_cast<double>(std::min(left_a, left_b));
  if (both > 0 && !has_family) {
    worsen(family, Level::differs, weights::family_differs);
    has_family = true;
    --both;
  }
  if (both > 0) worsen(others, Level::differs, both * weights::name_differs);
  const auto missing = static_cast<double>(std::max(left_a, left_b) - std::min(left_a, left_b));
  if (missing > 0) worsen(others, Level::missing, missing * weights::name_missing);
  if (has_others || both > 0 || missing > 0) evidence.push_back(others);
  if (has_family) evidence.push_back(family);
}

// People who do not know it are given the first day of a year, or the middle: 1 Rajab.
bool is_placeholder(const Birth& birth) {
  const auto day = parts(birth.date);
  if (!birth.hijri) return day.month == 1 && day.day == 1;
  const auto hijri = saudi::to_hijri(birth.date);
  return hijri && hijri->day == 1 && (hijri->month == 1 || hijri->month == 7);
}

int digits_apart(int a, int b) {
  int apart = 0;
  for (; a > 0 || b > 0; a /= 10, b /= 10) apart += a % 10 != b % 10 ? 1 : 0;
  return apart;
}

// Day and month exchanged, or one of the numbers wrong by a digit.
bool is_slip(const YearMonthDay& a, const YearMonthDay& b) {
  if (a.year == b.year && a.month == b.day && a.day == b.month) return true;
  if (a.month == b.month && a.day == b.day) return digits_apart(a.year, b.year) == 1;
  if (a.year != b.year) return false;
  if (a.month == b.month) return digits_apart(a.day, b.day) == 1;
  return a.day == b.day && digits_apart(a.month, b.month) == 1;
}

YearMonthDay printed(const Birth& birth) {
  const auto hijri = birth.hijri ? saudi::to_hijri(birth.date) : std::nullopt;
  return hijri ? YearMonthDay{hijri->year, hijri->month, hijri->day} : parts(birth.date);
}

bool calendars_disagree(const Birth& a, const Birth& b) {
  return std::abs(a.date - b.date) <= calendars_differ_days && (a.hijri || b.hijri) &&
         std::min(a.date, b.date) < calendars_agree_from;
}

Evidence compare_births(const Birth& a, const Birth& b) {
  const auto weigh = [](Level level, double m, double u) {
    return Evidence{Part::birth, level, log2_ratio(m, u)};
  };
  if (a.date == b.date && (is_placeholder(a) || is_placeholder(b)))
    return weigh(Level::same, weights::m_birth_same, 1 / weights::years_of_birth);
  if (a.date == b.date)
    return weigh(Level::same, weights::m_birth_same, 1 / weights::days_of_birth);
  if (calendars_disagree(a, b)) {
    const double days = 2 * calendars_differ_days + 1;
    return weigh(Level::near, weights::m_birth_same, days / weights::days_of_birth);
  }
  const bool both_hijri = a.hijri && b.hijri;
  if (is_slip(parts(a.date), parts(b.date)) || (both_hijri && is_slip(printed(a), printed(b))))
    return weigh(Level::near, weights::m_birth_near, weights::near_ways / weights::days_of_birth);
  if (parts(a.date).year == parts(b.date).year)
    return weigh(Level::year, weights::m_birth_year, 1 / weights::years_of_birth);
  const int years = std::abs(a.date - b.date) / 365;
  return weigh(
      Level::differs,
      years < weights::generation_years ? weights::m_birth_far : weights::m_birth_generation, 1);
}

bool share_one(const std::vector<Digest>& a, const std::vector<Digest>& b) {
  return std::ranges::any_of(a, [&](Digest one) { return std::ranges::find(b, one) != b.end(); });
}

// A citizen's and a resident's number never change; other documents are renewed under new ones.
bool never_changes(std::string_view type) {
  return type == "NAT" || type == "IQA";
}

void compare_numbers(const Person& a, const Person& b, std::vector<Evidence>& evidence) {
  for (const auto& one : a.numbers) {
    for (const auto& other : b.numbers) {
      if (one.type != other.type) continue;
      if (one.digest == other.digest) {
        evidence.push_back({Part::identity, Level::same, weights::other_document_same});
        return;
      }
      if (never_changes(one.type)) evidence.push_back({Part::identity, Level::differs, 0});
    }
  }
}

// What sharing one thing says against chance, in a register of so many.
double shared_bits(double m, std::int64_t people) {
  return std::log2(m * static_cast<double>(people));
}

void compare_facts(const Person& a, const Person& b, std::int64_t people,
                   std::vector<Evidence>& evidence) {
  const auto add = [&](Part part, bool agree, double same, double differ) {
    evidence.push_back({part, agree ? Level::same : Level::differs, agree ? same : differ});
  };
  if (a.birth && b.birth) evidence.push_back(compare_births(*a.birth, *b.birth));
  if (a.gender != Gender::unknown && b.gender != Gender::unknown)
    add(Part::gender, a.gender == b.gender, weights::gender_same, weights::gender_differs);
  const bool one_phone = share_one(a.phones, b.phones);
  if (!a.phones.empty() && !b.phones.empty())
    add(Part::phone, one_phone, shared_bits(weights::m_phone_same, people), weights::phone_differs);
  if (a.address != 0 && b.address != 0)
    add(Part::address, a.address == b.address,
        one_phone ? weights::second_of_household : shared_bits(weights::m_address_same, people),
        weights::address_differs);
}

Comparison decided(Verdict verdict, std::vector<Evidence> evidence) {
  return {verdict, verdict == Verdict::same ? 1.0 : 0.0, std::move(evidence)};
}

Level level_of(const std::vector<Evidence>& evidence, Part part) {
  const auto at = std::ranges::find(evidence, part, &Evidence::part);
  return at == evidence.end() ? Level::missing : at->level;
}

// Brothers and sisters share all but the given name: a slip in it is believed only where nothing
// tells two people apart.
bool are_siblings(const std::vector<Evidence>& evidence) {
  if (level_of(evidence, Part::given_name) != Level::typing) return false;
  const auto birth = level_of(evidence, Part::birth);
  return birth == Level::differs || birth == Level::year ||
         level_of(evidence, Part::gender) == Level::differs;
}

// Against two others: two people of the register, and two of one household.
double probability_of(const std::vector<Evidence>& evidence, std::int64_t people) {
  double chance = std::log2(weights::matches_per_person / static_cast<double>(people));
  double household = std::log2(weights::matches_per_person / weights::people_of_household);
  const bool one_father = level_of(evidence, Part::other_names) < Level::missing;
  const double given_bits =
      log2_ratio(weights::m_name_same, one_father ? weights::given_and_father_shared
                                                  : weights::given_shared_in_household);
  for (const auto& one : evidence) {
    chance += one.bits;
    const bool differs = one.level == Level::differs;
    switch (one.part) {
      case Part::given_name:
        household += given_bits;
        if (one.level == Level::typing) household -= weights::typing_less;
        break;
      case Part::other_names:
      case Part::family_name:
        household += std::min(0.0, one.bits);
        break;
      case Part::phone:
        household += differs ? -weights::phone_in_household : weights::phone_in_household;
        break;
      case Part::address:
        if (differs) household += weights::address_differs_in_household;
        break;
      default:
        household += one.bits;
    }
  }
  return 1 / (1 + std::exp2(-chance) + std::exp2(-household));
}

bool is_article_first(const std::vector<saudi::NameToken>& tokens) {
  if (tokens.size() < 2) return false;
  const auto& first = tokens.front().folded;
  return saudi::without_article(first) != first && !saudi::is_given_name(first) &&
         saudi::is_given_name(tokens[1].folded);
}

}  // namespace

Word make_word(saudi::NameToken token) {
  Word word{.token = std::move(token), .letters = {}};
  word.letters = letters_of(saudi::without_article(word.token.folded));
  word.is_given = saudi::is_given_name(word.token.folded);
  return word;
}

double likeness_of(const Word& a, const Word& b) {
  const double alike = saudi::likeness(a.token, b.token);
  if (alike >= slip_likeness || (a.is_given && b.is_given)) return alike;
  return is_one_slip(a.letters, b.letters) ? slip_likeness : alike;
}

std::vector<saudi::NameToken> ordered_name(std::string_view name) {
  auto tokens = saudi::name_tokens(name);
  if (is_article_first(tokens)) std::rotate(tokens.begin(), tokens.begin() + 1, tokens.end());
  if (tokens.size() > words_max) tokens.resize(words_max);
  return tokens;
}

Comparison compare(const Side& a, const Side& b, std::int64_t people, Likeness& likeness) {
  std::vector<Evidence> evidence;
  evidence.reserve(8);
  compare_numbers(a.person, b.person, evidence);
  const auto identity = evidence.empty() ? Level::missing : evidence.front().level;
  if (identity == Level::differs) return decided(Verdict::different, std::move(evidence));
  if (a.name.empty() || b.name.empty()) return decided(Verdict::different, std::move(evidence));
  const auto given = match_words(*a.name.front(), *b.name.front(), likeness);
  evidence.push_back({Part::given_name, given.level, given.bits});
  const bool is_one_number =
      identity == Level::same && std::ranges::any_of(a.person.numbers, [&](const Number& one) {
        return never_changes(one.type) &&
               std::ranges::any_of(b.person.numbers, [&](const Number& other) {
                 return other.type == one.type && other.digest == one.digest;
               });
      });
  if (given.level == Level::differs && !is_one_number)
    return decided(Verdict::different, std::move(evidence));
  people = std::max<std::int64_t>(people, people_min);
  compare_other_names(a.name, b.name, likeness, evidence);
  compare_facts(a.person, b.person, people, evidence);
  if (is_one_number) return decided(Verdict::same, std::move(evidence));
  if (are_siblings(evidence)) return decided(Verdict::different, std::move(evidence));
  const double probability = probability_of(evidence, people);
  const auto verdict = probability >= likely_min     ? Verdict::likely
                       : probability >= possible_min ? Verdict::possible
                                                     : Verdict::different;
  return {verdict, probability, std::move(evidence)};
}

std::string_view name_of(Part part) {
  constexpr std::array<std::string_view, 8> names = {"identity",    "given_name", "other_names",
                                                     "family_name", "birth",      "gender",
                                                     "phone",       "address"};
  return names.at(static_cast<std::size_t>(part));
}

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 7> names = {"same", "spelling", "typing", "near",
                                                     "year", "missing",  "differs"};
  return names.at(static_cast<std::size_t>(level));
}

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, 4> names = {"different", "possible", "likely", "same"};
  return names.at(static_cast<std::size_t>(verdict));
}

}  // namespace matching
