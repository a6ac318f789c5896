#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "matching/compare.h"

namespace matching {

using Row = std::uint32_t;

struct Pair {
  Row a = 0, b = 0;  // a < b
  Comparison comparison;
};

// Many people to be compared, in memory: about 300 bytes each. Shares of names are those of who was
// added, unless they are set. Not thread-safe while people are added.
class Crowd {
 public:
  Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  ~Crowd();

  Row add(const Person& person);
  std::size_t size() const;

  // The same numbers as if this crowd were drawn from a register of `people`, of whom `bearers`
  // bear the word with this folded form: for a few candidates out of many.
  using Bearers = std::function<std::int64_t(const saudi::NameToken&)>;
  void weigh_as(std::int64_t people, const Bearers& bearers);

  Comparison compare(Row a, Row b) const;

  struct Search {
    int threads = 1;
    double probability_min = possible_min;
    std::function<void(double share)> progress = {};  // 0 … 1, from any thread
    std::function<bool()> is_stopped = {};
  };
  // Every pair that is worth a look, by row; nothing twice. Compares only who shares a key
  // (blocking): birth and a name, phone, two names and the family …; blocks that are too big to be
  // told apart are split by the year of birth, and left out beyond that.
  std::vector<Pair> find_pairs(const Search& search) const;

 private:
  struct State;
  class Pass;
  std::unique_ptr<State> state_;
};

}  // namespace matching
