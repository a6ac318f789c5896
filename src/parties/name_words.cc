#include "parties/name_words.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "saudi/sound.h"

namespace parties {
namespace {

constexpr std::size_t kept_max = 2000;        // typed parts whose likeness is kept
constexpr double spelling_min = 0.955;        // above it is the same name, written otherwise
constexpr double sure_min = 0.9;              // from here on it is no mere beginning
constexpr double begins = 0.82, whole = 0.1;  // a beginning, and what a longer one adds
constexpr std::size_t letters_min = 2;        // of a beginning in the other script

double as_beginning(std::string_view typed, std::string_view name) {
  return begins + whole * static_cast<double>(typed.size()) / static_cast<double>(name.size());
}

// The consonants that a beginning may stand for in the other script, each way of reading it: as far
// as it goes, since a last h may be said or not while more may follow (Moh); with and without an
// article that is not long enough to be told yet (Algh).
std::vector<std::string> sounds_begun(const saudi::NameToken& typed) {
  if (length(typed.folded) < letters_min) return {};
  std::vector<std::string> begun = {saudi::sound_key(typed.sounds + "a"), typed.sound};
  const auto bare = saudi::without_begun_article(typed.folded);
  if (bare.size() < typed.folded.size()) {
    const auto sounds = typed.latin ? saudi::latin_sounds(bare) : saudi::arabic_sounds(bare);
    begun.push_back(saudi::sound_key(sounds + "a"));
  }
  std::erase(begun, "");
  return begun;
}

std::optional<double> beginning(const saudi::NameToken& typed,
                                const std::vector<std::string>& sounds,
                                const saudi::NameToken& name) {
  if (typed.latin != name.latin) {
    for (const auto& sound : sounds) {
      if (name.sound.starts_with(sound)) return as_beginning(sound, name.sound) - 0.02;
    }
    return std::nullopt;
  }
  if (name.folded.starts_with(typed.folded)) return as_beginning(typed.folded, name.folded);
  const auto bare = saudi::without_begun_article(name.folded);
  if (bare.starts_with(typed.folded)) return as_beginning(typed.folded, bare) - 0.01;
  return std::nullopt;
}

How how_alike(const saudi::NameToken& typed, const saudi::NameToken& name, double likeness) {
  if (typed.latin != name.latin) return How::script;
  if (likeness >= 1) return How::same;
  return typed.code == name.code || likeness > spelling_min ? How::spelling : How::similar;
}

// Three consonants more or less in the other script are never alike.
bool may_sound_alike(const saudi::NameToken& typed, const saudi::NameToken& name) {
  return typed.sound.size() < name.sound.size() + 3 && name.sound.size() < typed.sound.size() + 3;
}

}  // namespace

std::size_t NameWords::letters_of_beginning(const saudi::NameToken& typed,
                                            const saudi::NameToken& name) {
  const auto letters = length(typed.folded);
  if (name.folded.starts_with(typed.folded)) return letters;
  return letters + length(name.folded) - length(saudi::without_begun_article(name.folded));
}

NameWords::Letters::Letters(std::string_view code) : count(static_cast<int>(code.size())) {
  for (const char c : code) which |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 64);
}

// c letters in common of m and n: Jaro's likeness is at most (c/m + c/n + 1) / 3, Winkler's nearer
// to 1 by four tenths of what is missing. For alike_min, c/m + c/n is at least 1.
bool NameWords::Letters::may_be_alike(const Letters& other) const {
  const int common = std::min(count - std::popcount(which & ~other.which),
                              other.count - std::popcount(other.which & ~which));
  return common * (count + other.count) >= count * other.count;
}

// One spelling may be two parts: ال زيد is the house of Zaid, الزيد a family by its article.
std::string NameWords::key_of(const saudi::NameToken& token) {
  return token.plain + '\n' + token.folded;
}

Word NameWords::add(const saudi::NameToken& token) {
  auto key = key_of(token);
  const auto known = word_of_.find(key);
  if (known != word_of_.end()) return known->second;
  words_.push_back(token);
  letters_.emplace_back(token.code);
  const auto made = static_cast<Word>(words_.size() - 1);
  word_of_.emplace(std::move(key), made);
  return made;
}

std::optional<Word> NameWords::find(const saudi::NameToken& token) const {
  const auto known = word_of_.find(key_of(token));
  return known == word_of_.end() ? std::nullopt : std::optional(known->second);
}

void NameWords::compare_new(AlikeWords& alike, const saudi::NameToken& typed,
                            bool unfinished) const {
  const saudi::TokenPattern pattern(typed);
  const auto sounds = sounds_begun(typed);
  const Letters letters(typed.code);
  alike.among_.resize((words_.size() + 63) / 64);
  for (auto at = alike.compared_; at < words_.size(); ++at) {
    auto& among = alike.among_[at / 64];
    if (at % 64 == 0) among.before = static_cast<std::uint32_t>(alike.by_word_.size());
    const auto& name = words_[at];
    const bool may_be = typed.latin == name.latin ? letters.may_be_alike(letters_[at])
                                                  : may_sound_alike(typed, name);
    double likeness = may_be ? pattern.likeness(name) : 0;
    How how = how_alike(typed, name, likeness);
    const auto begun = unfinished ? beginning(typed, sounds, name) : std::nullopt;
    if (begun && (how == How::similar || (how == How::script && likeness < sure_min))) {
      likeness = std::max(likeness, *begun);
      how = How::beginning;
    }
    if (likeness < alike_min) continue;
    alike.by_word_.push_back({static_cast<Word>(at), static_cast<float>(likeness), how});
    among.bits |= std::uint64_t{1} << (at % 64);
  }
  alike.compared_ = words_.size();
  alike.by_likeness_ = alike.by_word_;
  std::ranges::stable_sort(alike.by_likeness_, std::ranges::greater{}, &AlikeWord::likeness);
}

std::shared_ptr<const AlikeWords> NameWords::alike_to(const saudi::NameToken& typed,
                                                      bool unfinished) const {
  const auto key = key_of(typed) + (unfinished ? "*" : "");
  std::shared_ptr<const AlikeWords> known;
  {
    const std::lock_guard hold(mutex_);
    if (const auto found = compared_.find(key); found != compared_.end()) known = found->second;
  }
  if (known && known->compared_ == words_.size()) return known;
  auto alike = known ? std::make_shared<AlikeWords>(*known) : std::make_shared<AlikeWords>();
  compare_new(*alike, typed, unfinished);
  const std::lock_guard hold(mutex_);
  if (compared_.size() >= kept_max) compared_.clear();
  compared_[key] = alike;
  return alike;
}

}  // namespace parties
