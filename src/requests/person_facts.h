#pragma once

#include <map>
#include <string>

#include "requests/item_values.h"

namespace requests {

// Under eighteen years, Gregorian: a child by the Child Protection Law (M/14 of 1436, article 1).
bool is_minor(Date born, Date on);

// "beneficiary.minor" from the date of birth that the form asks for, where it is given and can be
// read; else it stays as it is.
void add_minor(const policy::RequestKind& kind, const ItemValues& values, Date on,
               std::map<std::string, std::string>& facts);

// Whether anything that this kind asks for depends on this fact.
bool depends_on(const policy::RequestKind& kind, std::string_view fact);

}  // namespace requests
