#include "base/roles.h"

#include "base/words.h"

namespace {

constexpr std::array<std::string_view, role_count> role_names = {
    "officer",  "researcher",      "secretary", "committee_member", "supervisor",
    "delegate", "quality_manager", "director",  "board_member",     "administrator"};
constexpr std::array<std::string_view, 3> class_names = {"ordinary", "restricted", "confidential"};

}  // namespace

std::string_view name_of(Role role) {
  return word_of(role_names, role);
}
std::optional<Role> role_named(std::string_view name) {
  return enumerator<Role>(role_names, name);
}
std::string_view name_of(Class confidentiality) {
  return word_of(class_names, confidentiality);
}
std::optional<Class> class_named(std::string_view name) {
  return enumerator<Class>(class_names, name);
}
