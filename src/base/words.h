#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// How an enumeration is written: the words of its enumerators, in their order.

template <class Enum, std::size_t count>
constexpr std::string_view word_of(const std::array<std::string_view, count>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value));
}

// Nothing for a word that is none of them, and for the empty one.
template <class Enum, std::size_t count>
constexpr std::optional<Enum> enumerator(const std::array<std::string_view, count>& words,
                                         std::string_view word) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!word.empty() && words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}
