#include "parties/name_search.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/text.h"

namespace parties {
namespace {

constexpr double out_of_order = 0.95;  // a token that is there, but not where it was typed
constexpr double first_weight = 1.5;   // siblings share everything but the first name
constexpr double rounding = 1e-10;     // of scores that are added up in another order
constexpr double looked_at = 2'000;    // rows at a time, more or less

struct Scored {
  double score = 0;
  std::size_t left_over = 0;  // tokens of the name that were not typed
  Row row = 0;
};

bool comes_before(const NameTable& table, const Scored& a, const Scored& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.left_over != b.left_over) return a.left_over < b.left_over;
  if (table.order(a.row) != table.order(b.row)) return table.order(a.row) < table.order(b.row);
  return table.party(a.row) < table.party(b.row);
}

// The best so far: a heap whose front is the worst of them.
class Best {
 public:
  Best(const NameTable& table, std::size_t limit) : table_(table), limit_(limit) {}

  void add(const Scored& scored) {
    const auto before = [this](const Scored& a, const Scored& b) {
      return comes_before(table_, a, b);
    };
    if (is_full()) {
      if (limit_ == 0 || !before(scored, best_.front())) return;
      std::ranges::pop_heap(best_, before);
      best_.pop_back();
    }
    best_.push_back(scored);
    std::ranges::push_heap(best_, before);
  }
  bool is_full() const { return best_.size() >= limit_; }
  bool is_all_above(double score) const {
    return is_full() && (best_.empty() || best_.front().score > score + rounding);
  }
  // Nobody of at most `score`, with so much left over and no lower order, comes among them.
  bool is_settled(double score, std::size_t left_over, std::uint64_t order) const {
    if (!is_full() || best_.empty()) return is_full();
    const auto& worst = best_.front();
    if (worst.score < score - rounding) return false;
    if (worst.score > score + rounding || worst.left_over != left_over)
      return worst.score > score + rounding || worst.left_over < left_over;
    return table_.order(worst.row) < order;
  }
  std::vector<Scored> in_order() && {
    std::ranges::sort_heap(
        best_, [this](const Scored& a, const Scored& b) { return comes_before(table_, a, b); });
    return std::move(best_);
  }

 private:
  const NameTable& table_;
  std::size_t limit_;
  std::vector<Scored> best_;
};

// A typed token, and the rows that have a word as like to it as was asked for so far.
struct Sharing {
  std::shared_ptr<const AlikeWords> alike;
  double weight = 1;
  std::size_t taken = 0;  // of the alike words, the most alike first
  Rows rows;

  double top() const { return alike->words().empty() ? 0 : next(0); }
  double next(std::size_t at) const { return static_cast<double>(alike->words()[at].likeness); }
  bool is_whole() const { return taken == alike->words().size(); }
  // How many have such words, about.
  double count_down_to(const NameTable& table, double likeness) const {
    double count = 0;
    for (std::size_t at = 0; at < alike->words().size() && next(at) >= likeness - rounding; ++at)
      count += static_cast<double>(table.bearers(alike->words()[at].word).rows().size());
    return count;
  }
  void take_down_to(const NameTable& table, double likeness) {
    rows.resize(table.words_in_set());
    for (; !is_whole() && next(taken) >= likeness - rounding; ++taken)
      table.bearers(alike->words()[taken].word).add_to(rows);
  }
};

// Who shares what was typed is looked at from the best downwards: first those who may reach the
// best score that there can be, then a little less, and so on, until those found are better than
// whoever is left can be. Nobody is missed.
class Search {
 public:
  Search(const NameTable& table, const std::vector<saudi::NameToken>& typed, std::size_t limit)
      : table_(table), best_(table, limit) {
    for (const auto& token : typed) {
      const bool unfinished = &token == &typed.back();
      Sharing one;
      one.alike = table.words().alike_to(token, unfinished);
      if (typed_.empty() && typed.size() > 1) one.weight = first_weight;
      whole_ += one.weight;
      typed_.push_back(std::move(one));
    }
    for (auto& one : typed_) {
      if (one.top() > 0) known_.push_back(&one);
    }
    may_lack_ = typed_.size() >= 3 ? 1 : 0;
    first_after_ = table.first_in_block();
    for (std::size_t block = first_after_.size(); block-- > 1;)
      first_after_[block - 1] = std::min(first_after_[block - 1], first_after_[block]);
  }

