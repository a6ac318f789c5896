#include "parties/name_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

#include "parties/name_words.h"
#include "saudi/names.h"

namespace parties {
namespace {

using Row = std::uint32_t;

constexpr double out_of_order = 0.95;  // a token that is there, but not where it was typed
constexpr double first_weight = 1.5;   // siblings share everything but the first name
constexpr std::size_t tokens_max = 8;
constexpr std::size_t bits = 64;

std::vector<saudi::NameToken> tokens_of(std::string_view name) {
  auto tokens = saudi::name_tokens(name);
  if (tokens.size() > tokens_max) tokens.resize(tokens_max);
  return tokens;
}

// Side by side in memory: a search looks at thousands of them.
struct Name {
  std::array<Word, tokens_max> words = {};
  std::uint8_t count = 0;  // 0: the row is free
};

// A set of rows, one bit each: among a million people thousands share two words of a name.
using Rows = std::vector<std::uint64_t>;

void each_row(const Rows& rows, const auto& visit) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::uint64_t left = rows[i]; left != 0; left &= left - 1)
      visit(static_cast<Row>(i * bits + static_cast<std::size_t>(std::countr_zero(left))));
  }
}

// Who has a word: a list while they are few, bits once they are many.
class Bearers {
 public:
  void add(Row row) {
    if (!rows_.empty() && rows_.back() < row) {
      rows_.push_back(row);
    } else if (const auto place = std::ranges::lower_bound(rows_, row);
               place == rows_.end() || *place != row) {
      rows_.insert(place, row);
    }
    if (!set_.empty()) set_bit(row);
    if (set_.empty() && rows_.size() > many) {
      for (const Row one : rows_) set_bit(one);
    }
  }
  void remove(Row row) {
    const auto place = std::ranges::lower_bound(rows_, row);
    if (place == rows_.end() || *place != row) return;
    rows_.erase(place);
    if (!set_.empty()) set_[row / bits] &= ~(std::uint64_t{1} << (row % bits));
  }
  const std::vector<Row>& rows() const { return rows_; }
  void add_to(Rows& sharing) const {
    if (rows_.size() * 8 < sharing.size() || set_.empty()) {
      for (const Row row : rows_) sharing[row / bits] |= std::uint64_t{1} << (row % bits);
    } else {
      for (std::size_t i = 0; i < set_.size(); ++i) sharing[i] |= set_[i];
    }
  }

 private:
  static constexpr std::size_t many = 4096;
  void set_bit(Row row) {
    if (set_.size() <= row / bits) set_.resize(row / bits + 1);
    set_[row / bits] |= std::uint64_t{1} << (row % bits);
  }

  std::vector<Row> rows_;  // ascending
  Rows set_;
};

using Typed = std::vector<std::shared_ptr<const AlikeWords>>;

struct Scored {
  double score = 0;
  std::size_t left_over = 0;  // tokens of the name that were not typed
  Row row = 0;
};

// The first sixteen digits: equal ones are told apart by the whole.
std::uint64_t order_of(const PartyId& party) {
  std::uint64_t order = 0;
  int digits = 0;
  for (const char c : party.text) {
    if (c == '-' || digits == 16) continue;
    order = order << 4U | static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    ++digits;
  }
  return order;
}

}  // namespace

struct NameIndex::State {
  std::mutex loading;  // held by who loads; `loaded` goes with it
  bool loaded = false;
  mutable std::shared_mutex mutex;  // what follows
  bool notes = false;               // who is put or removed while names are loaded
  std::unordered_set<std::string> noted;
  std::vector<Name> names;  // by row, like what follows
  std::vector<PartyId> parties;
  std::vector<std::uint64_t> order;  // of the parties
  std::vector<Row> free;
  std::unordered_map<std::string, Row> row_of;  // by party
  NameWords words;
  std::vector<Bearers> bearers;  // by word

  void load(const std::function<void(const Put&)>& read);

