#include "matching/crowd.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>

#include "matching/blocks.h"

namespace matching {
namespace {

// Measured once for each pair of words of one search; the oldest goes where two meet.
class Remembered : public Likeness {
 public:
  double of(const Word& a, const Word& b) override {
    const Word* first = std::min(&a, &b);
    const Word* second = std::max(&a, &b);
    auto& place = places_[(reinterpret_cast<std::uintptr_t>(first) * 31 +
                           reinterpret_cast<std::uintptr_t>(second)) /
                          alignof(Word) % places_.size()];
    if (place.a != first || place.b != second)
      place = {first, second, likeness_of(*first, *second)};
    return place.likeness;
  }

 private:
  struct Place {
    const Word* a = nullptr;
    const Word* b = nullptr;
    double likeness = 0;
  };
  std::vector<Place> places_ = std::vector<Place>(1 << 15);
};

constexpr std::size_t block_max = 400;  // of a block that cannot be split any more

}  // namespace

struct Crowd::State {
  std::deque<Word> words;  // that never move
  std::unordered_map<std::string, Word*> word_of;
  std::vector<Name> names;
  std::vector<Person> people;
  std::int64_t weighed_as = 0;  // 0: as many as there are

  std::int64_t count() const {
    return weighed_as > 0 ? weighed_as : static_cast<std::int64_t>(people.size());
  }
  Word* word(saudi::NameToken token) {
    auto& place = word_of[token.plain + '/' + token.folded];  // ال حسين is not الحسين
    if (place == nullptr) place = &words.emplace_back(make_word(std::move(token)));
    return place;
  }
  // Shares are of all people: made when they are asked for.
  void share() {
    if (weighed_as > 0) return;
    for (auto& word : words)
      word.share = static_cast<double>(word.bearers) / static_cast<double>(people.size());
  }
  Comparison compare(Row a, Row b, Likeness& likeness) const {
    return matching::compare({names[a], people[a]}, {names[b], people[b]}, count(), likeness);
  }
};

Crowd::Crowd() : state_(std::make_unique<State>()) {}
Crowd::~Crowd() = default;

Row Crowd::add(const Person& person) {
  Name name;
  for (auto& token : ordered_name(person.name)) {
    Word* word = state_->word(std::move(token));
    if (std::ranges::find(name, word) == name.end()) ++word->bearers;
    name.push_back(word);
  }
  state_->names.push_back(std::move(name));
  state_->people.push_back(person);
  state_->people.back().name.clear();
  state_->people.back().name.shrink_to_fit();
  return static_cast<Row>(state_->people.size() - 1);
}

std::size_t Crowd::size() const {
  return state_->people.size();
}

void Crowd::weigh_as(std::int64_t people, const Bearers& bearers) {
  state_->weighed_as = std::max<std::int64_t>(people, 1);
  for (auto& word : state_->words) {
    word.bearers = std::max<std::int64_t>(bearers(word.token), 1);
    word.share = static_cast<double>(word.bearers) / static_cast<double>(state_->weighed_as);
  }
}

Comparison Crowd::compare(Row a, Row b) const {
  state_->share();
  Remembered likeness;
  return state_->compare(a, b, likeness);
}

namespace {

struct Keyed {
  std::uint64_t key = 0;
  Row row = 0;

  auto operator<=>(const Keyed&) const = default;
};

bool is_before(const Pair& a, const Pair& b) {
  return std::pair(a.a, a.b) < std::pair(b.a, b.b);
}
bool is_same(const Pair& a, const Pair& b) {
  return a.a == b.a && a.b == b.b;
}

}  // namespace

// One way of finding who may be whom: everybody's keys, sorted; blocks are shared out to threads.
class Crowd::Pass {
 public:
  Pass(const State& crowd, const Crowd::Search& search) : crowd_(crowd), search_(search) {}

  void collect(Block by) {
    keyed_.clear();
    for (Row row = 0; row < crowd_.people.size(); ++row)
      block_keys(by, crowd_.names[row], crowd_.people[row], [&](std::uint64_t key) {
        keyed_.push_back({key, row});
      });
    std::ranges::sort(keyed_);
    keyed_.erase(std::unique(keyed_.begin(), keyed_.end()), keyed_.end());
  }
  void find(std::vector<Pair>& found, double share_before, double share_after) {
    next_ = 0;
    const auto work = [&] {
      Remembered likeness;
      std::vector<Pair> mine;
      for (std::size_t from = next_.fetch_add(step); from < keyed_.size() && !is_stopped();
           from = next_.fetch_add(step)) {
        blocks_of(from, std::min(from + step, keyed_.size()), likeness, mine);
        const double done = static_cast<double>(from) / static_cast<double>(keyed_.size());
        if (search_.progress) search_.progress(share_before + (share_after - share_before) * done);
      }
      const std::lock_guard hold(mutex_);
      std::ranges::move(mine, std::back_inserter(found));
    };
    std::vector<std::thread> others;
    for (int i = 1; i < search_.threads; ++i) others.emplace_back(work);
    work();
    for (auto& other : others) other.join();
  }

 private:
  static constexpr std::size_t step = 4096;

  bool is_stopped() const { return search_.is_stopped && search_.is_stopped(); }

  // The blocks that begin in [from, to): the last may go on beyond.
  void blocks_of(std::size_t from, std::size_t to, Likeness& likeness, std::vector<Pair>& found) {
    while (from > 0 && from < to && keyed_[from].key == keyed_[from - 1].key) ++from;
    while (from < to) {
      std::size_t end = from + 1;
      while (end < keyed_.size() && keyed_[end].key == keyed_[from].key) ++end;
      block({keyed_.begin() + static_cast<std::ptrdiff_t>(from),
             keyed_.begin() + static_cast<std::ptrdiff_t>(end)},
            likeness, found);
      from = end;
    }
  }
  void block(std::span<const Keyed> rows, Likeness& likeness, std::vector<Pair>& found) {
    if (rows.size() < 2) return;
    if (rows.size() <= block_max) return compare_all(rows, likeness, found);
    std::map<int, std::vector<Keyed>> by_year;
    for (const auto& one : rows) {
      const auto& birth = crowd_.people[one.row].birth;
      by_year[birth ? parts(birth->date).year : 0].push_back(one);
    }
    for (const auto& [year, those] : by_year) {
      if (those.size() >= 2 && those.size() <= block_max) compare_all(those, likeness, found);
    }
  }
  void compare_all(std::span<const Keyed> rows, Likeness& likeness, std::vector<Pair>& found) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        auto comparison = crowd_.compare(rows[i].row, rows[j].row, likeness);
        if (comparison.verdict == Verdict::different ||
            comparison.probability < search_.probability_min)
          continue;
        found.push_back({rows[i].row, rows[j].row, std::move(comparison)});
      }
    }
  }

  const State& crowd_;
  const Crowd::Search& search_;
  std::vector<Keyed> keyed_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
};

std::vector<Pair> Crowd::find_pairs(const Search& search) const {
  state_->share();
  std::vector<Pair> found;
  Pass pass(*state_, search);
  for (int i = 0; i < block_count; ++i) {
    if (search.is_stopped && search.is_stopped()) break;
    pass.collect(static_cast<Block>(i));
    pass.find(found, static_cast<double>(i) / block_count,
              static_cast<double>(i + 1) / block_count);
    std::ranges::sort(found, is_before);
    found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
  }
  return found;
}

}  // namespace matching
