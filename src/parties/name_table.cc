#include "parties/name_table.h"

#include <algorithm>
#include <limits>

namespace parties {
namespace {

constexpr std::size_t many = 4096;

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

void set_growing(Rows& rows, Row row) {
  if (rows.size() <= row / row_bits) rows.resize(row / row_bits + 1);
  set_row(rows, row);
}

}  // namespace

void Bearers::add(Row row) {
  if (!rows_.empty() && rows_.back() < row) {
    rows_.push_back(row);
  } else if (const auto place = std::ranges::lower_bound(rows_, row);
             place == rows_.end() || *place != row) {
    rows_.insert(place, row);
  }
  if (!set_.empty()) set_growing(set_, row);
  if (set_.empty() && rows_.size() > many) {
    for (const Row one : rows_) set_growing(set_, one);
  }
}

void Bearers::remove(Row row) {
  const auto place = std::ranges::lower_bound(rows_, row);
  if (place == rows_.end() || *place != row) return;
  rows_.erase(place);
  if (!set_.empty()) clear_row(set_, row);
}

void Bearers::add_to(Rows& sharing) const {
  if (rows_.size() * 8 < sharing.size() || set_.empty()) {
    for (const Row row : rows_) set_row(sharing, row);
  } else {
    for (std::size_t i = 0; i < set_.size(); ++i) sharing[i] |= set_[i];
  }
}

Row NameTable::new_row() {
  if (!free_.empty()) {
    const Row row = free_.back();
    free_.pop_back();
    return row;
  }
  names_.emplace_back();
  parties_.emplace_back();
  order_.emplace_back();
  const auto row = static_cast<Row>(names_.size() - 1);
  if (row / row_bits / block_words >= first_in_block_.size())
    first_in_block_.push_back(std::numeric_limits<std::uint64_t>::max());
  for (auto& rows : with_count_) rows.resize(words_in_set());
  return row;
}

void NameTable::put(const PartyId& party, const std::vector<saudi::NameToken>& tokens) {
  remove(party);
  if (tokens.empty()) return;
  const Row row = new_row();  // the same, where the party had one
  auto& name = names_[row];
  parties_[row] = party;
  order_[row] = order_of(party);
  auto& first = first_in_block_[row / row_bits / block_words];
  first = std::min(first, order_[row]);
  for (std::size_t i = 0; i < std::min(tokens.size(), name_words_max); ++i) {
    const Word word = words_.add(tokens[i]);
    if (bearers_.size() <= word) bearers_.resize(word + std::size_t{1});
    name.words[name.count++] = word;
    bearers_[word].add(row);
  }
  set_row(with_count_[name.count], row);
  row_of_.emplace(party.text, row);
}

void NameTable::remove(const PartyId& party) {
  const auto known = row_of_.find(party.text);
  if (known == row_of_.end()) return;
  const Row row = known->second;
  for (std::size_t i = 0; i < names_[row].count; ++i) bearers_[names_[row].words[i]].remove(row);
  clear_row(with_count_[names_[row].count], row);
  names_[row] = {};
  parties_[row] = {};
  free_.push_back(row);
  row_of_.erase(known);
}

}  // namespace parties
