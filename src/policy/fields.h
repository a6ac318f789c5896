#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/node.h"
#include "policy/shapes.h"

// Typed values out of the tree. Whatever has not the wanted form is reported with what was expected
// and the nearest known word; the reading goes on with a harmless value, so that everything wrong
// is found in one run. Internal to the room.
namespace policy {

enum class Needed : std::uint8_t { no, yes };
enum class Placeholders : std::uint8_t { none, of_messages };
inline constexpr std::size_t title_max = 200;  // characters
inline constexpr std::size_t text_max = 10'000;

// Single values. `code` of a word that is not in the list: pack.unknown_word, unless a more telling
// one is given.
std::string read_string(Problems& problems, const Node& node);
std::string read_id(Problems& problems, const Node& node);  // [a-z][a-z0-9_]*, at most 60
bool read_flag(Problems& problems, const Node& node);
std::optional<std::int64_t> read_number(Problems& problems, const Node& node, std::int64_t min,
                                        std::int64_t max);
std::optional<Date> read_date(Problems& problems, const Node& node);
// Index in `known`; nothing when it is not there.
std::optional<std::size_t> read_word(Problems& problems, const Node& node,
                                     const std::vector<std::string>& known,
                                     std::string code = "pack.unknown_word");
Text read_text(Problems& problems, const Node& node, std::size_t length_max,
               Placeholders placeholders = Placeholders::none);
std::optional<Period> read_period(Problems& problems, const Node& node);
// The same, where the sources are silent: it must say `chosen: true`, or `source:` which paragraph
// sets it.
std::optional<Period> read_own_period(Problems& problems, const Node& node);
// The entries of a list.
std::vector<const Node*> read_list(Problems& problems, const Node& node, std::size_t max);
// The same, where one entry may stand without a list.
std::vector<const Node*> read_one_or_more(Problems& problems, const Node& node, std::size_t max);

// Adds pack.unknown_word (or `code`) with the nearest known word and, when the list is short, the
// whole list.
void report_unknown(Problems& problems, const Node& at, std::string code, const std::string& found,
                    const std::vector<std::string>& known);
void report_type(Problems& problems, const Node& at, std::string_view expected_type);

// A map: reports keys that it does not know, hands out the values of those it does.
class Fields {
 public:
  Fields(Problems& problems, const Node& node, std::vector<std::string> known);

  bool is_map() const { return node_.kind == Node::Kind::map; }
  const Node& node() const { return node_; }
  const Node* find(
      std::string_view key) const;         // nothing when it is absent or empty (which is reported)
  const Node* need(std::string_view key);  // the same; absence is reported

  std::string id(std::string_view key);  // needed
  std::string string(std::string_view key, Needed needed = Needed::no);
  bool flag(std::string_view key, bool otherwise = false);
  Text text(std::string_view key, Needed needed, std::size_t length_max,
            Placeholders placeholders = Placeholders::none);
  std::optional<std::size_t> word(std::string_view key, const std::vector<std::string>& known,
                                  Needed needed, std::string code = "pack.unknown_word");
  std::vector<const Node*> list(std::string_view key, std::size_t max, Needed needed = Needed::no);
  std::vector<const Node*> one_or_more(std::string_view key, std::size_t max,
                                       Needed needed = Needed::no);

 private:
  Problems& problems_;
  const Node& node_;
};

// All names of an enumeration, in order.
template <class Enum>
std::vector<std::string> names_up_to(Enum last) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(last); ++i)
    names.emplace_back(name_of(static_cast<Enum>(i)));
  return names;
}
const std::vector<std::string>& role_names();
const std::vector<std::string>& step_kind_names();

}  // namespace policy
