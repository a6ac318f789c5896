#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Pure helpers on UTF-8 text. None of them reads a locale.

bool is_utf8(std::string_view bytes);  // strict: no overlong forms, no surrogates, ≤ U+10FFFF
bool has_bidi_control(std::string_view utf8);  // U+202A…202E, U+2066…2069, U+200E/F, U+061C
bool has_control(std::string_view utf8);       // C0 (but \n and \t), DEL, C1
std::size_t length(std::string_view utf8);     // code points
std::string fold_digits(
    std::string_view utf8);               // U+0660-9 and U+06F0-9 to ASCII; the rest as it is
std::string trim(std::string_view utf8);  // ASCII white space and U+00A0 at both ends
std::string without_spaces(std::string_view utf8);  // the same, wherever it stands
std::string lower_ascii(std::string_view text);
std::string strip_invisible(std::string_view utf8);  // bidi marks, zero-width characters, BOM
std::vector<std::string> split(std::string_view text, char at);
std::string join(const std::vector<std::string>& parts, std::string_view between);

// The entry of `known` nearest to `word` by Damerau-Levenshtein distance, empty if none is within a
// third of its length (at least 2).
std::string nearest(std::string_view word, const std::vector<std::string>& known);
std::size_t edit_distance(std::string_view a,
                          std::string_view b);  // Damerau-Levenshtein (adjacent swaps), over bytes

std::string hex(std::string_view bytes);
std::string unhex(std::string_view text);  // empty when not hexadecimal
