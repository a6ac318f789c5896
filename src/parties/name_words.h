#pragma once

#include <bit>
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

// How like one typed part is to the words of the names: those that are alike.
class AlikeWords {
 public:
  const std::vector<AlikeWord>& words() const { return by_likeness_; }  // the most alike first
  const AlikeWord* find(Word word) const {
    const auto& [bits, before] = among_[word / 64];
    const std::uint64_t bit = std::uint64_t{1} << (word % 64);
    if ((bits & bit) == 0) return nullptr;
    return &by_word_[before + static_cast<std::size_t>(std::popcount(bits & (bit - 1)))];
  }

 private:
  friend class NameWords;
  struct Some {
    std::uint64_t bits = 0;    // a bit a word
    std::uint32_t before = 0;  // so many of those alike come before them
  };

  std::vector<AlikeWord> by_word_, by_likeness_;
  std::vector<Some> among_;
  std::size_t compared_ = 0;  // the words before it
};

// Every distinct part of the names in memory, once. What was typed is compared with each of them
// the first time only: officers type the same parts all day. Words are added by one at a time, and
// never while others read.
class NameWords {
 public:
  Word add(const saudi::NameToken& token);
  std::optional<Word> find(const saudi::NameToken& token) const;
  const saudi::NameToken& token(Word word) const { return words_[word]; }
  // `unfinished`: names that begin with it are alike too. From many threads.
  std::shared_ptr<const AlikeWords> alike_to(const saudi::NameToken& typed, bool unfinished) const;

  // Of a part that begins with what was typed, in the same script.
  static std::size_t letters_of_beginning(const saudi::NameToken& typed,
                                          const saudi::NameToken& name);

  // Which letters the code of a word has, to see at once that two have too few in common.
  struct Letters {
    std::uint64_t which = 0;
    int count = 0;
    explicit Letters(std::string_view code);
    bool may_be_alike(const Letters& other) const;
  };

  static constexpr double alike_min = 0.8;  // below it two parts have nothing to do with each other

 private:
  static std::string key_of(const saudi::NameToken& token);
  void compare_new(AlikeWords& alike, const saudi::NameToken& typed, bool unfinished) const;

  std::vector<saudi::NameToken> words_;
  std::vector<Letters> letters_;                      // of the words
  std::map<std::string, Word, std::less<>> word_of_;  // by the plain form and the key
  mutable std::mutex mutex_;                          // of what follows
  mutable std::unordered_map<std::string, std::shared_ptr<const AlikeWords>> compared_;
};

}  // namespace parties
