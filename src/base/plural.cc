#include "base/plural.h"

std::string_view plural_form(std::int64_t count, std::string_view language) {
  const std::uint64_t size =
      count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  if (language != "ar") return size == 1 ? "one" : "other";
  if (size == 0) return "zero";
  if (size == 1) return "one";
  if (size == 2) return "two";
  const std::uint64_t rest = size % 100;
  if (rest >= 3 && rest <= 10) return "few";
  return rest >= 11 ? "many" : "other";
}
