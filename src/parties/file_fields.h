#pragma once

#include <span>
#include <string_view>

namespace parties {

// What a person's file may hold beside names of documents and phones: the values that forms know
// (policy::known_as_names) and those that belong to the file alone. Grouped as the page shows them.
enum class FieldGroup : std::uint8_t { person, contact, address, circumstances, livelihood };
std::string_view name_of(FieldGroup group);

struct FileField {
  std::string_view name;
  FieldGroup group = FieldGroup::person;
  bool changes = false;  // with the years: to be verified again
};
std::span<const FileField> file_fields();
const FileField* file_field(std::string_view name);  // nullptr: none

}  // namespace parties