  std::vector<Scored> run() {
    const std::size_t lacking = typed_.size() - known_.size();
    if (known_.empty() || lacking > may_lack_) return {};
    may_lack_ -= lacking;
    find_those_who_have_all();
    if (may_lack_ > 0 && !best_.is_all_above(score_without_one())) find_those_who_lack_one();
    return std::move(best_).in_order();
  }

  std::vector<MatchedPart> explain(const std::vector<saudi::NameToken>& tokens, Row row) const;

 private:
  // Rows of one word of a set.
  struct Some {
    std::size_t at = 0;
    std::uint64_t rows = 0;
  };

  double highest() const {
    double sum = 0;
    for (const auto* one : known_) sum += one->weight * one->top();
    return sum / whole_;
  }
  double score_without_one() const {
    double least = whole_;
    for (const auto* one : known_) least = std::min(least, one->weight * one->top());
    return highest() - least / whole_;
  }
  // Of those who have a word for each token, the highest that any can reach who were not looked at.
  double highest_left() const {
    double left = -1;
    for (const auto* one : known_) {
      if (one->is_whole()) continue;
      const double lost = one->weight * (one->top() - one->next(one->taken));
      left = std::max(left, highest() - lost / whole_);
    }
    return left;
  }

  // How alike a token is at least to the name of who may reach a score.
  double least_for(double score, const Sharing& one) const {
    return one.top() - (highest() - score) * whole_ / one.weight;
  }
  // As low a score as leaves not too many to look at, were the words of names drawn one by one.
  double next_target(double bound) const {
    double target = bound;
    const auto all = static_cast<double>(table_.size());
    for (double step = 0.005; step < 0.5; step *= 2) {
      double rows = all;
      for (const auto* one : known_)
        rows *= one->count_down_to(table_, least_for(bound - step, *one)) / all;
      if (rows > looked_at) break;
      target = bound - step;
    }
    return target;
  }

  void find_those_who_have_all() {
    const std::size_t size = table_.words_in_set();
    seen_.assign(size, 0);
    double bound = highest();
    while (bound >= 0 && !best_.is_all_above(bound)) {
      const double target = next_target(bound);
      for (auto* one : known_) one->take_down_to(table_, least_for(target, *one));
      std::vector<Some> some;
      for (std::size_t i = 0; i < size; ++i) {
        std::uint64_t rows = ~seen_[i];
        for (const auto* one : known_) rows &= one->rows[i];
        if (rows == 0) continue;
        seen_[i] |= rows;
        some.push_back({i, rows});
      }
      look_at(some, bound);
      bound = std::min(bound, highest_left());
    }
  }

  void find_those_who_lack_one() {
    const std::size_t size = table_.words_in_set();
    for (auto* one : known_) one->take_down_to(table_, 0);
    std::vector<Some> some;
    for (std::size_t i = 0; i < size; ++i) {
      std::uint64_t all = ~std::uint64_t{0}, all_but_one = 0;
      for (const auto* one : known_) {
        all_but_one = (all_but_one & one->rows[i]) | (all & ~one->rows[i]);
        all &= one->rows[i];
      }
      if (all_but_one != 0) some.push_back({i, all_but_one});
    }
    look_at(some, score_without_one());
  }

