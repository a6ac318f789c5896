#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/pack.h"

// What differs between two versions of a policy, as data and in words: what a board reads before it
// approves a draft, and staff when the new version is circulated. Pure.
namespace policy {

// Where something stands: the ids that apply, and what people call it ("Assistance request ›
// Study").
struct Place {
  std::string file;  // "requests.yaml"
  std::string kind, step, item, clause, message, entry;
  Text name;
};

struct Difference {
  std::string code;  // "step.at_most.changed", of texts/pack/differences.json
  Place place;
  // `name`: what differs; `from`, `to`: what it was and is; `what`: which of several.
  std::map<std::string, Text> parameters;
  int weight = 0;  // 0: people's clocks and rights; 1: the way that a request goes; then the rest
};

// Every difference that matters, heaviest first: everything that a pack says but the digest of its
// files. What was added or removed as a whole is one difference.
std::vector<Difference> differences(const Pack& from, const Pack& to);

// "Assistance request › Study: the latest answer moves from 30 days to 21 days".
std::string describe(const Difference& difference, std::string_view language);
// The same without the place, for a list under headings.
std::string sentence(const Difference& difference, std::string_view language);

// The codes that a difference may have, without ".added", ".removed" or ".changed", by weight.
const std::vector<std::string>& difference_codes();

}  // namespace policy
