#include "families.h"

#include <algorithm>
#include <map>
#include <random>

#include "base/text.h"
#include "names.h"
#include "saudi/hijri.h"

namespace bench {
namespace {

using matching::Birth;
using matching::Gender;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
  }
  bool happens(double share) { return static_cast<double>(random_() >> 11) * 0x1p-53 < share; }
  // Names are borne by few as seldom as by many: the k-th by 1/(k + 4) of them (Zipf, shifted).
  std::size_t by_rank(std::size_t count) {
    auto& sums = sums_[count];
    if (sums.empty()) {
      sums.reserve(count);
      double sum = 0;
      for (std::size_t k = 0; k < count; ++k)
        sums.push_back(sum += 1 / (static_cast<double>(k) + 4));
    }
    const double at = static_cast<double>(random_() >> 11) * 0x1p-53 * sums.back();
    return static_cast<std::size_t>(std::ranges::lower_bound(sums, at) - sums.begin());
  }
  std::mt19937_64& engine() { return random_; }

 private:
  std::mt19937_64 random_;
  std::map<std::size_t, std::vector<double>> sums_;
};

struct Family {
  std::string arabic, latin;
};

// The seventy, and those that are made of given names: السالم, آل سالم, بن سالم.
std::vector<Family> all_families() {
  std::vector<Family> families;
  families.reserve(family_names.size() + 3 * male_names.size());
  for (const auto& one : family_names)
    families.push_back({std::string(one.arabic), std::string(one.latin[0])});
  for (const auto& one : male_names) {
    const std::string arabic(one.arabic), latin(one.latin[0]);
    families.push_back({"ال" + arabic, "Al" + latin});
    families.push_back({"آل " + arabic, "Al " + latin});
    families.push_back({"بن " + arabic, "Bin " + latin});
  }
  return families;
}

struct Names {
  std::vector<const WrittenName*> given;  // one's own, the father's, the grandfather's
  Family family;
};

struct Human {
  Names names;
  Birth birth;
  Gender gender = Gender::male;
  std::uint64_t phone = 0, address = 0;
};

// Letters of the Arabic alphabet, for slips of the hand.
constexpr std::u32string_view letters = U"ابتثجحخدذرزسشصضطظعغفقكلمنهوي";

class Town {
 public:
  Town(std::uint64_t seed, const Errors& errors) : dice_(seed), errors_(errors) {}

  std::vector<Record> make(std::size_t count) {
    while (records_.size() < count) clan();
    records_.resize(count);
    std::ranges::shuffle(records_, dice_.engine());
    return std::move(records_);
  }

 private:
  const WrittenName* given(Gender gender) {
    return gender == Gender::male ? &male_names[dice_.by_rank(male_names.size())]
                                  : &female_names[dice_.by_rank(female_names.size())];
  }
  std::uint64_t phone() { return 500'000'000 + dice_.below(99'999'999); }
  Birth birth(int year) {
    const int month = dice_.between(1, 12), day = dice_.between(1, 28);
    Birth made{*make_date(year, month, day), dice_.happens(year < 1999 ? 0.7 : 0.2)};
    if (year < 1955 && dice_.happens(0.3)) {  // nobody wrote it down: 1 Rajab
      const auto hijri = *saudi::to_hijri(made.date);
      made = {*saudi::from_hijri({hijri.year, 7, 1}), true};
    }
    return made;
  }

  // A grandfather, his sons and their households.
  void clan() {
    const auto& family = families_[dice_.by_rank(families_.size())];
    Human elder;
    elder.names = {
        {given(Gender::male), given(Gender::male), given(Gender::male)},
        family
    };
    const int born = dice_.between(1930, 1965);
    settle(elder, born);
    put(elder);
    const int sons = dice_.between(1, 4);
    for (int i = 0; i < sons; ++i) {
      Human father;
      father.names = child_names(elder, Gender::male, {});
      settle(father, born + dice_.between(20, 40));
      household(father);
    }
  }
  void settle(Human& human, int born) {
    human.birth = birth(born);
    human.phone = phone();
    human.address = 1 + dice_.below(400'000'000);
  }
  Names child_names(const Human& father, Gender gender,
                    const std::vector<const WrittenName*>& taken) {
    const WrittenName* own = given(gender);
    while (std::ranges::find(taken, own) != taken.end()) own = given(gender);
    if (gender == Gender::male && taken.empty() && dice_.happens(0.25))
      own = father.names.given[1];  // the first grandson has the grandfather's name
    return {
        {own, father.names.given[0], father.names.given[1]},
        father.names.family
    };
  }
  void household(const Human& father) {
    put(father);
    Human mother = father;
    mother.gender = Gender::female;
    mother.names = {
        {given(Gender::female), given(Gender::male), given(Gender::male)},
        families_[dice_.by_rank(families_.size())]
    };
    const int born = parts(father.birth.date).year;
    mother.birth = birth(born + dice_.between(-2, 8));
    if (dice_.happens(0.6)) mother.phone = phone();
    put(mother);
    std::vector<const WrittenName*> taken;
    const int children = dice_.between(0, 6);
    Birth last;
    for (int i = 0; i < children; ++i) {
      Human child = father;
      child.gender = dice_.happens(0.5) ? Gender::male : Gender::female;
      child.names = child_names(father, child.gender, taken);
      taken.push_back(child.names.given[0]);
      const bool twin = i > 0 && dice_.happens(0.04);
      child.birth = twin ? last : birth(std::min(2025, born + 24 + 2 * i));
      last = child.birth;
      if (dice_.happens(0.35)) child.phone = phone();
      put(child);
    }
  }

