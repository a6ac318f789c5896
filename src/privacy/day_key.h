#pragma once

#include <string>

#include "base/result.h"

namespace privacy {

// Where a list by days goes on: after this row.
struct DayKey {
  std::string day, id;  // ISO; empty: from the beginning
};
// As a page hands it on; empty text is the beginning. Refuses argument.not_a_page_key.
Result<DayKey> read_day_key(const std::string& text);
std::string text_of(const DayKey& key);

}  // namespace privacy
