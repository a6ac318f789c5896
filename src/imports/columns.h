#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// What the columns of a list hold, by their headings (texts/imports/). Private to this room.
namespace imports {

// For each column a field, or empty: it is not imported.
using Mapping = std::vector<std::string>;

// The fields that a list may bring: those of a file but a death. A name alone may be made of
// several columns, in their order.
const std::vector<std::string>& list_fields();
// By headings in Arabic and English, however they are spelled.
Mapping suggest_mapping(const std::vector<std::string>& headings);
int recognised(const Mapping& mapping);

// The heading of the column that we add to the rows that were refused, "ar" or "en".
std::string reason_heading(std::string_view language);
bool is_reason_heading(std::string_view heading);
std::string errors_sheet_name(std::string_view language);

// Whether only the words of a closed list are taken for a field.
bool is_choice(std::string_view field);
// A word of a closed list ("ذكر" -> male): `of` is such a field, or calendar; empty when it is
// none.
std::string choice_of(std::string_view of, std::string_view typed);
// A dash, "لا يوجد": what stands in a cell that has nothing to say. Not where a closed list knows
// the word (no disability).
bool says_nothing(std::string_view field, std::string_view typed);
// Its words as a person writes them, for a refusal.
std::string choices_in(std::string_view of, std::string_view language);

}  // namespace imports
