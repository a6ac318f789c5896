#pragma once

#include <string>
#include <string_view>
#include <vector>

// Which keys each map of a pack may have, and what stands behind each: the one table that the
// reader knows keys by and that the JSON Schema is made from. Internal to the room.
namespace policy {

// What a value is: texts (in two languages), texts_list, string, id, flag, date, clock_time,
// period, own_period (it says `chosen` or `source`), `number MIN MAX`, days (one or several
// numbers), `word LIST` (of a closed list), `words LIST` (one or several), `list LIST`, ids (one or
// several, of the pack's own), message (an id, or one for each outcome), course (outcome -> step),
// values (key -> text), `one OBJECT`, `each OBJECT` (a list), `some OBJECT` (one or several), `map
// OBJECT` (id -> map).
struct Shape {
  std::string_view object, key, value;
  bool needed = false;
};
const std::vector<Shape>& shapes();

std::vector<std::string> keys_of(std::string_view object);
// The words of a closed list by its name in a shape.
const std::vector<std::string>& words_of(std::string_view list);

}  // namespace policy