  // Nobody among them scores more than `bound`. Those who come first among equals come first.
  void look_at(const std::vector<Some>& some, double bound) {
    for (std::size_t words = typed_.size(); words <= name_words_max; ++words) {
      const std::size_t left_over = words - typed_.size();
      const std::size_t least = left_over == 0 ? 1 : words;  // with fewer none is left over either
      if (best_.is_settled(bound, left_over, 0)) return;
      std::size_t block_before = std::numeric_limits<std::size_t>::max();
      for (const auto& [at, rows] : some) {
        const auto block = at / NameTable::block_words;
        if (block != block_before && best_.is_settled(bound, left_over, first_after_[block])) break;
        block_before = block;
        std::uint64_t wanted = 0;
        for (std::size_t count = least; count <= words; ++count)
          wanted |= table_.with_count(count)[at];
        for (std::uint64_t left = rows & wanted; left != 0; left &= left - 1)
          best_.add(score(
              static_cast<Row>(at * row_bits + static_cast<std::size_t>(std::countr_zero(left)))));
      }
    }
  }

  // What a typed token met in the name: its place, and how alike.
  struct Met {
    const AlikeWord* alike = nullptr;
    std::size_t place = 0;
    double likeness = 0;
  };
  static Met meet(const AlikeWords& typed, const Name& name, int place_before) {
    Met met;
    for (std::size_t at = 0; at < name.count; ++at) {
      const auto* const alike = typed.find(name.words[at]);
      if (alike == nullptr) continue;
      const bool in_order = static_cast<int>(at) > place_before;
      const double likeness = static_cast<double>(alike->likeness) * (in_order ? 1 : out_of_order);
      if (likeness > met.likeness) met = {alike, at, likeness};
    }
    return met;
  }
  Scored score(Row row) const {
    const auto& name = table_.name(row);
    double sum = 0;
    int place_before = -1;
    for (const auto& one : typed_) {
      const auto met = meet(*one.alike, name, place_before);
      if (met.alike != nullptr) place_before = static_cast<int>(met.place);
      sum += one.weight * met.likeness;
    }
    const std::size_t left_over = name.count > typed_.size() ? name.count - typed_.size() : 0;
    return {sum / whole_, left_over, row};
  }

  const NameTable& table_;
  Best best_;
  std::vector<Sharing> typed_;
  std::vector<Sharing*> known_;  // those that anybody has a word for
  double whole_ = 0;
  std::size_t may_lack_ = 0;
  Rows seen_;
  std::vector<std::uint64_t> first_after_;  // by block: nobody in it or after it comes before this
};

std::vector<MatchedPart> Search::explain(const std::vector<saudi::NameToken>& tokens,
                                         Row row) const {
  std::map<std::size_t, MatchedPart> parts;  // by place
  int place_before = -1;
  for (std::size_t i = 0; i < typed_.size(); ++i) {
    const auto met = meet(*typed_[i].alike, table_.name(row), place_before);
    if (met.alike == nullptr) continue;
    place_before = static_cast<int>(met.place);
    const auto& word = table_.words().token(met.alike->word);
    const bool begun = met.alike->how == How::beginning && word.latin == tokens[i].latin;
    parts.try_emplace(met.place,
                      MatchedPart{word.plain, met.alike->how,
                                  begun ? NameWords::letters_of_beginning(tokens[i], word) : 0});
  }
  std::vector<MatchedPart> why;
  why.reserve(parts.size());
  for (auto& [place, part] : parts) why.push_back(std::move(part));
  return why;
}

// Of one letter the other script cannot be told yet, and الـ may become a part with the one before
// it: while such is typed and nobody has it, those stay who were found.
bool says_nothing_yet(const saudi::NameToken& last) {
  return length(last.folded) == 1 || saudi::begins_faith(last);
}

}  // namespace

std::vector<NameHit> search_names(const NameTable& table,
                                  const std::vector<saudi::NameToken>& typed, std::size_t limit) {
  Search search(table, typed, limit);
  std::vector<NameHit> hits;
  for (const auto& one : search.run())
    hits.push_back({table.party(one.row), one.score, search.explain(typed, one.row)});
  if (!hits.empty() || typed.size() < 2 || !says_nothing_yet(typed.back())) return hits;
  return search_names(table, {typed.begin(), typed.end() - 1}, limit);
}

}  // namespace parties
