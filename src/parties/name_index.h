#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "parties/name_match.h"
#include "saudi/names.h"

namespace parties {

struct NameHit {
  PartyId party;
  double score = 0;  // 0…1; 1 only when every token that was typed is there in the same form
  std::vector<MatchedPart> parts;  // why: in the order of the name
};

// The names of one association in memory: folded tokens in a dictionary, an inverted index from
// token to parties. A search measures likeness once per distinct token (name_words.h), so it finds
// what a scan of all would; then it scores only the parties that share most of the tokens. The last
// token may be the beginning of one. Thread-safe. Never written to disk.
class NameIndex {
 public:
  NameIndex();
  NameIndex(const NameIndex&) = delete;
  NameIndex& operator=(const NameIndex&) = delete;
  ~NameIndex();

  void put(const PartyId& party, std::string_view name);  // replaces the name it has
  void remove(const PartyId& party);
  // Takes in what `read` hands over; who was put or removed since it began is known better. Throws
  // what it throws. One at a time.
  using Put = std::function<void(const PartyId&, std::string_view name)>;
  void load(const std::function<void(const Put&)>& read);
  // The same, the first time only; whoever asks meanwhile waits.
  void load_once(const std::function<void(const Put&)>& read);
  // Best first, equal scores by id; at most `limit`. Of three or more typed tokens one may be
  // wrong.
  std::vector<NameHit> find(std::string_view typed, std::size_t limit) const;
  std::size_t size() const;
  // How many people bear this word, anywhere in their names.
  std::size_t bearers(const saudi::NameToken& word) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parties
