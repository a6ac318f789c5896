#include "parties/name_index.h"

#include <algorithm>
#include <bit>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

#include "saudi/names.h"

namespace parties {
namespace {

using Row = std::uint32_t;
using Word = std::uint32_t;

constexpr double alike_min = 0.8;      // below it two tokens have nothing to do with each other
constexpr double out_of_order = 0.95;  // a token that is there, but not where it was typed
constexpr double first_weight = 1.5;   // siblings share everything but the first name
constexpr std::size_t tokens_max = 8;

std::vector<saudi::NameToken> tokens_of(std::string_view name) {
  auto tokens = saudi::name_tokens(name);
  if (tokens.size() > tokens_max) tokens.resize(tokens_max);
  return tokens;
}

struct Person {
  PartyId party;  // empty: the row is free
  std::vector<Word> words;
};

struct WordEntry {
  saudi::NameToken token;
  std::vector<Row> rows;  // ascending
};

// Of one typed token: how like it each word of the dictionary is (0: not at all), and which are.
struct Alike {
  std::vector<double> likeness;  // by word
  std::vector<Word> words;
};

// A set of rows, one bit each: among a million people thousands share two words of a name.
using Rows = std::vector<std::uint64_t>;
constexpr std::size_t bits = 64;

void each_row(const Rows& rows, const auto& visit) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::uint64_t left = rows[i]; left != 0; left &= left - 1)
      visit(static_cast<Row>(i * bits + static_cast<std::size_t>(std::countr_zero(left))));
  }
}

struct Scored {
  double score = 0;
  std::size_t left_over = 0;  // tokens of the name that were not typed
  Row row = 0;
};

}  // namespace

struct NameIndex::State {
  std::mutex loading;  // held by who loads; `loaded` goes with it
  bool loaded = false;
  mutable std::shared_mutex mutex;  // what follows
  bool notes = false;               // who is put or removed while names are loaded
  std::unordered_set<std::string> noted;
  std::vector<Person> people;
  std::vector<Row> free;
  std::unordered_map<std::string, Row> row_of;  // by party
  std::vector<WordEntry> words;
  std::map<std::string, Word, std::less<>> word_of;  // by the plain form

  void load(const std::function<void(const Put&)>& read);

  Word word(const saudi::NameToken& token) {
    const auto known = word_of.find(token.plain);
    if (known != word_of.end()) return known->second;
    words.push_back({token, {}});
    const auto made = static_cast<Word>(words.size() - 1);
    word_of.emplace(token.plain, made);
    return made;
  }

  void forget(const PartyId& party) {
    const auto known = row_of.find(party.text);
    if (known == row_of.end()) return;
    const Row row = known->second;
    for (const Word word : people[row].words) {
      auto& rows = words[word].rows;
      const auto at = std::ranges::lower_bound(rows, row);
      if (at != rows.end() && *at == row) rows.erase(at);
    }
    people[row] = {};
    free.push_back(row);
    row_of.erase(known);
  }

  void add(const PartyId& party, const std::vector<saudi::NameToken>& tokens) {
    Row row = static_cast<Row>(people.size());
    if (free.empty()) {
      people.emplace_back();
    } else {
      row = free.back();
      free.pop_back();
    }
    people[row].party = party;
    for (const auto& token : tokens) {
      const Word at = word(token);
      people[row].words.push_back(at);
      auto& rows = words[at].rows;
      const auto place = std::ranges::lower_bound(rows, row);
      if (place == rows.end() || *place != row) rows.insert(place, row);
    }
    row_of.emplace(party.text, row);
  }

  Alike alike_to(const saudi::NameToken& typed) const {
    const saudi::TokenPattern pattern(typed);
    Alike alike{.likeness = std::vector<double>(words.size()), .words = {}};
    for (Word word = 0; word < words.size(); ++word) {
      if (words[word].rows.empty()) continue;
      const double likeness = pattern.likeness(words[word].token);
      if (likeness < alike_min) continue;
      alike.likeness[word] = likeness;
      alike.words.push_back(word);
    }
    return alike;
  }

  // Rows that share every typed token, and of three or more those that share all but one.
  struct Candidates {
    Rows all, all_but_one;
  };
  Candidates candidates(const std::vector<Alike>& typed) const {
    const std::size_t size = (people.size() + bits - 1) / bits;
    Candidates found{Rows(size, ~std::uint64_t{0}), Rows(size)};
    for (const auto& alike : typed) {
      Rows sharing(size);
      for (const Word word : alike.words) {
        for (const Row row : words[word].rows)
          sharing[row / bits] |= std::uint64_t{1} << (row % bits);
      }
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
    return people[a.row].party < people[b.row].party;
  }

  // The best in front, in order; the rest goes.
  void keep_best(std::vector<Scored>& scored, std::size_t limit) const {
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, scored.size()));
    std::partial_sort(scored.begin(), scored.begin() + count, scored.end(),
                      [&](const Scored& a, const Scored& b) { return comes_before(a, b); });
    scored.resize(static_cast<std::size_t>(count));
  }

  Scored score(const std::vector<Alike>& typed, Row row) const {
    const auto& name = people[row].words;
    double sum = 0;
    double whole = 0;
    int place_before = -1;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      double best = 0;
      int place = place_before;
      for (std::size_t at = 0; at < name.size(); ++at) {
        const double alike = typed[i].likeness[name[at]];
        if (alike == 0) continue;
        const bool in_order = static_cast<int>(at) > place_before;
        const double likeness = alike * (in_order ? 1 : out_of_order);
        if (likeness > best) {
          best = likeness;
          place = static_cast<int>(at);
        }
      }
      place_before = place;
      const double weight = i == 0 && typed.size() > 1 ? first_weight : 1;
      sum += weight * best;
      whole += weight;
    }
    const std::size_t left_over = name.size() > typed.size() ? name.size() - typed.size() : 0;
    return {whole > 0 ? sum / whole : 0, left_over, row};
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
  const auto known = state_->word_of.find(word.plain);
  return known == state_->word_of.end() ? 0 : state_->words[known->second].rows.size();
}

std::vector<NameHit> NameIndex::find(std::string_view typed, std::size_t limit) const {
  const auto tokens = tokens_of(typed);
  if (tokens.empty()) return {};
  const std::shared_lock hold(state_->mutex);
  std::vector<Alike> alike;
  alike.reserve(tokens.size());
  for (const auto& token : tokens) alike.push_back(state_->alike_to(token));
  std::vector<Scored> scored;
  const auto score = [&](Row row) { scored.push_back(state_->score(alike, row)); };
  const auto found = state_->candidates(alike);
  each_row(found.all, score);
  state_->keep_best(scored, limit);
  // Who lacks a token has at most the others' weight. Where as many as are wanted have more than
  // that, nobody else can come before them.
  const double whole = first_weight + static_cast<double>(tokens.size()) - 1;
  const bool is_full = scored.size() == limit && limit > 0;
  if (!is_full || scored.back().score <= (whole - 1) / whole) {
    each_row(found.all_but_one, score);
    state_->keep_best(scored, limit);
  }
  std::vector<NameHit> hits;
  hits.reserve(scored.size());
  for (const auto& one : scored) hits.push_back({state_->people[one.row].party, one.score});
  return hits;
}

}  // namespace parties
