#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parties/name_match.h"
#include "saudi/names.h"

namespace parties {

using Word = std::uint32_t;

struct AlikeWord {
  Word word = 0;
  float likeness = 0;  // alike_min … 1
  How how = How::similar;
};

// How like one typed part is to the words of the names: those that are alike, by word.
class AlikeWords {
 public:
  const std::vector<AlikeWord>& words() const { return words_; }
  const AlikeWord* find(Word word) const {
    const bool here = (among_[word / 64] >> (word % 64) & 1U) != 0;
    return here ? look_up(word) : nullptr;
  }

 private:
  friend class NameWords;
  const AlikeWord* look_up(Word word) const;

  std::vector<AlikeWord> words_;
  std::vector<std::uint64_t> among_;  // a bit a word
  std::size_t compared_ = 0;          // the words before it
};

// Every distinct part of the names in memory, once. What was typed is compared with each of them
// the first time only: officers type the same parts all day. Words are added by one at a time, and
// never while others read.
class NameWords {
 public:
  Word add(const saudi::NameToken& token);
  std::optional<Word> find(std::string_view plain) const;
  const saudi::NameToken& token(Word word) const { return words_[word]; }
  // `unfinished`: names that begin with it are alike too. From many threads.
  std::shared_ptr<const AlikeWords> alike_to(const saudi::NameToken& typed, bool unfinished) const;

  // Of a part that begins with what was typed, in the same script.
  static std::size_t letters_of_beginning(const saudi::NameToken& typed,
                                          const saudi::NameToken& name);

  static constexpr double alike_min = 0.8;  // below it two parts have nothing to do with each other

 private:
  void compare_new(AlikeWords& alike, const saudi::NameToken& typed, bool unfinished) const;

  std::vector<saudi::NameToken> words_;
  std::map<std::string, Word, std::less<>> word_of_;  // by the plain form
  mutable std::mutex mutex_;                          // of what follows
  mutable std::unordered_map<std::string, std::shared_ptr<const AlikeWords>> compared_;
};

}  // namespace parties
