#include "parties/name_index.h"

#include <mutex>
#include <shared_mutex>
#include <unordered_set>

#include "parties/name_search.h"
#include "parties/name_table.h"
#include "saudi/names.h"

namespace parties {
namespace {

std::vector<saudi::NameToken> tokens_of(std::string_view name) {
  auto tokens = saudi::name_tokens(name);
  if (tokens.size() > name_words_max) tokens.resize(name_words_max);
  return tokens;
}

}  // namespace

struct NameIndex::State {
  std::mutex loading;  // held by who loads; `loaded` goes with it
  bool loaded = false;
  mutable std::shared_mutex mutex;  // what follows
  bool notes = false;               // who is put or removed while names are loaded
  std::unordered_set<std::string> noted;
  NameTable table;

  void load(const std::function<void(const Put&)>& read);
};

NameIndex::NameIndex() : state_(std::make_unique<State>()) {}
NameIndex::~NameIndex() = default;

void NameIndex::put(const PartyId& party, std::string_view name) {
  const auto tokens = tokens_of(name);
  const std::unique_lock hold(state_->mutex);
  if (state_->notes) state_->noted.insert(party.text);
  state_->table.put(party, tokens);
}

void NameIndex::remove(const PartyId& party) {
  const std::unique_lock hold(state_->mutex);
  if (state_->notes) state_->noted.insert(party.text);
  state_->table.remove(party);
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
      table.put(party, tokens);
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
  return state_->table.size();
}

std::size_t NameIndex::bearers(const saudi::NameToken& word) const {
  const std::shared_lock hold(state_->mutex);
  const auto known = state_->table.words().find(word);
  return known ? state_->table.bearers(*known).rows().size() : 0;
}

std::vector<NameHit> NameIndex::find(std::string_view typed, std::size_t limit) const {
  const auto tokens = tokens_of(typed);
  if (tokens.empty()) return {};
  const std::shared_lock hold(state_->mutex);
  return search_names(state_->table, tokens, limit);
}

}  // namespace parties
