#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/differences.h"

// A pack taken apart into single statements, each with its place: two versions differ where a
// statement stands in one alone, or says another thing. Internal to the room.
namespace policy {

struct Fact {
  enum class Sort : std::uint8_t {
    value,    // says something: from this to that
    wording,  // a text too long to be quoted
    flag,     // holds or not
    whole,    // that the thing at this path is there at all
    order,    // the order of a list, of what both versions have
    after     // the steps before a step, by way of those that both versions have
  };
  Sort sort = Sort::value;
  std::string code, path, key;   // `key`: which of several with this code at this path
  std::string raw;               // compared; empty is the same as no such fact
  std::vector<std::string> ids;  // of order and after: paths
  Text words, what;
  Place place;
};

class Facts {
 public:
  // A place, and the way to it.
  struct At {
    Place place;
    std::string path;
    At in(std::string_view list, const std::string& id, const Text& title) const;
  };

  void whole(const At& at, std::string code);
  void value(const At& at, std::string code, std::string raw, Text words);
  void number(const At& at, std::string code, std::int64_t number, std::int64_t otherwise);
  void text(const At& at, std::string code, const Text& text);     // quoted
  void wording(const At& at, std::string code, const Text& text);  // not quoted
  void flag(const At& at, std::string code, bool holds);
  // One of several: it is there, or it says something.
  void member(const At& at, std::string code, const std::string& key, Text what);
  void entry(const At& at, std::string code, const std::string& key, Text what, std::string raw,
             Text words);
  void period(const At& at, const std::string& code, const std::optional<Period>& period);
  void chosen(const At& at, const std::string& what, bool chosen);  // of a value, by its code
  void order(const At& at, std::string code, std::vector<std::string> paths);
  void after(const At& at, std::vector<std::string> paths);

  std::vector<Fact> list;

 private:
  Fact& add(const At& at, Fact::Sort sort, std::string code);
};

std::string raw_of(const Text& text);
std::string raw_of(const std::vector<Condition>& conditions);

void add_pack_facts(Facts& facts, const Pack& pack);
void add_clause_facts(Facts& facts, const Pack& pack);
void add_request_facts(Facts& facts, const Pack& pack);
void add_item_facts(Facts& facts, const Facts::At& at, const RequestKind& kind,
                    const std::vector<Item>& items, const std::string& list);
void add_step_facts(Facts& facts, const Facts::At& at, const Pack& pack, const RequestKind& kind);

// The paths of a list of things with ids: "requests/assistance/steps/study".
template <class List>
std::vector<std::string> paths_of(const Facts::At& at, std::string_view list, const List& things) {
  std::vector<std::string> paths;
  paths.reserve(things.size());
  for (const auto& thing : things)
    paths.push_back(at.path + '/' + std::string(list) + '/' + thing.id);
  return paths;
}

}  // namespace policy
