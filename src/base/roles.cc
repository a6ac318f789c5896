#include "base/roles.h"

#include <array>

namespace {

constexpr std::array<std::string_view, role_count> role_names = {
    "officer",  "researcher",      "secretary", "committee_member", "supervisor",
    "delegate", "quality_manager", "director",  "board_member",     "administrator"};
constexpr std::array<std::string_view, 3> class_names = {"ordinary", "restricted", "confidential"};

template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<std::string_view, count>& names, std::string_view name) {
  for (std::size_t i = 0; i < count; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Role role) {
  return role_names.at(static_cast<std::size_t>(role));
}
std::optional<Role> role_named(std::string_view name) {
  return named<Role>(role_names, name);
}
std::string_view name_of(Class confidentiality) {
  return class_names.at(static_cast<std::size_t>(confidentiality));
}
std::optional<Class> class_named(std::string_view name) {
  return named<Class>(class_names, name);
}