  void forget(const PartyId& party) {
    const auto known = row_of.find(party.text);
    if (known == row_of.end()) return;
    const Row row = known->second;
    for (std::size_t i = 0; i < names[row].count; ++i) bearers[names[row].words[i]].remove(row);
    names[row] = {};
    parties[row] = {};
    free.push_back(row);
    row_of.erase(known);
  }

  Row new_row() {
    if (!free.empty()) {
      const Row row = free.back();
      free.pop_back();
      return row;
    }
    names.emplace_back();
    parties.emplace_back();
    order.emplace_back();
    return static_cast<Row>(names.size() - 1);
  }

  void add(const PartyId& party, const std::vector<saudi::NameToken>& tokens) {
    const Row row = new_row();
    parties[row] = party;
    order[row] = order_of(party);
    for (const auto& token : tokens) {
      const Word word = words.add(token);
      if (bearers.size() <= word) bearers.emplace_back();
      names[row].words[names[row].count++] = word;
      bearers[word].add(row);
    }
    row_of.emplace(party.text, row);
  }

  // Rows that share every typed token, and of three or more those that share all but one.
  struct Candidates {
    Rows all, all_but_one;
  };
  Candidates candidates(const Typed& typed) const {
    const std::size_t size = (names.size() + bits - 1) / bits;
    Candidates found{Rows(size, ~std::uint64_t{0}), Rows(size)};
    Rows sharing;
    for (const auto& alike : typed) {
      sharing.assign(size, 0);
      for (const auto& one : alike->words()) bearers[one.word].add_to(sharing);
      for (std::size_t i = 0; i < size; ++i) {
        const auto missing_here = found.all[i] & ~sharing[i];
        found.all_but_one[i] = (found.all_but_one[i] & sharing[i]) | missing_here;
        found.all[i] &= sharing[i];
      }
    }
    if (typed.size() < 3) found.all_but_one.clear();
    return found;
  }

  bool comes_before(const Scored& a, const Scored& b) const {
    if (a.score != b.score) return a.score > b.score;
    if (a.left_over != b.left_over) return a.left_over < b.left_over;
    if (order[a.row] != order[b.row]) return order[a.row] < order[b.row];
    return parties[a.row] < parties[b.row];
  }

  // The best so far: a heap whose front is the worst of them.
  class Best {
   public:
    Best(const State& state, std::size_t limit) : state_(state), limit_(limit) {}

