#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/outline.h"
#include "base/time.h"

// Documents on paper: an outline as PDF. Arabic is shaped and set by Pango, drawn by Cairo, with
// the fonts of the machine (Amiri, else Noto Naskh). The same outline gives the same bytes.
namespace print {

enum class Digits : std::uint8_t { as_they_stand, arabic_indic };

struct Paper {
  Digits digits = Digits::as_they_stand;
  std::string footer;  // beside the page number: a version, a reference; may be empty
  Date date{};         // that the file carries as its own: never the clock's
};

// The bytes of a PDF file, A4.
std::string pdf_of(const Outline& outline, const Paper& paper = {});

// Text for an Arabic line: what is written from the left in it (names, numbers, addresses) stands
// isolated (U+2066 … U+2069), so that its parts keep their order beside brackets and dashes.
std::string isolated(std::string_view text);
std::string with_arabic_digits(std::string_view text);  // but for numbers that hold Latin letters

}  // namespace print
