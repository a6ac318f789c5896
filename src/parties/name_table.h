#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "parties/name_words.h"

// The names in memory by row. Private to the name index, which locks.
namespace parties {

using Row = std::uint32_t;

// A set of rows, one bit each: among a million people thousands share two words of a name.
using Rows = std::vector<std::uint64_t>;
inline constexpr std::size_t row_bits = 64;

inline void set_row(Rows& rows, Row row) {
  rows[row / row_bits] |= std::uint64_t{1} << (row % row_bits);
}
inline void clear_row(Rows& rows, Row row) {
  rows[row / row_bits] &= ~(std::uint64_t{1} << (row % row_bits));
}

inline constexpr std::size_t name_words_max = 8;  // of a name; what follows is not searched

// Side by side in memory: a search looks at thousands of them.
struct Name {
  std::array<Word, name_words_max> words = {};
  std::uint8_t count = 0;  // 0: the row is free
};

// Who has a word: a list while they are few, bits once they are many.
class Bearers {
 public:
  void add(Row row);
  void remove(Row row);
  const std::vector<Row>& rows() const { return rows_; }
  void add_to(Rows& sharing) const;

 private:
  std::vector<Row> rows_;  // ascending
  Rows set_;
};

class NameTable {
 public:
  static constexpr std::size_t block_words = 64;  // of a set of rows

  void put(const PartyId& party, const std::vector<saudi::NameToken>& tokens);
  void remove(const PartyId& party);

  std::size_t size() const { return row_of_.size(); }
  std::size_t words_in_set() const { return (names_.size() + row_bits - 1) / row_bits; }
  const NameWords& words() const { return words_; }
  const Bearers& bearers(Word word) const { return bearers_[word]; }
  const Name& name(Row row) const { return names_[row]; }
  const PartyId& party(Row row) const { return parties_[row]; }
  // Parties in the order of these are in the order of their ids; equal ones may be in any.
  std::uint64_t order(Row row) const { return order_[row]; }
  // By blocks of so many words of a set: nobody in it comes before this.
  const std::vector<std::uint64_t>& first_in_block() const { return first_in_block_; }
  // Those whose names have so many words.
  const Rows& with_count(std::size_t count) const { return with_count_[count]; }

 private:
  Row new_row();

  std::vector<Name> names_;  // by row, like what follows
  std::vector<PartyId> parties_;
  std::vector<std::uint64_t> order_;
  std::vector<std::uint64_t> first_in_block_;
  std::array<Rows, name_words_max + 1> with_count_;
  std::vector<Row> free_;
  std::unordered_map<std::string, Row> row_of_;  // by party
  NameWords words_;
  std::vector<Bearers> bearers_;  // by word
};

}  // namespace parties