    void add(const Scored& scored) {
      const auto before = [this](const Scored& a, const Scored& b) {
        return state_.comes_before(a, b);
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
    double worst() const { return best_.empty() ? 0 : best_.front().score; }
    std::vector<Scored> in_order() && {
      std::ranges::sort_heap(
          best_, [this](const Scored& a, const Scored& b) { return state_.comes_before(a, b); });
      return std::move(best_);
    }

   private:
    const State& state_;
    std::size_t limit_;
    std::vector<Scored> best_;
  };

  // What each typed token met in the name: its place, and how alike.
  struct Met {
    const AlikeWord* alike = nullptr;
    std::size_t place = 0;
    double likeness = 0;
  };
  Met meet(const AlikeWords& typed, const Name& name, int place_before) const {
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

  Scored score(const Typed& typed, Row row) const {
    const auto& name = names[row];
    double sum = 0;
    double whole = 0;
    int place_before = -1;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      const auto met = meet(*typed[i], name, place_before);
      if (met.alike != nullptr) place_before = static_cast<int>(met.place);
      const double weight = i == 0 && typed.size() > 1 ? first_weight : 1;
      sum += weight * met.likeness;
      whole += weight;
    }
    const std::size_t left_over = name.count > typed.size() ? name.count - typed.size() : 0;
    return {whole > 0 ? sum / whole : 0, left_over, row};
  }

  std::vector<MatchedPart> explain(const Typed& typed, const std::vector<saudi::NameToken>& tokens,
                                   Row row) const {
    std::map<std::size_t, MatchedPart> parts;  // by place
    int place_before = -1;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      const auto met = meet(*typed[i], names[row], place_before);
      if (met.alike == nullptr) continue;
      place_before = static_cast<int>(met.place);
      const auto& word = words.token(met.alike->word);
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

  // One token alone: the words that are most like it first, until nobody better can come.
  void find_one(const AlikeWords& typed, Best& best) const {
    auto alike = typed.words();
    std::ranges::sort(alike, std::ranges::greater{}, &AlikeWord::likeness);
    for (const auto& one : alike) {
      if (best.is_full() && best.worst() > static_cast<double>(one.likeness)) return;
      for (const Row row : bearers[one.word].rows()) {
        const auto met = meet(typed, names[row], -1);
        if (met.alike->word != one.word) continue;  // comes, or came, with the word it is most like
        best.add({met.likeness, names[row].count - std::size_t{1}, row});
      }
    }
  }

  void find_some(const Typed& typed, Best& best) const {
    const auto found = candidates(typed);
    each_row(found.all, [&](Row row) { best.add(score(typed, row)); });
    // Who lacks a token has at most the others' weight. Where as many as are wanted have more than
    // that, nobody else can come before them.
    const double whole = first_weight + static_cast<double>(typed.size()) - 1;
    if (best.is_full() && best.worst() > (whole - 1) / whole) return;
    each_row(found.all_but_one, [&](Row row) { best.add(score(typed, row)); });
  }
};

NameIndex::NameIndex() : state_(std::make_unique<State>()) {}
NameIndex::~NameIndex() = default;

void NameIndex::put(const PartyId& party, std::string_view name) {
  const auto tokens = tokens_of(name);
  const std::unique_lock hold(state_->mutex);
  if (state_->notes) state_->noted.insert(party.text);
  state_->forget(party);
  if (!tokens.empty()) state_->add(party, tokens);
}

void NameIndex::remove(const PartyId& party) {
  const std::unique_lock hold(state_->mutex);
  if (state_->notes) state_->noted.insert(party.text);
  state_->forget(party);
}

void NameIndex::State::load(const std::function<void(const Put&)>& read) {
  const auto take_notes = [&](bool wanted) {
    const std::unique_lock hold(mutex);
    notes = wanted;
    noted.clear();
  };
  take_notes(true);
  try {
    read([&](const PartyId& party, std::string_view name) {
      const auto tokens = tokens_of(name);
      const std::unique_lock hold(mutex);
      if (noted.contains(party.text)) return;
      forget(party);
      if (!tokens.empty()) add(party, tokens);
    });
  } catch (...) {
    take_notes(false);
    throw;
  }
  take_notes(false);
  loaded = true;
}

void NameIndex::load(const std::function<void(const Put&)>& read) {
  const std::lock_guard alone(state_->loading);
  state_->load(read);
}

void NameIndex::load_once(const std::function<void(const Put&)>& read) {
  const std::lock_guard alone(state_->loading);
  if (!state_->loaded) state_->load(read);
}

std::size_t NameIndex::size() const {
  const std::shared_lock hold(state_->mutex);
  return state_->row_of.size();
}

std::size_t NameIndex::bearers(const saudi::NameToken& word) const {
  const std::shared_lock hold(state_->mutex);
  const auto known = state_->words.find(word.plain);
  return known ? state_->bearers[*known].rows().size() : 0;
}

std::vector<NameHit> NameIndex::find(std::string_view typed, std::size_t limit) const {
  const auto tokens = tokens_of(typed);
  if (tokens.empty()) return {};
  const std::shared_lock hold(state_->mutex);
  Typed alike;
  alike.reserve(tokens.size());
  for (const auto& token : tokens) {
    const bool unfinished = &token == &tokens.back();
    alike.push_back(state_->words.alike_to(token, unfinished));
  }
  State::Best best(*state_, limit);
  if (alike.size() == 1) {
    state_->find_one(*alike[0], best);
  } else {
    state_->find_some(alike, best);
  }
  std::vector<NameHit> hits;
  for (const auto& one : std::move(best).in_order()) {
    hits.push_back({state_->parties[one.row], one.score, state_->explain(alike, tokens, one.row)});
  }
  return hits;
}

}  // namespace parties
