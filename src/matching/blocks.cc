#include "matching/blocks.h"

#include <algorithm>

namespace matching {
namespace {

// FNV-1a, 64 bits: keys of one run, never stored.
class Mix {
 public:
  Mix& with(std::string_view text) {
    for (const char c : text) byte(static_cast<unsigned char>(c));
    byte(0xff);
    return *this;
  }
  Mix& with(std::uint64_t number) {
    for (int i = 0; i < 8; ++i) byte(static_cast<unsigned char>(number >> (8 * i)));
    return *this;
  }
  std::uint64_t key() const { return key_; }

 private:
  void byte(unsigned char c) { key_ = (key_ ^ c) * 1099511628211ULL; }

  std::uint64_t key_ = 14695981039346656037ULL;
};

// What the ways of writing one word share. A g stands for a ق, a غ or a ج (Gaber, جابر): here all
// are one, since keys only say who is compared.
std::string sound(const Word& word) {
  std::string sound = word.token.sound.empty() ? word.token.code : word.token.sound;
  std::ranges::replace(sound, 'j', 'k');
  return sound;
}

// Every two dates that lie no more than two days apart share a window.
void windows(Date date, const std::function<void(std::uint64_t)>& put) {
  constexpr std::int64_t width = 4, before_all = 1'000'000;
  const std::int64_t day = date.days + before_all;
  put(static_cast<std::uint64_t>(day / width * 2));
  put(static_cast<std::uint64_t>((day + 2) / width * 2 + 1));
}

using Put = std::function<void(std::uint64_t)>;

void by_birth(const Person& person, const Word& word, const Put& put) {
  if (!person.birth) return;
  windows(person.birth->date,
          [&](std::uint64_t window) { put(Mix().with(window).with(sound(word)).key()); });
}

void by_exchanged_birth(const Name& name, const Person& person, const Put& put) {
  if (!person.birth) return;
  const auto day = parts(person.birth->date);
  if (day.day > 12) return;
  const auto [less, more] = std::minmax(day.day, day.month);
  put(Mix().with(iso(*make_date(day.year, less, more))).with(sound(*name.front())).key());
}

void by_names(const Name& name, bool family, const Put& put) {
  const auto key = [&](const Word& a, const Word& b) {
    put(Mix().with(sound(*name.front())).with(sound(a)).with(sound(b)).key());
  };
  for (std::size_t i = 1; i + 1 < name.size(); ++i)
    family ? key(*name[i], *name.back()) : key(*name[i], *name[i + 1]);
}

}  // namespace

void block_keys(Block by, const Name& name, const Person& person, const Put& put) {
  if (name.empty()) return;
  const Word& given = *name.front();
  switch (by) {
    case Block::number:
      for (const auto& one : person.numbers) put(Mix().with(one.type).with(one.digest).key());
      return;
    case Block::phone:
      for (const auto phone : person.phones)
        put(Mix().with(phone).with(sound(given).substr(0, 1)).key());
      return;
    case Block::birth_and_given:
      return by_birth(person, given, put);
    case Block::birth_and_family:
      return by_birth(person, *name.back(), put);
    case Block::birth_exchanged:
      return by_exchanged_birth(name, person, put);
    case Block::given_other_family:
      return by_names(name, true, put);
    case Block::given_and_two:
      return by_names(name, false, put);
    case Block::address_and_given:
      if (person.address != 0) put(Mix().with(person.address).with(sound(given)).key());
      return;
  }
}

}  // namespace matching
