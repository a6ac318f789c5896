#include "privacy/day_key.h"

#include "base/text.h"
#include "base/time.h"

namespace privacy {

Result<DayKey> read_day_key(const std::string& text) {
  if (text.empty()) return DayKey{};
  const auto parts = split(text, '~');
  if (parts.size() != 2 || !parse_date(parts[0]))
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  return DayKey{parts[0], parts[1]};
}

std::string text_of(const DayKey& key) {
  return key.day + "~" + key.id;
}

}  // namespace privacy
