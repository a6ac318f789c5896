#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace saudi {

// The signs. Of both scripts: b t j h x(خ) d r z s S(ش) G(غ) f q k l m n w y a.
// Of Latin alone: T(th) D(dh) g, short a e i u, long A I U.
// Of Arabic alone: T(ث) Z(ذ) V(ض) Q(ظ) 3(ع), Y a last ي or ى, E a last ه or ة, e the short i that
// everybody says in فاعل. Of both: - the article.
inline constexpr char article = '-';
inline constexpr std::size_t sounds_max = 40;

// Two Latin letters that are one sound.
using Way = std::pair<std::string_view, std::string_view>;
inline constexpr Way ways_of_two[] = {
    {"kh", "x"},
    {"gh", "G"},
    {"sh", "S"},
    {"ch", "S"},
    {"th", "T"},
    {"dh", "D"},
    {"ph", "f"},
    {"aa", "A"},
    {"ee", "I"},
    {"ei", "I"},
    {"ey", "I"},
    {"oo", "U"},
    {"ou", "U"},
    {"ck", "k"}
};

inline bool is_one_of(char c, std::string_view signs) {
  return signs.find(c) != signs.npos;
}

}  // namespace saudi
