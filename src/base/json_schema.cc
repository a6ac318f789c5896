#include "base/json_schema.h"

#include <boost/json.hpp>

namespace json {
namespace {

// "organisation::{anonymous}::Row" of a function's name "… [with T = organisation::…; …]".
std::string_view full_name(std::string_view pretty_function) {
  const auto from = pretty_function.find("T = ") + 4;
  return pretty_function.substr(from, pretty_function.find_first_of(";]", from) - from);
}

std::string short_name(std::string_view pretty_function) {
  auto name = full_name(pretty_function);
  if (const auto scope = name.rfind("::"); scope != name.npos) name.remove_prefix(scope + 2);
  return std::string(name);
}

// With its room before it: "OrganisationRow".
std::string long_name(std::string_view pretty_function) {
  const auto full = full_name(pretty_function);
  std::string room(full.substr(0, full.find("::")));
  if (!room.empty() && room[0] >= 'a' && room[0] <= 'z') room[0] = static_cast<char>(room[0] - 32);
  return room + short_name(pretty_function);
}

}  // namespace

boost::json::value Schemas::plain(std::string_view type, std::string_view format) {
  object schema{
      {"type", type}
  };
  if (!format.empty()) schema["format"] = format;
  return schema;
}

std::string Schemas::reserve(std::type_index type, std::string_view pretty_function) {
  std::string name = short_name(pretty_function);
  if (components_.contains(name)) name = long_name(pretty_function);
  const std::string base = name;
  for (int number = 2; components_.contains(name); ++number) name = base + std::to_string(number);
  components_[name] = nullptr;
  names_[type] = name;
  return name;
}

void Schemas::file(std::type_index type, const std::string& name, std::string_view pretty_function,
                   object schema) {
  const std::string shared = short_name(pretty_function);
  const auto* known = components_.if_contains(shared);
  if (name != shared && known != nullptr && *known == boost::json::value(schema)) {
    components_.erase(name);
    names_[type] = shared;
    return;
  }
  components_[name] = std::move(schema);
}

}  // namespace json
