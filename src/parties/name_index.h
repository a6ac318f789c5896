#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace parties {

struct NameHit {
  PartyId party;
  double score = 0;  // 0…1; 1 only when every token that was typed is there in the same form
};

// The names of one association in memory: folded tokens in a dictionary, an inverted index from
// token to parties. A search measures likeness once per distinct token, then scores only the
// parties that share most of the tokens. Thread-safe. Never written to disk.
class NameIndex {
 public:
  NameIndex();
  NameIndex(const NameIndex&) = delete;
  NameIndex& operator=(const NameIndex&) = delete;
  ~NameIndex();

  void put(const PartyId& party, std::string_view name);  // replaces the name it has
  void remove(const PartyId& party);
  // Best first, equal scores by id; at most `limit`. Of three or more typed tokens one may be
  // wrong.
  std::vector<NameHit> find(std::string_view typed, std::size_t limit) const;
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parties
