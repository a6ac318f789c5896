#pragma once

#include <string>

// A date as people write it in a cell. Private to this room.
namespace imports {

struct TypedDate {
  std::string iso;                // year-month-day, or what was written when it cannot be read
  std::string calendar;           // hijri | gregorian, where the cell says it or names the month
  const char* refused = nullptr;  // why it cannot be read, where that can be said more exactly
};

// "30/1/1405هـ", "1405.01.30", "15-10-1985", "19851015", "12 رمضان 1410", "15-Oct-1985". `text` is
// without invisible signs, its digits are ASCII. That there is such a day is not looked at.
TypedDate read_typed_date(std::string text);

}  // namespace imports
