#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

// A YAML file as a tree with places, and the list of what is wrong with it. Internal to the room.
namespace policy {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct Node {
  enum class Kind : std::uint8_t { nothing, scalar, list, map };

  Kind kind = Kind::nothing;
  std::string text;             // of a scalar
  std::vector<NodePtr> keys;    // of a map: scalars, each once
  std::vector<NodePtr> values;  // of a map or a list
  std::shared_ptr<const std::string> file;
  int line = 0, column = 0;  // from 1; columns count characters, not bytes
  std::int64_t size = 1;     // nodes below and with it, aliases expanded
  bool broken = false;       // already reported: nothing more is said about it

  const Node* find(std::string_view key) const;      // the value; nothing when there is no such key
  const Node& place_of(std::string_view key) const;  // its value, else the map itself
};

class Problems {
 public:
  using Parameters = std::map<std::string, std::string>;

  // At most 1,000 are kept; the same one is kept once.
  void add(const Node& at, std::string code, Parameters parameters = {});
  void add(const std::string& file, int line, int column, std::string code,
           Parameters parameters = {});
  std::vector<Problem> by_place() const;
  bool none() const { return list_.empty(); }

 private:
  std::vector<Problem> list_;
  std::set<std::string> seen_;
};

// The tree of one file; nothing when it cannot be read (the reason is then among the problems).
// Limits: see policy.h.
NodePtr read_yaml(Problems& problems, const std::string& file, std::string_view bytes);

// Whether the bytes themselves can be YAML text: size, UTF-8, tabs, control and bidirectional
// characters. Each is reported.
enum class Bytes : std::uint8_t { readable, unreadable };
Bytes check_bytes(Problems& problems, const std::string& file, std::string_view bytes);

}  // namespace policy
