#include "parties/file_fields.h"

#include <algorithm>
#include <array>

namespace parties {
namespace {

using enum FieldGroup;
constexpr std::array<std::string_view, 5> group_names = {"person", "contact", "address",
                                                         "circumstances", "livelihood"};
constexpr std::array fields = {
    FileField{"full_name",         person,        false},
    FileField{"identity_number",   person,        false},
    FileField{"identity_type",     person,        false},
    FileField{"birth_date",        person,        false},
    FileField{"gender",            person,        false},
    FileField{"nationality",       person,        false},
    FileField{"marital_status",    person,        true },
    FileField{"death_date",        person,        false},
    FileField{"phone",             contact,       false},
    FileField{"email",             contact,       false},
    FileField{"region",            address,       true },
    FileField{"city",              address,       true },
    FileField{"district",          address,       true },
    FileField{"short_address",     address,       true },
    FileField{"building_number",   address,       true },
    FileField{"street",            address,       true },
    FileField{"postal_code",       address,       true },
    FileField{"additional_number", address,       true },
    FileField{"unit_number",       address,       true },
    FileField{"disability",        circumstances, true },
    FileField{"literacy",          circumstances, false},
    FileField{"distance_km",       circumstances, true },
    FileField{"household_size",    livelihood,    true },
    FileField{"income",            livelihood,    true },
    FileField{"obligations",       livelihood,    true },
    FileField{"housing",           livelihood,    true },
    FileField{"iban",              livelihood,    false},
};

}  // namespace

std::string_view name_of(FieldGroup group) {
  return group_names.at(static_cast<std::size_t>(group));
}

std::span<const FileField> file_fields() {
  return fields;
}

const FileField* file_field(std::string_view name) {
  const auto* const at = std::ranges::find(fields, name, &FileField::name);
  return at == fields.end() ? nullptr : at;
}

}  // namespace parties