  void put(const Human& human) {
    const auto who = ++people_;
    records_.push_back({who, first_record(human)});
    const bool again = dice_.happens(errors_.again);
    if (!again) return;
    records_.push_back({who, second_record(human)});
    if (dice_.happens(0.1)) records_.push_back({who, second_record(human)});
  }

  matching::Person first_record(const Human& human) {
    matching::Person person;
    for (const auto* one : human.names.given) person.name += std::string(one->arabic) + " ";
    person.name += human.names.family.arabic;
    person.birth = human.birth;
    person.gender = human.gender;
    person.phones = {human.phone};
    person.address = human.address;
    return person;
  }

  matching::Person second_record(const Human& human) {
    auto person = first_record(human);
    person.name = dice_.happens(errors_.latin) ? latin_name(human.names) : arabic_name(human.names);
    person.birth = second_birth(human.birth);
    if (dice_.happens(0.3)) person.gender = Gender::unknown;
    if (dice_.happens(errors_.phone_changed)) person.phones = {phone()};
    if (dice_.happens(errors_.phone_missing)) person.phones.clear();
    if (dice_.happens(errors_.address_changed)) person.address = 1 + dice_.below(400'000'000);
    if (dice_.happens(errors_.address_missing)) person.address = 0;
    return person;
  }

  std::optional<Birth> second_birth(Birth birth) {
    if (dice_.happens(errors_.birth_missing)) return std::nullopt;
    const auto day = parts(birth.date);
    if (dice_.happens(errors_.birth_exchanged) && day.day <= 12) {
      birth.date = *make_date(day.year, day.day, day.month);
      birth.hijri = false;
    } else if (dice_.happens(errors_.birth_digit)) {
      if (const auto other = make_date(day.year, day.month, day.day % 10 + 10)) birth.date = *other;
      birth.hijri = false;
    } else if (dice_.happens(errors_.other_calendar)) {
      birth.hijri = !birth.hijri;  // derived from another table: a day off before 1420 AH
      if (day.year < 1999) birth.date = birth.date + dice_.between(-1, 1);
    }
    return birth;
  }

  std::vector<std::string> kept_parts(const Names& names, const auto& write) {
    std::vector<std::string> parts;
    const std::size_t dropped =
        dice_.happens(errors_.dropped_part) ? 1 + dice_.below(2) : names.given.size();
    for (std::size_t i = 0; i < names.given.size(); ++i) {
      if (i != dropped) parts.push_back(write(*names.given[i]));
    }
    return parts;
  }
  std::string latin_name(const Names& names) {
    auto parts = kept_parts(names, [&](const WrittenName& one) {
      const auto ways = static_cast<std::size_t>(
          std::ranges::count_if(one.latin, [](std::string_view way) { return !way.empty(); }));
      return std::string(one.latin[dice_.below(ways)]);
    });
    parts.push_back(names.family.latin);
    return join(parts, " ");
  }
  std::string arabic_name(const Names& names) {
    auto parts = kept_parts(names, [](const WrittenName& one) { return std::string(one.arabic); });
    const bool keeps_family = parts.size() < 3 || !dice_.happens(errors_.dropped_family);
    if (dice_.happens(errors_.connector)) parts[1] = "بن " + parts[1];
    if (keeps_family) parts.push_back(names.family.arabic);
    if (keeps_family && dice_.happens(errors_.article) && parts.back().starts_with("ال"))
      parts.back().erase(0, std::string_view("ال").size());
    if (dice_.happens(errors_.typing)) slip(parts[dice_.below(parts.size())]);
    auto name = join(parts, " ");
    if (dice_.happens(errors_.spelling)) respell(name);
    return name;
  }
  static void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  }
  static void respell(std::string& name) {
    for (const std::string_view hamza : {"أ", "إ", "آل"})
      replace_all(name, hamza, hamza == "آل" ? "ال" : "ا");
    replace_all(name, "ة", "ه");
    replace_all(name, "ى", "ي");
    replace_all(name, "عبدال", "عبد ال");
  }
  void slip(std::string& part) {
    auto text = to_letters(part);
    const auto at = 1 + dice_.below(text.size() > 1 ? text.size() - 1 : 1);
    if (at >= text.size()) return;
    switch (dice_.below(4)) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, text[at]);
        break;
      case 2:
        text[at] = letters[dice_.below(letters.size())];
        break;
      default:
        if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
    }
    part = from_letters(text);
  }
  static std::u32string to_letters(std::string_view text) {
    std::u32string made;
    for (std::size_t i = 0; i < text.size();) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const bool two = byte >= 0xc0;
      made += two ? static_cast<char32_t>((byte & 0x1f) << 6 |
                                          (static_cast<unsigned char>(text[i + 1]) & 0x3f))
                  : static_cast<char32_t>(byte);
      i += two ? 2 : 1;
    }
    return made;
  }
  static std::string from_letters(std::u32string_view letters_of_it) {
    std::string made;
    for (const char32_t c : letters_of_it) {
      if (c < 0x80) {
        made += static_cast<char>(c);
      } else {
        made += static_cast<char>(0xc0 | (c >> 6));
        made += static_cast<char>(0x80 | (c & 0x3f));
      }
    }
    return made;
  }

  Dice dice_;
  Errors errors_;
  std::vector<Family> families_ = all_families();
  std::vector<Record> records_;
  std::uint32_t people_ = 0;
};

}  // namespace

std::vector<Record> make_families(std::size_t records, std::uint64_t seed, const Errors& errors) {
  return Town(seed, errors).make(records);
}

}  // namespace bench
