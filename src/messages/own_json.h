#pragma once

#include <boost/json/parse.hpp>
#include <optional>
#include <string_view>

#include "base/json.h"

namespace messages {

// What this room wrote itself. Unlike what comes from outside it may hold marks of direction.
template <class T>
std::optional<T> read_own(std::string_view text) {
  boost::system::error_code error;
  const auto document = boost::json::parse(text, error);
  if (error) return std::nullopt;
  T value{};
  json::Reader reader;
  reader.read(document, value);
  if (!reader.obstacles.empty()) return std::nullopt;
  return value;
}

}  // namespace messages
